package minilm

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/dialogue/local/localtest"
)

// TestTokens compares with Hugging Face's tokenizers (BertNormalizer,
// BertPreTokenizer and WordPiece over the same vocabulary).
func TestTokens(t *testing.T) {
	p, err := parsePieces(localtest.Read(t, "bert-vocab.json"), vocabularySize)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want []int64
	}{
		{"", []int64{101, 102}},
		{"What would you like to hand over?", []int64{101, 2054, 2052, 2017, 2066, 2000, 2192, 2058, 1029, 102}},
		{"Jonas's rosters — the café, Zürich; naïve Åse… 41 wards!", []int64{101, 10680, 1005, 1055, 9238, 2015, 1517, 1996, 7668, 1010, 10204, 1025, 15743, 2004, 2063, 1529, 4601, 11682, 999, 102}},
		{"unbelievably mis-keyed infusion-sets @home #3", []int64{101, 4895, 8671, 2666, 3567, 6321, 28616, 1011, 3145, 2098, 1999, 20523, 1011, 4520, 1030, 2188, 1001, 1017, 102}},
		{"日本 ok", []int64{101, 1864, 1876, 7929, 102}},
		{strings.Repeat("a", 120) + " b", []int64{101, 100, 1038, 102}},
		{"tab\tnew\nline \u200b zero\u00ad soft", []int64{101, 21628, 2047, 2240, 5717, 3730, 102}},
		{"e\u0301te\u0301 \ufffd x", []int64{101, 3802, 2063, 1060, 102}},
		{"[CLS] [unused5]", []int64{101, 1031, 18856, 2015, 1033, 1031, 15171, 2629, 1033, 102}},
		{"😀 smile", []int64{101, 100, 2868, 102}},
		{"$5+3=8 `q` ^_^ ~x~ <b>|", []int64{101, 1002, 1019, 1009, 1017, 1027, 1022, 1036, 1053, 1036, 1034, 1035, 1034, 1066, 1060, 1066, 1026, 1038, 1028, 1064, 102}},
		{"I don’t know.", []int64{101, 1045, 2123, 1005, 1056, 2113, 1012, 102}}, // as with a straight apostrophe
		{"▁to▁", []int64{101, 2000, 102}},                                        // the list's mark is no letter
		{strings.Repeat("of ", 9) + "what to", []int64{101, 1997, 1997, 1997, 1997, 1997, 1997, 2054, 2000, 102}},
	} {
		if got := p.tokens(c.text, max(10, len(c.want))); !slices.Equal(got, c.want) {
			t.Errorf("tokens(%q) = %v, want %v", c.text, got, c.want)
		}
	}
}

// small is a vocabulary in the form of the packaged one.
const small = `["[PAD]","▁","[UNK]","[CLS]","[SEP]","▁to","▁a","a","b","ing","▁é","日"]`

func TestParsePieces(t *testing.T) {
	for list, want := range map[string]string{
		small:                              "",
		`["[UNK]","[CLS]"]`:                "there are 2, want 12",
		`{}`:                               "read word pieces: json",
		strings.Replace(small, "S", "", 2): "is not among them",
	} {
		_, err := parsePieces([]byte(list), 12)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("parsePieces(%s): %v, want %q", list, err, want)
		}
	}
}

// FuzzTokens: any text gives a start, an end, between them numbers of the
// vocabulary, and never more than the limit; any list is read or refused.
func FuzzTokens(f *testing.F) {
	for _, s := range []string{"toing AB", "▁to", "[CLS]", "\xff\xfe", "éé", strings.Repeat("ab", 200), "日日本"} {
		f.Add(s, small, 7)
	}
	f.Fuzz(func(t *testing.T, text, list string, limit int) {
		limit = 2 + limit&63
		var names []string
		if json.Unmarshal([]byte(list), &names) != nil {
			return
		}
		p, err := parsePieces([]byte(list), len(names))
		if err != nil {
			return
		}
		got := p.tokens(text, limit)
		if len(got) < 2 || len(got) > limit || got[0] != p.start || got[len(got)-1] != p.end {
			t.Fatalf("tokens(%q, %d) = %v", text, limit, got)
		}
		for _, id := range got {
			if id < 0 || id >= int64(len(names)) {
				t.Fatalf("tokens(%q, %d) = %v: no %d in the list", text, limit, got, id)
			}
		}
		for _, w := range words(text) {
			if w == "" || utf8.ValidString(text) && strings.ContainsRune(w, utf8.RuneError) {
				t.Fatalf("words(%q) has %q", text, w)
			}
		}
	})
}
