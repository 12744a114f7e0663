// Package roundtriptest measures how well the voice can be understood: it lets a
// voice say sentences and the recogniser write them down.
//
// What was misheard is shown with the phonemes that were spoken, for a wrong
// phoneme is the voice's fault and another spelling of the same sound is not.
package roundtriptest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"strings"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
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
	var wer dialoguetest.WER
	r.Errors = wer.Add(plain(text), plain(r.Heard))
	r.Words = wer.Words
	return r, nil
}

// spelling, after figures are written out, makes the spellings of one and the same sound equal, on both sides.
var spelling = strings.NewReplacer(
	"'ve ", " have ", "any one", "anyone", "every one", "everyone", "kilometres", "kilometers", "apologise", "apologize", "per cent", "percent",
	"h.r.", "hr", "h. r.", "hr", "p m", "pm", "p. m.", "pm", "hmm", "hm", "mmm", "mm", " a half", " half",
)

func plain(text string) string {
	text = unspoken.ReplaceAllString(strings.ReplaceAll(text, "’", "'"), " ")
	return spelling.Replace(strings.ToLower(spellout.Expand(text)) + " ")
}

// unspoken is markers and placeholders.
var unspoken = regexp.MustCompile(`\[[^\]]*\]|\{[^}]*\}`)
