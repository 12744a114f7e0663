package persona

import "testing"

func TestStem(t *testing.T) {
	for _, same := range [][]string{
		{"carry", "carries", "carried", "carrying"}, {"stop", "stops", "stopped", "stopping"}, {"hand", "hands", "handing", "handed"},
		{"tell", "told"}, {"tray", "trays"}, {"mother", "mum", "mother's"}, {"child", "children", "kids"}, {"like", "likes", "liked", "liking"},
		{"happy", "happiness"}, {"lonely", "loneliness"}, {"boss", "bosses"},
	} {
		for _, w := range same[1:] {
			if stem(w) != stem(same[0]) {
				t.Errorf("%s and %s: %s, %s", same[0], w, stem(same[0]), stem(w))
			}
		}
	}
	for _, apart := range [][2]string{{"thing", "think"}, {"rest", "roster"}, {"bed", "be"}, {"need", "new"}, {"king", "kind"}} {
		if stem(apart[0]) == stem(apart[1]) {
			t.Errorf("%s and %s are both %s", apart[0], apart[1], stem(apart[0]))
		}
	}
}

func FuzzStem(f *testing.F) {
	f.Add("carrying")
	f.Add("’ss")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range stems(text) {
			if w == "" {
				t.Errorf("%q has an empty stem", text)
			}
		}
		content(text)
	})
}
