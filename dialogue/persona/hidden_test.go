package persona

import "testing"

func TestGives(t *testing.T) {
	s := marit(t)
	for _, test := range []struct {
		open int
		text string
		want bool // gives something away
	}{
		{0, "It was in November, you see.", true},
		{0, "I mis-keyed it, or he did.", true},
		{0, "S.h.a.m.e, if you like.", true},
		{0, "The loneliness of it.", true},
		{2, "The loneliness of it.", false},
		{0, "And now I look at everything he sends me, I do.", true}, // words of b3, in a sentence of another's
		{1, "And now I look at everything he sends me, I do.", false},
		{0, "I do them again, every night.", false},
		{0, "I don't know what to tell you about that.", false}, // small words give nothing away
		{0, "A lone tree. A cyclone.", false},
	} {
		if got := below(s, test.open).gives(test.text); (got != "") != test.want {
			t.Errorf("open %d: %q gives away %q, want %v", test.open, test.text, got, test.want)
		}
	}
	if got, want := below(s, 0).spare("I see. Was it in November? Or later."), "I see. … Or later."; got != want {
		t.Errorf("spared: %q, want %q", got, want)
	}
}
