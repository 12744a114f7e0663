package speak

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/local/phoneme"
	"stillpoint/media"
)

// tone is an engine that hums 25 ms for each symbol, with silence around it.
type tone struct{ said *[]string }

func (tone) Rate() int  { return 24000 }
func (tone) Limit() int { return 60 }

func (e tone) Say(ctx context.Context, phonemes string) ([]float32, error) {
	*e.said = append(*e.said, phonemes)
	out := make([]float32, 9600) // 400 ms
	for i := range 600 * len([]rune(phonemes)) {
		out = append(out, float32(1.2*math.Cos(float64(i)*0.1)))
	}
	select {
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-time.After(2 * time.Millisecond * time.Duration(len(phonemes))):
	}
	return append(out, make([]float32, 12000)...), nil
}

func voice(t testing.TB, said *[]string) *Voice {
	t.Helper()
	lexicon, err := phoneme.Open(localtest.Models(t, "us_gold.json", "us_silver.json"), phoneme.US)
	if err != nil {
		t.Fatal(err)
	}
	v, err := New(Config{Engine: tone{said}, Lexicon: lexicon})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestConforms(t *testing.T) {
	said := make([]string, 0, 1000)
	v := voice(t, &said)
	v.c.Turn = oneAtATime(make(chan struct{}, 1)) // the slice is not locked
	dialoguetest.TestVoice(t, v)
}

func oneAtATime(lock chan struct{}) func(context.Context, func(context.Context) error) error {
	return func(ctx context.Context, f func(context.Context) error) error {
		lock <- struct{}{}
		defer func() { <-lock }()
		return f(ctx)
	}
}

// TestSilences checks what lies between the sounds to the millisecond.
func TestSilences(t *testing.T) {
	for _, c := range []struct {
		text  string
		said  string // pieces
		quiet []int  // ms of exact silence, in order
	}{
		{"Yes. [pause:0.7] Something like that.", "jˈɛs.|sˈʌmθˌɪŋ lˈIk ðˈæt.", []int{700}},
		{"[pause:0.4]Yes. [pause:1.5]", "jˈɛs.", []int{400, 1500}},
		{"…okay. [pause:oops] Well.", "ˌOkˈA.|wˈɛl.", nil},
		{"So… I mean it.", "sˌO… ˌI mˈin ɪt.", nil},
		{"He does them and then I… well. I do them again.", "hˌi dˈʌz ðˌɛm ænd ðˈɛn ˌI…|wˈɛl. ˌI dˈu ðˌɛm əɡˈɛn.", []int{350}},
		{"I said that to nobody at all. Then I went home again.", "ˌI sˈɛd ðˈæt tə nˈObˌɑdi æt ˈɔl.|ðˈɛn ˌI wˈɛnt hˈOm əɡˈɛn.", []int{330}},
		{"Yes. [pause:0.5 never closed", "jˈɛs.", nil},
	} {
		var said []string
		var pcm media.PCM
		for chunk, err := range voice(t, &said).Speak(t.Context(), c.text) {
			if err != nil {
				t.Fatal(err)
			}
			pcm = append(pcm, chunk...)
		}
		if got := strings.Join(said, "|"); got != c.said {
			t.Errorf("%s\n said %s\n want %s", c.text, got, c.said)
		}
		// The engine's own silence is cut to 25 ms; only longer ones are ours.
		var quiet []int
		run := 0
		for _, x := range append(slices.Clone(pcm), 1) {
			if run++; x != 0 {
				// margins and the resampler's ripple: 50 ms between two pieces
				if ms := run / 48; ms > 60 {
					quiet = append(quiet, ms)
				}
				run = 0
			}
		}
		near := len(quiet) == len(c.quiet)
		for i := range min(len(quiet), len(c.quiet)) {
			near = near && quiet[i] >= c.quiet[i] && quiet[i] <= c.quiet[i]+60
		}
		if !near {
			t.Errorf("%s: silences %v ms, want %v", c.text, quiet, c.quiet)
		}
	}
}

func TestNothingClips(t *testing.T) {
	for _, x := range level([]float32{-3, -1.2, 1.2, 3}, 1.5) {
		if x > 29000 || x < -29000 {
			t.Errorf("a sample of %d", x)
		}
	}
	if got := level([]float32{0.5, -0.25}, 1); got[0] != 14500 || got[1] != -7250 {
		t.Errorf("what is not loud was changed: %v", got)
	}
}

func TestErrors(t *testing.T) {
	if _, err := New(Config{SayAs: map[string]string{"Marit": "ʘ"}}); err == nil {
		t.Error("a pronunciation nobody can say was accepted")
	}
	var said []string
	v := voice(t, &said)
	broken := errors.New("broken")
	v.c.Turn = func(context.Context, func(context.Context) error) error { return broken }
	n := 0
	for pcm, err := range v.Speak(t.Context(), "One. Two. Three.") {
		if n++; pcm != nil || !errors.Is(err, broken) {
			t.Errorf("%v, %v", pcm, err)
		}
	}
	if n != 1 {
		t.Errorf("%d yields, want the error alone", n)
	}
}
