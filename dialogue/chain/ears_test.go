package chain

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/dialoguetest"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// listens hears words wherever there is sound.
type listens struct{}

func (listens) Transcribe(ctx context.Context, s dialogue.Speech) (u timeline.Utterance, err error) {
	select {
	case <-time.After(min(s.PCM.Duration()/100, 200*ms)):
	case <-ctx.Done():
		return u, context.Cause(ctx)
	}
	for at := 0; at < len(s.PCM); at++ { // as often as there is a speech
		if s.PCM[at] != 0 {
			u.Text += "ask what you can do "
			at += media.Samples(2 * time.Second)
		}
	}
	return u, nil
}

func hearers(patience time.Duration, fakes ...dialogue.Transcriber) (links []Link[dialogue.Transcriber]) {
	for i, f := range fakes {
		links = append(links, Link[dialogue.Transcriber]{Name: string(rune('a' + i)), Engine: f, Patience: patience})
	}
	return links
}

func TestEarsContract(t *testing.T) {
	speech := slices.Repeat(media.PCM{1000, -1000}, media.Samples(time.Second))
	for name, links := range map[string][]Link[dialogue.Transcriber]{
		"one":             hearers(900*ms, listens{}),
		"the first fails": hearers(900*ms, fails(0), listens{}),
		"the first hangs": hearers(5*ms, hangs(), listens{}, listens{}),
	} {
		t.Run(name, func(t *testing.T) {
			dialoguetest.TestTranscriber(t, NewEars(links, nil), speech, "ask what you can do")
		})
	}
}

// No words are an answer, and nobody else is asked for some.
func TestEars(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := writes(100*ms, ""), writes(0, "Yes.")
		b.waits = b.waits[:2]
		var told uses
		speech := dialogue.Speech{PCM: media.Silence(2 * time.Second), From: time.Second, To: 3 * time.Second}
		u, err := NewEars(hearers(900*ms, a, b), told.report).Transcribe(t.Context(), speech)
		if u.Text != "" || err != nil || len(b.calls) > 0 {
			t.Errorf("got %q and %v, asked %v", u.Text, err, b.calls)
		}
		u, err = NewEars(hearers(900*ms, fails(0), b), told.report).Transcribe(t.Context(), speech)
		if u.Text != "Yes." || err != nil || b.calls[0].what != "1s 3s" {
			t.Errorf("got %q and %v, asked %v", u.Text, err, b.calls)
		}
		want := []Use{
			{Kind: Ears, Engine: "a", First: 100 * ms, Took: 100 * ms, Sound: 2 * time.Second},
			{Kind: Ears, Engine: "a", Err: errFault, Next: "b"},
			{Kind: Ears, Engine: "b", First: 1, Sound: 2 * time.Second},
		}
		if !reflect.DeepEqual(told.all, want) {
			t.Errorf("told %+v, want %+v", told.all, want)
		}
	})
}

func TestNoLinks(t *testing.T) {
	if NewEars(nil, nil) != nil || NewVoice(nil, nil) != nil || NewWords(nil, nil) != nil {
		t.Error("an engine without any")
	}
}
