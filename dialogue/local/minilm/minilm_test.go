package minilm

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"stillpoint/dialogue/local/localtest"
)

func load(t testing.TB) *Model {
	t.Helper()
	m, err := Load(localtest.Runtime(t), localtest.Read(t, "minilm-int8.onnx"), localtest.Read(t, "bert-vocab.json"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

// BenchmarkEmbed is one sentence by its number of words.
func BenchmarkEmbed(b *testing.B) {
	m := load(b)
	for _, n := range []int{3, 6, 10, 15, 20, 30, 60} {
		text := strings.Repeat("word ", n)
		b.Run(fmt.Sprint(n, " words"), func(b *testing.B) {
			for b.Loop() {
				if _, err := m.Embed(b.Context(), text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestEmbed compares with what ONNX Runtime gives in Python, over the tokens of
// Hugging Face's tokenizers.
func TestEmbed(t *testing.T) {
	m := load(t)
	for text, want := range map[string][6]float32{
		"What would you like to hand over?":          {-.09023, .03177, .03271, .04195, -.02076, -.03019},
		"How heavy is it, to keep that to yourself?": {.02535, .08749, -.05244, .07183, -.04506, -.04995},
		"why do you do them again":                   {-.02573, -.02641, .05097, .06441, .02048, -.05887},
	} {
		v, err := m.Embed(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		if length := v.dot(v); math.Abs(float64(length)-1) > 1e-4 {
			t.Errorf("%q: the length is %v", text, length)
		}
		for i, x := range want { // processors round differently
			if math.Abs(float64(v[i]-x)) > .01 {
				t.Errorf("%q: begins with %v, want %v", text, v[:len(want)], want)
				break
			}
		}
	}
	if _, err := Load(m.rt, nil, nil); err == nil {
		t.Error("loaded a model of nothing")
	}
}
