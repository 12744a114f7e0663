package minilm

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
)

// key names a vector on the disk: a hash of the model and the text.
type key [16]byte

func (m *Model) key(text string) key {
	sum := sha256.Sum256([]byte(m.hash + "\x00" + text))
	return key(sum[:])
}

// A file of vectors is magic, the sha256 of what follows, then each key with
// its vector, little endian.
const (
	magic      = "MEANING1"
	recordSize = len(key{}) + 4*Dim
	largest    = 8 << 20 // bytes of a file: more than 5,000 phrases
)

func encode(vectors map[key]*Vector) []byte {
	body := make([]byte, 0, len(vectors)*recordSize)
	for k, v := range vectors {
		body = append(body, k[:]...)
		for _, x := range v {
			body = binary.LittleEndian.AppendUint32(body, math.Float32bits(x))
		}
	}
	sum := sha256.Sum256(body)
	return append(append([]byte(magic), sum[:]...), body...)
}

func decode(raw []byte) (map[key]*Vector, error) {
	body, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok || len(body) < sha256.Size {
		return nil, errors.New("not a file of vectors")
	}
	want, body := body[:sha256.Size], body[sha256.Size:]
	if sum := sha256.Sum256(body); !bytes.Equal(sum[:], want) || len(body)%recordSize != 0 {
		return nil, errors.New("damaged")
	}
	vectors := make(map[key]*Vector, len(body)/recordSize)
	for ; len(body) > 0; body = body[recordSize:] {
		v := new(Vector)
		for i := range v {
			v[i] = math.Float32frombits(binary.LittleEndian.Uint32(body[len(key{})+4*i:]))
		}
		vectors[key(body)] = v
	}
	return vectors, nil
}

// readKept reads a file of vectors; one that is absent holds none.
func readKept(path string) (map[key]*Vector, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case info.Size() > largest:
		return nil, fmt.Errorf("read %s: %d bytes are too many", path, info.Size())
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	vectors, err := decode(raw)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return vectors, nil
}

// writeKept writes a file of vectors beside its place, then renames it.
func writeKept(path string, vectors map[key]*Vector) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = f.Write(encode(vectors))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
