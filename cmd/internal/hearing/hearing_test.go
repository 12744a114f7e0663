package hearing

import (
	"context"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/voice"
)

// loud calls a window speech when it is not digital silence.
type loud struct{}

func (loud) Speech(w []float32) (float32, error) {
	for _, v := range w {
		if v > .1 {
			return 1, nil
		}
	}
	return 0, nil
}
func (loud) Reset() {}
func (loud) Close() {}

// sound is a recording that is loud in the given stretches (seconds).
func sound(length float64, stretches ...[2]float64) media.PCM {
	p := make(media.PCM, int(length*media.Rate))
	for _, s := range stretches {
		for i := int(s[0] * media.Rate); i < int(s[1]*media.Rate); i++ {
			p[i] = 20000
		}
	}
	return p
}

func TestSegments(t *testing.T) {
	for _, c := range []struct {
		name string
		pcm  media.PCM
		want [][2]float64
	}{
		{"silence", sound(2), nil},
		{"nothing", nil, nil},
		{"one, to the end", sound(2, [2]float64{.5, 2}), [][2]float64{{.5, 2}}},
		{"close ones are joined", sound(4, [2]float64{.5, 1.5}, [2]float64{1.9, 3}), [][2]float64{{.5, 3}}},
		{"far ones are not", sound(5, [2]float64{.5, 1.5}, [2]float64{2.5, 4}), [][2]float64{{.5, 1.5}, {2.5, 4}}},
		{"not joined beyond 12 s", sound(20, [2]float64{.5, 8}, [2]float64{8.4, 16}), [][2]float64{{.5, 8}, {8.4, 16}}},
		{"a long one is cut where it is quietest", sound(20, [2]float64{1, 10}, [2]float64{10.1, 18}), [][2]float64{{1, 10.1}, {10.1, 18}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Segments(loud{}, c.pcm)
			if err != nil || len(got) != len(c.want) {
				t.Fatalf("got %v, %v, want %v", got, err, c.want)
			}
			for i, w := range c.want {
				if off(got[i].From, w[0]) || off(got[i].To, w[1]) {
					t.Errorf("got %v, want %v", got, c.want)
				}
			}
		})
	}
}

func off(got time.Duration, want float64) bool {
	d := got - time.Duration(want*float64(time.Second))
	return d.Abs() > 100*time.Millisecond
}

type ears func(dialogue.Speech) string

func (e ears) Transcribe(_ context.Context, s dialogue.Speech) (timeline.Utterance, error) {
	return timeline.Utterance{Text: e(s)}, nil
}

func TestTranscribeKeepsOutOfTheLastSegment(t *testing.T) {
	p := sound(3)
	_, err := Transcribe(t.Context(), ears(func(s dialogue.Speech) string {
		if s.From != 1800*time.Millisecond || s.To != 2500*time.Millisecond || s.PCM.Duration() != s.To-s.From {
			t.Errorf("got %v to %v, %v of sound", s.From, s.To, s.PCM.Duration())
		}
		return ""
	}), p, voice.IPU{From: 2 * time.Second, To: 2500 * time.Millisecond}, 1800*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
}
