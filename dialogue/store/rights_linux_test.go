package store

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// asNobody lets do see files as a user without rights, also when root runs the tests.
func asNobody(t *testing.T, do func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		do()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const nobody = 65534
	syscall.RawSyscall(syscall.SYS_SETFSUID, nobody, 0, 0) // of this thread alone
	defer syscall.RawSyscall(syscall.SYS_SETFSUID, 0, 0, 0)
	do()
}

func TestFoldersWithoutRights(t *testing.T) {
	parent := t.TempDir()
	for _, dir := range []string{filepath.Dir(parent), parent} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	folder := func(name string, mode os.FileMode, prepare func(dir string)) string {
		dir := filepath.Join(parent, name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		prepare(dir)
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(dir, 0o700) })
		return dir
	}
	nothing := func(string) {}
	used := func(dir string) {
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	for dir, want := range map[string]string{
		folder("read-only", 0o555, nothing):                     "cannot be written",
		folder("unreadable", 0o000, nothing):                    "cannot be written",
		filepath.Join(folder("sealed", 0o555, nothing), "data"): "cannot be made",
		folder("read-only and used", 0o555, used):               "cannot be written",
		folder("read-only database", 0o777, func(dir string) {
			used(dir)
			os.Chmod(filepath.Join(dir, "lock"), 0o666)
			os.Chmod(filepath.Join(dir, "stillpoint.db"), 0o444)
		}): "cannot be written",
	} {
		var err error
		asNobody(t, func() {
			var s *Store
			if s, err = Open(dir); err == nil {
				s.Close()
			}
		})
		if err == nil || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "-data") {
			t.Errorf("%s: %v; want the folder, %q and what to do", filepath.Base(dir), err, want)
		}
	}
}
