// Package roundtrip measures how well the voice can be understood: it lets a
// voice say sentences and the recogniser write them down.
//
// What was misheard is shown with the phonemes that were spoken, for a wrong
// phoneme is the voice's fault and another spelling of the same sound is not.
package roundtrip

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/local"
	"stillpoint/dialogue/local/phoneme/spellout"
	"stillpoint/media"
)

// Result is one sentence said and heard.
type Result struct {
	Text, Phonemes, Heard string
	Unknown               []string      // words read by their letters
	Words, Errors         int           // of Text, and how far Heard is from it
	Sound                 time.Duration // how long it sounds
	First, Work           time.Duration // until its first sound, until all of it
}

// Run says each text and hears it again. It stops at the first error of an engine.
func Run(ctx context.Context, e *local.Engines, voice string, speed float64, sayAs map[string]string, texts []string) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) {
		v, err := e.Voice(voice, speed, sayAs)
		if err != nil {
			yield(Result{}, err)
			return
		}
		ears := e.Ears()
		if ears == nil {
			yield(Result{}, errors.New("round trip: there is no recogniser"))
			return
		}
		for _, text := range texts {
			r, err := one(ctx, e, v, ears, voice, sayAs, text)
			if err != nil {
				err = fmt.Errorf("round trip of %q: %w", text, err)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func one(ctx context.Context, e *local.Engines, v dialogue.Voice, ears dialogue.Transcriber, voice string, sayAs map[string]string, text string) (Result, error) {
	r := Result{Text: text}
	reading, err := e.Pronounce(voice, text, sayAs)
	if err != nil {
		return r, err
	}
	r.Phonemes, r.Unknown = reading.Phonemes, reading.Unknown
	begun := time.Now()
	var said media.PCM
	for pcm, err := range v.Speak(ctx, text) {
		if err != nil {
			return r, err
		}
		if r.First == 0 {
			r.First = time.Since(begun)
		}
		said = append(said, pcm...)
	}
	r.Work, r.Sound = time.Since(begun), said.Duration()
	// The recogniser is used to a little silence around speech.
	quiet := media.Silence(300 * time.Millisecond)
	said = append(append(quiet, said...), quiet...)
	heard, err := ears.Transcribe(ctx, dialogue.Speech{PCM: said, To: said.Duration()})
	if err != nil {
		return r, err
	}
	r.Heard = heard.Text
	want := words(text)
	r.Words, r.Errors = len(want), distance(want, words(r.Heard))
	return r, nil
}

// words of a text in lower case, figures written out, hyphens and marks gone.
func words(text string) []string {
	for {
		before, rest, ok := strings.Cut(text, "[")
		_, after, closed := strings.Cut(rest, "]")
		if !ok || !closed {
			break
		}
		text = before + " " + after
	}
	text = strings.ToLower(spellout.Expand(text))
	text = strings.NewReplacer("’", "'", "-", " ", "o'clock", "oclock", ".", " ").Replace(text)
	var out []string
	for _, w := range strings.Fields(text) {
		w = strings.Trim(w, `"'“”‘’.,;:!?…—()`)
		for _, part := range strings.FieldsFunc(w, func(r rune) bool { return strings.ContainsRune("…—", r) }) {
			if same := variants[part]; same != "" {
				part = same
			}
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}

// variants are spellings of one and the same sound.
var variants = map[string]string{
	"ok": "okay", "hmm": "hm", "hmmm": "hm", "mmm": "mm", "mister": "mr", "doctor": "dr", "missis": "mrs", "alright": "all right", "til": "till", "colour": "color", "realise": "realize",
}

// distance is the number of words to insert, delete or replace.
func distance(a, b []string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
