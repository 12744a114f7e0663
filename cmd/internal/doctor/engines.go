package doctor

import (
	"context"
	_ "embed"
	"fmt"
	"iter"
	"maps"
	"strings"
	"time"
	"unicode"

	"stillpoint/dialogue"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/persona"
	"stillpoint/media"
)

// Engines are what a talk is made of; [local.Engines] has them.
type Engines interface {
	Hear(ctx context.Context, pcm media.PCM) ([]local.Segment, error)
	Voice(name string, speed float64, sayAs map[string]string) (dialogue.Voice, error)
	Matcher(ctx context.Context, id string, asked iter.Seq2[string, string]) (persona.Matcher, error)
}

// clip is a sentence of John F. Kennedy (1961, public domain), 16 kHz WAV.
//
//go:embed clip.wav
var clip []byte

const (
	clipSays = "Ask what you can do for your country."
	sentence = "We could meet on Thursday morning, if that suits you."
)

// RoundTrips tries each engine: speech is found in a clip and understood, a
// sentence is spoken and understood again, and a question in other words than
// the author's finds its line.
func RoundTrips(ctx context.Context, e Engines) []Finding {
	var found []Finding
	found = append(found, understand(ctx, e, "ears", ourClip(), clipSays, "the clip"))
	spoken, speech := speak(ctx, e)
	found = append(found, spoken)
	if found[0].State == Good && speech != nil {
		found = append(found, understand(ctx, e, "voice and ears", speech, sentence, "her own sentence"))
	}
	return append(found, meaning(ctx, e))
}

// meaning asks in words that are in none of the phrases.
func meaning(ctx context.Context, e Engines) Finding {
	f := Finding{What: "meaning", State: Weak}
	m, err := e.Matcher(ctx, "doctor", maps.All(map[string]string{
		"mother": "how is your mother these days",
		"work":   "what does your job involve",
		"rest":   "when did you last sleep well",
	}))
	if err != nil {
		f.Says = fmt.Sprintf("What a coach asks about cannot be found by its meaning (%v): she goes by matching words, and answers beside the point more often.", err)
		return f
	}
	began := time.Now()
	found := m.Match("Tell me about your mum.")
	f.Took = time.Since(began).Seconds()
	if len(found) == 0 || found[0].ID != "mother" || found[0].Score < m.Threshold() {
		f.Says = fmt.Sprintf("A question after her mother was not understood as one (%v): her answers may be beside the point.", found)
		return f
	}
	f.State, f.Says = Good, fmt.Sprintf("Found what a question was about in %.0f ms.", 1000*f.Took)
	return f
}

// understand finds the speech in p and its words.
func understand(ctx context.Context, e Engines, what string, p media.PCM, says, whose string) Finding {
	f := Finding{What: what, State: Bad}
	began := time.Now()
	got, err := heard(ctx, e, p)
	if err != nil {
		f.Says = fmt.Sprintf("She cannot understand speech (%v): only typed lines work.", err)
		return f
	}
	f.Took = time.Since(began).Seconds()
	if right := Understood(says, got); right < .7 {
		f.State, f.Says = Weak, fmt.Sprintf("Of %s %.0f %% was understood: %q came out as %q.", whose, 100*right, says, got)
		return f
	}
	f.State, f.Says = Good, fmt.Sprintf("Understood %s in %.1f s: %q.", whose, f.Took, got)
	return f
}

// heard is what this machine's ears make of p.
func heard(ctx context.Context, e Engines, p media.PCM) (string, error) {
	segments, err := e.Hear(ctx, p)
	if err != nil {
		return "", err
	}
	var all []string
	for _, s := range segments {
		all = append(all, s.Text)
	}
	return strings.Join(all, " "), nil
}

func speak(ctx context.Context, e Engines) (Finding, media.PCM) {
	f := Finding{What: "voice", State: Bad}
	v, err := e.Voice("af_heart", 1, nil)
	if err != nil {
		f.Says = fmt.Sprintf("She has no voice (%v): her lines are shown as captions.", err)
		return f, nil
	}
	began := time.Now()
	var speech media.PCM
	for p, err := range v.Speak(ctx, sentence) {
		if err != nil {
			f.Says = fmt.Sprintf("She cannot speak (%v): her lines are shown as captions.", err)
			return f, nil
		}
		speech = append(speech, p...)
	}
	f.Took = time.Since(began).Seconds()
	if len(speech) == 0 {
		f.Says = "She spoke a sentence of no sound."
		return f, nil
	}
	share := f.Took / speech.Duration().Seconds()
	f.State, f.Says = Good, fmt.Sprintf("Spoke %.1f s of speech; a second of it takes %.2f s.", speech.Duration().Seconds(), share)
	if share > local.TooSlow {
		f.State = Weak
		f.Says += " This computer is slow for her own voice: lines spoken ahead are not affected, others come late. " +
			"The light voice is quicker: start with -light."
	}
	return f, speech
}

// Understood is the share of the words of want that got has in the same
// order, from 0 to 1; case and punctuation do not count.
func Understood(want, got string) float64 {
	w, g := words(want), words(got)
	if len(w) == 0 {
		return 1
	}
	// Longest common subsequence, one row at a time.
	row := make([]int, len(g)+1)
	for _, x := range w {
		corner := 0
		for j, y := range g {
			up := row[j+1]
			if x == y {
				row[j+1] = corner + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			corner = up
		}
	}
	return float64(row[len(g)]) / float64(len(w))
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
}
