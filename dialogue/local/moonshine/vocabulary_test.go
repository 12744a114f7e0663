package moonshine

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/dialogue/local/localtest"
)

// file is a llama-tokenizer.js with the given first tokens.
func file(tokens ...string) []byte {
	list := base64.StdEncoding.EncodeToString([]byte(strings.Join(tokens, "\n")))
	return []byte("const a = 1\nconst llama_vocab_base64 = \"" + list + "\";\nconst llama_merges_binary = \"\"")
}

func TestVocabularyText(t *testing.T) {
	v, err := parseVocabulary(file("<unk>", "<s>", "</s>", "<0xC3>", "<0xA9>", "▁caf", "▁", "<0x>", "!"), 9)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		tokens []int64
		want   string
	}{
		{[]int64{1, 5, 3, 4, 8, 2}, "café!"},
		{[]int64{6, 5, 6, 5, 6}, "caf  caf"},
		{[]int64{5, 3}, "caf"},               // half a character
		{[]int64{7, -1, 32001, 1e9}, "<0x>"}, // not a byte, and tokens without a text
		{nil, ""},
	} {
		if got := v.text(c.tokens); got != c.want {
			t.Errorf("text(%v) = %q, want %q", c.tokens, got, c.want)
		}
	}
}

func TestVocabularyFaults(t *testing.T) {
	whole := string(file(slices.Repeat([]string{"x"}, 900)...))
	for name, js := range map[string]string{
		"empty":      "",
		"cut off":    whole[:1000],
		"not base64": strings.Replace(whole, "eA", "!!", 1),
		"too short":  `llama_vocab_base64 = "eA=="`,
	} {
		if v, err := parseVocabulary([]byte(js), 900); err == nil {
			t.Errorf("%s: %d tokens, want an error", name, len(v))
		}
	}
}

func TestVocabularyFile(t *testing.T) {
	v, err := parseVocabulary(localtest.Read(t, "llama-tokenizer.js"), vocabularySize)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := v.text([]int64{1, 306, 4658, 366, 2}), "I believe you"; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
}

func FuzzVocabulary(f *testing.F) {
	f.Add(file("<0xC3>", "▁a"), int64(0), int64(1))
	f.Add([]byte(`llama_vocab_base64 = "`), int64(5), int64(7))
	f.Fuzz(func(t *testing.T, js []byte, a, b int64) {
		v, err := parseVocabulary(js, 2)
		if err == nil && len(v) != 2 {
			t.Errorf("%d tokens without an error", len(v))
		}
		if s := v.text([]int64{a, b, a}); !utf8.ValidString(s) {
			t.Errorf("text %q is not UTF-8", s)
		}
	})
}
