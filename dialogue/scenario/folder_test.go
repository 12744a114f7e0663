package scenario

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// desk is an operator at work on a folder.
type desk struct {
	t       *testing.T
	dir     string
	folder  *Folder
	reports []string
	clock   time.Time
}

func newDesk(t *testing.T, taken ...string) *desk {
	d := &desk{t: t, dir: t.TempDir(), clock: time.Now().Add(-time.Hour)}
	folder, err := OpenFolder(d.dir, taken, func(err error) { d.reports = append(d.reports, err.Error()) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	d.folder = folder
	return d
}

// write saves a file a second later than the one before.
func (d *desk) write(name, text string) {
	path := filepath.Join(d.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.clock = d.clock.Add(time.Second)
	if err := os.Chtimes(path, d.clock, d.clock); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) titles() string {
	var all []string
	for _, s := range d.folder.Scenarios() {
		all = append(all, s.ID+"="+s.Title)
	}
	return strings.Join(all, " ")
}

func (d *desk) want(titles string, problems int, report string) {
	d.t.Helper()
	d.reports = nil
	if got := d.titles(); got != titles {
		d.t.Errorf("scenarios %q, want %q", got, titles)
	}
	if got := d.folder.Problems(); len(got) != problems {
		d.t.Errorf("problems %v, want %d", got, problems)
	}
	if all := strings.Join(d.reports, "\n"); len(d.reports) > 1 || !strings.Contains(all, report) || report == "" && all != "" {
		d.t.Errorf("reported %q, want %q once", all, report)
	}
}

func named(id, title string) string {
	return strings.Replace(strings.Replace(small, "id: small", "id: "+id, 1), "title: Small", "title: "+title, 1)
}

func TestFolder(t *testing.T) {
	d := newDesk(t, "marit-trays")
	d.want("", 0, "")
	d.write("a.yaml", named("ada", "One"))
	d.write("notes.txt", "not a scenario")
	d.write(".b.yaml.swp", "half a file")
	d.want("ada=One", 0, "")
	d.write("a.yaml", named("ada", "Two"))
	d.want("ada=Two", 0, "")
	d.write("a.yaml", named("ada", "{"))
	d.want("ada=Two", 1, "a.yaml:")
	d.want("ada=Two", 1, "") // said once
	d.write("b.yaml", named("bo", "B"))
	d.want("ada=Two bo=B", 1, "")
	d.write("a.yaml", named("ada", "Three"))
	d.want("ada=Three bo=B", 0, "")
	d.write("c.yaml", named("ada", "Again"))
	d.want("ada=Three bo=B", 1, "c.yaml: id ada is used by a.yaml")
	d.write("d.yaml", named("marit-trays", "Mine"))
	d.want("ada=Three bo=B", 2, "comes with the program")
	d.write("e.yaml", small+"#"+strings.Repeat("x", 10<<20))
	d.want("ada=Three bo=B", 3, "e.yaml: ")
	os.Remove(filepath.Join(d.dir, "a.yaml"))
	d.want("bo=B ada=Again", 2, "")
	os.Remove(filepath.Join(d.dir, "e.yaml"))
	os.Symlink("/etc/passwd", filepath.Join(d.dir, "e.yaml"))
	d.want("bo=B ada=Again", 2, "e.yaml")
}

func TestFolderGone(t *testing.T) {
	if _, err := OpenFolder(filepath.Join(t.TempDir(), "none"), nil, nil); err == nil {
		t.Error("a folder that is not there was opened")
	}
}

// Many ask while the files change; run with -race.
func TestFolderSharing(t *testing.T) {
	d := newDesk(t)
	d.write("a.yaml", named("ada", "0"))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if got := d.folder.Scenarios(); len(got) != 1 {
					t.Errorf("%d scenarios", len(got))
				}
			}
		})
	}
	for i := range 20 {
		d.write("b.tmp", named("ada", fmt.Sprint(i)))
		os.Rename(filepath.Join(d.dir, "b.tmp"), filepath.Join(d.dir, "a.yaml"))
	}
	wg.Wait()
}
