package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestIDsSortByAgeAndAreTheOnlyValidForm(t *testing.T) {
	at := time.UnixMilli(1_800_000_000_000)
	older, newer := NewID(at), NewID(at.Add(time.Millisecond))
	if older >= newer {
		t.Errorf("%s was made before %s but sorts after it", older, newer)
	}
	for id, want := range map[string]bool{
		older: true, "": false, "p_": false, "P" + older[1:]: false, older + "0": false, older[:27]: false,
		strings.ToUpper(older): false, "p_../../../../../etc/passwd": false, "p_" + strings.Repeat("u", 26): false,
		"p_0123456789abcdefghjkmnpq/s": false,
	} {
		if ValidID(id) != want {
			t.Errorf("ValidID(%q) = %v", id, !want)
		}
	}
}

func FuzzValidID(f *testing.F) {
	f.Add(NewID(time.UnixMilli(1_800_000_000_000)))
	f.Add("p_../../../../../etc/passwd")
	f.Add("p_0123456789abcdefghjkmnpq\x00\n")
	f.Fuzz(func(t *testing.T, id string) {
		if ValidID(id) && (len(id) != 28 || !filepath.IsLocal(id) || filepath.Base(id) != id || strings.ContainsAny(id, "./\\:%'\x00\n ") || strings.ToLower(id) != id) {
			t.Errorf("%q is no file name", id)
		}
	})
}
