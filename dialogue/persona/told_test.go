package persona

import (
	"strings"
	"testing"
)

// TestToldAgain asks twice: what else answers comes then, and where nothing
// does she says that she has told it, not that she doesn't know.
func TestToldAgain(t *testing.T) {
	for _, c := range []struct {
		name   string
		near   fixed
		second string
	}{
		{"something else answers too", fixed{{"a8", .9}, {"a40", .7}}, "a40"},
		{"something else sounds alike", fixed{{"a8", .9}, {"a40", .5}}, "told/"},
		{"nothing else", fixed{{"a8", .9}}, "told/"},
		{"it only sounds alike itself", fixed{{"a8", .5}}, "unsure/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newTalk(t, 1)
			k.client, k.open = NewAuthored(k.s, c.near, 1), 0
			const question = "What does the head of logistics do all day?"
			if said := k.turn(question); said[len(said)-1].Line != "a8" {
				t.Fatalf("first %+v", said)
			}
			if said := k.turn(question); !strings.HasPrefix(said[len(said)-1].Line, c.second) {
				t.Errorf("second %+v, want %s", said, c.second)
			}
		})
	}
}
