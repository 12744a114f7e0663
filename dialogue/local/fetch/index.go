package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
)

// An index remembers which files were verified, so that a start need not hash
// 200 MB: a file of the same size and time as then is taken as the same file.
type index struct {
	dir      string
	verified map[string]stamp
}

type stamp struct {
	Size   int64  `json:"size"`
	Time   int64  `json:"time"` // of the last change, nanoseconds since 1970
	SHA256 string `json:"sha256"`
}

const indexName = "verified.json"

// readIndex reads dir's index; one that is absent or damaged counts as empty.
func readIndex(dir string) index {
	x := index{dir: dir, verified: map[string]stamp{}}
	if data, err := os.ReadFile(filepath.Join(dir, indexName)); err == nil {
		json.Unmarshal(data, &x.verified)
	}
	if x.verified == nil {
		x.verified = map[string]stamp{}
	}
	return x
}

// Missing lists those of files that are not in dir, or are there with other
// bytes than the pinned ones. It reads only files that it has not verified
// before, or that changed since; what it finds right it remembers.
func Missing(dir string, files []File) []File { return readIndex(dir).missing(files) }

func (x index) missing(files []File) (missing []File) {
	before := maps.Clone(x.verified)
	for _, f := range files {
		now, err := x.stat(f)
		if err == nil && x.verified[f.Name] == now {
			continue
		}
		if err != nil || now.Size != f.Size || hashFile(x.path(f)) != f.SHA256 {
			delete(x.verified, f.Name)
			missing = append(missing, f)
			continue
		}
		x.verified[f.Name] = now
	}
	if !maps.Equal(before, x.verified) {
		x.write() // a folder that cannot be written is only slower to check
	}
	return missing
}

// add remembers that f has just been verified and placed.
func (x index) add(f File) error {
	now, err := x.stat(f)
	if err != nil {
		return err
	}
	x.verified[f.Name] = now
	return x.write()
}

func (x index) path(f File) string { return filepath.Join(x.dir, filepath.FromSlash(f.Name)) }

func (x index) stat(f File) (stamp, error) {
	info, err := os.Stat(x.path(f))
	if err != nil {
		return stamp{}, err
	}
	return stamp{Size: info.Size(), Time: info.ModTime().UnixNano(), SHA256: f.SHA256}, nil
}

func (x index) write() error {
	data, err := json.MarshalIndent(x.verified, "", "\t")
	if err != nil {
		return err
	}
	at := filepath.Join(x.dir, indexName)
	if err := os.WriteFile(at+".new", data, 0o644); err != nil {
		os.Remove(at + ".new")
		return err
	}
	return os.Rename(at+".new", at)
}

// hashFile is empty when the file cannot be read.
func hashFile(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return ""
	}
	return hex.EncodeToString(sum.Sum(nil))
}
