// Package spoken keeps what has been said on the disk, so that a line is
// synthesised once. A [Store] is a folder of sounds, a [Voice] looks there
// before it speaks, an [Ahead] says a scenario's lines before anybody asks.
//
// A sound is kept as 48 kHz 16-bit samples (96 kB a second), ready to play: a
// scenario of 90 lines takes some 40 MB. The folder is bounded; what was not
// used for longest goes first.
//
// Only [Ahead.Run] works in the background, and it blocks its caller; the
// package starts no goroutine.
package spoken

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"stillpoint/media"
)

// DefaultLimit is the size in bytes a folder may grow to: about three hours of sound.
const DefaultLimit = 1 << 30

const (
	suffix     = ".pcm"
	magic      = "SPOKEN1\n"
	headerSize = len(magic) + 8  // then the number of samples and their CRC-32C, little endian
	longest    = 10 * 60 * 48000 // samples
)

// Store is a folder of sounds by key. It is safe for concurrent use; two
// processes may share the folder.
type Store struct {
	root  *os.Root
	limit int64
	log   *slog.Logger

	mu   sync.Mutex
	size int64
	full error // why nothing more is kept
}

// Open makes dir if need be and counts what is there. limit 0 means DefaultLimit.
func Open(dir string, limit int64, log *slog.Logger) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open spoken lines: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open spoken lines: %w", err)
	}
	if limit == 0 {
		limit = DefaultLimit
	}
	s := &Store{root: root, limit: limit, log: log}
	files, err := s.files()
	if err != nil {
		root.Close()
		return nil, fmt.Errorf("open spoken lines: %w", err)
	}
	for _, f := range files {
		s.size += f.Size()
	}
	return s, nil
}

// Close lets the folder go. No voice of it may be speaking.
func (s *Store) Close() error { return s.root.Close() }

// Failed is why sounds are no longer kept, nil while they are.
func (s *Store) Failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.full
}

// has reports whether a sound is there, without reading it.
func (s *Store) has(key string) bool {
	info, err := s.root.Stat(key + suffix)
	return err == nil && info.Size() > int64(headerSize)
}

// get reads a sound. One that is damaged is removed and counts as absent.
func (s *Store) get(key string) (media.PCM, bool) {
	name := key + suffix
	raw, err := s.root.ReadFile(name)
	if err != nil {
		return nil, false
	}
	pcm, err := decode(raw)
	if err != nil {
		s.log.Warn("a spoken line is damaged and will be made again", "file", name, "err", err)
		if s.root.Remove(name) == nil {
			s.mu.Lock()
			s.size -= int64(len(raw))
			s.mu.Unlock()
		}
		return nil, false
	}
	now := time.Now()
	// Only the order of eviction hangs on it.
	_ = s.root.Chtimes(name, now, now)
	return pcm, true
}

// put keeps a sound: written beside its place, then renamed into it. After
// the first failure (a full disk) nothing more is kept, and the log says so once.
func (s *Store) put(key string, pcm media.PCM) {
	if len(pcm) == 0 || len(pcm) > longest || s.Failed() != nil {
		return
	}
	raw := encode(pcm)
	err := s.write(key, raw)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		if s.full == nil {
			s.full = err
			s.log.Error("spoken lines are no longer kept; each will be spoken anew", "err", err)
		}
		return
	}
	if s.size += int64(len(raw)); s.size > s.limit {
		s.evict()
	}
}

func (s *Store) write(key string, raw []byte) error {
	temp := fmt.Sprintf("%s.%d.%d.tmp", key, os.Getpid(), time.Now().UnixNano())
	err := s.root.WriteFile(temp, raw, 0o600)
	if err == nil {
		err = s.root.Rename(temp, key+suffix)
	}
	if err != nil {
		return errors.Join(err, ignoreAbsent(s.root.Remove(temp)))
	}
	return nil
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// evict removes the sounds not used for longest, down to nine tenths of the
// limit, and what a killed process left half written. The caller holds the lock.
func (s *Store) evict() {
	files, err := s.files()
	if err != nil {
		return
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	s.size = 0
	for _, f := range files {
		s.size += f.Size()
	}
	for _, f := range files {
		stale := !strings.HasSuffix(f.Name(), suffix) && time.Since(f.ModTime()) > time.Hour
		if (stale || s.size > s.limit*9/10) && s.root.Remove(f.Name()) == nil {
			s.size -= f.Size()
		}
	}
}

func (s *Store) files() ([]fs.FileInfo, error) {
	entries, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return nil, err
	}
	var files []fs.FileInfo
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), suffix) && !strings.HasSuffix(e.Name(), ".tmp") {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			files = append(files, info)
		}
	}
	return files, nil
}

func encode(pcm media.PCM) []byte {
	raw := make([]byte, headerSize, headerSize+2*len(pcm))
	copy(raw, magic)
	for _, x := range pcm {
		raw = binary.LittleEndian.AppendUint16(raw, uint16(x))
	}
	binary.LittleEndian.PutUint32(raw[len(magic):], uint32(len(pcm)))
	binary.LittleEndian.PutUint32(raw[len(magic)+4:], crc32.Checksum(raw[headerSize:], crc32.MakeTable(crc32.Castagnoli)))
	return raw
}

func decode(raw []byte) (media.PCM, error) {
	if len(raw) < headerSize || string(raw[:len(magic)]) != magic {
		return nil, errors.New("not a spoken line")
	}
	body := raw[headerSize:]
	if n := binary.LittleEndian.Uint32(raw[len(magic):]); uint64(len(body)) != 2*uint64(n) {
		return nil, fmt.Errorf("%d bytes for %d samples", len(body), n)
	}
	if crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) != binary.LittleEndian.Uint32(raw[len(magic)+4:]) {
		return nil, errors.New("checksum differs")
	}
	pcm := make(media.PCM, len(body)/2)
	for i := range pcm {
		pcm[i] = int16(binary.LittleEndian.Uint16(body[2*i:]))
	}
	return pcm, nil
}
