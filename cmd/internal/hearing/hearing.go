// Package hearing runs the ears over a whole recording, as a practice does
// over a microphone: voice activity first, then words for what it called
// speech. It starts no goroutine.
package hearing

import (
	"context"
	"fmt"
	"time"

	"stillpoint/dialogue"
	"stillpoint/media"
	"stillpoint/media/voice"
)

const (
	join    = 500 * time.Millisecond // stretches of speech this close are one piece
	longest = 12 * time.Second       // a recogniser may come back empty from longer ones
	preRoll = 400 * time.Millisecond // soft beginnings lie before the first voiced window
)

// Segments are the pieces of speech in p, at most 12 s long each, in order.
func Segments(d voice.Detector, p media.PCM) ([]voice.IPU, error) {
	var segments []voice.IPU
	var probability []float32
	add := func(ipu voice.IPU) {
		if last := len(segments) - 1; last >= 0 && ipu.From-segments[last].To <= join && ipu.To-segments[last].From <= longest {
			segments[last].To = ipu.To
			return
		}
		for ipu.To-ipu.From > longest {
			at := quietest(probability, ipu.From+longest*2/3, ipu.From+longest)
			segments = append(segments, voice.IPU{From: ipu.From, To: at})
			ipu.From = at
		}
		segments = append(segments, ipu)
	}
	meter := voice.NewMeter(d)
	meter.Reset()
	var activity voice.Activity
	var start time.Duration
	for rest := p; len(rest) > 0; start += media.FrameDur {
		frame := make(media.PCM, media.FrameSamples)
		rest = rest[copy(frame, rest):]
		speech, err := meter.Speech(frame)
		if err != nil {
			return nil, fmt.Errorf("voice activity at %v: %w", start, err)
		}
		probability = append(probability, speech)
		if ipu, over := activity.Frame(start, start+media.FrameDur, speech); over {
			add(ipu)
		}
	}
	if ipu, over := activity.End(); over {
		ipu.To = min(ipu.To, p.Duration())
		add(ipu)
	}
	return segments, nil
}

// quietest is the start of the frame between from and to with the least speech in it.
func quietest(probability []float32, from, to time.Duration) time.Duration {
	best := int(to / media.FrameDur)
	for i := best; i >= int(from/media.FrameDur); i-- {
		if probability[i] < probability[best] {
			best = i
		}
	}
	return time.Duration(best) * media.FrameDur
}

// Transcribe is what ears make of segment; last is the end of the one before
// it, into which the pre-roll does not reach.
func Transcribe(ctx context.Context, ears dialogue.Transcriber, p media.PCM, segment voice.IPU, last time.Duration) (string, error) {
	from := max(segment.From-preRoll, last)
	words, err := ears.Transcribe(ctx, dialogue.Speech{
		PCM:  p[media.Samples(from):media.Samples(segment.To)],
		From: from, To: segment.To,
	})
	if err != nil {
		return "", fmt.Errorf("transcribe %v to %v: %w", segment.From, segment.To, err)
	}
	return words.Text, nil
}
