package local

import (
	"context"
	"fmt"
	"slices"
	"time"

	"stillpoint/dialogue"
	"stillpoint/media"
	"stillpoint/media/voice"
)

// A recording is cut as a live talk is: a shorter silence than join does not
// end what somebody says (the floor's shortest endpoint window), and the
// recogniser gets a little of what is around it.
const (
	join    = 800 * time.Millisecond
	preRoll = 400 * time.Millisecond
	tail    = 200 * time.Millisecond
)

// Segment is what was said between two silences; times count from the
// recording's start.
type Segment struct {
	From, To   time.Duration // first and last voiced moment
	Text       string
	Confidence float64 // 0 to 1
}

// Hear finds the speech in a recording and transcribes it, in order.
func (e *Engines) Hear(ctx context.Context, pcm media.PCM) ([]Segment, error) {
	ears := e.Ears()
	if ears == nil {
		return nil, fmt.Errorf("hear: speech recognition: %w", errAbsent)
	}
	detector, err := e.Detector()
	if err != nil {
		return nil, fmt.Errorf("hear: %w", err)
	}
	defer detector.Close()
	ipus, err := activity(ctx, detector, pcm)
	if err != nil {
		return nil, fmt.Errorf("hear: %w", err)
	}
	var segments []Segment
	for _, ipu := range joined(ipus) {
		from, to := max(0, ipu.From-preRoll), min(pcm.Duration(), ipu.To+tail)
		u, err := ears.Transcribe(ctx, dialogue.Speech{PCM: pcm[media.Samples(from):media.Samples(to)], From: from, To: to})
		if err != nil {
			return nil, fmt.Errorf("hear: %w", err)
		}
		segments = append(segments, Segment{From: ipu.From, To: ipu.To, Text: u.Text, Confidence: u.Confidence})
	}
	return segments, nil
}

// activity is the stretches of speech in pcm.
func activity(ctx context.Context, d voice.Detector, pcm media.PCM) ([]voice.IPU, error) {
	var ipus []voice.IPU
	var a voice.Activity
	meter := voice.NewMeter(d)
	at := time.Duration(0)
	for frame := range slices.Chunk(pcm, media.FrameSamples) {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		p, err := meter.Speech(frame)
		if err != nil {
			return nil, err
		}
		if ipu, over := a.Frame(at, at+media.FrameDur, p); over {
			ipus = append(ipus, ipu)
		}
		at += media.FrameDur
	}
	if ipu, ok := a.End(); ok {
		ipus = append(ipus, ipu)
	}
	return ipus, nil
}

func joined(ipus []voice.IPU) []voice.IPU {
	var out []voice.IPU
	for _, ipu := range ipus {
		if n := len(out); n > 0 && ipu.From-out[n-1].To < join {
			out[n-1].To = ipu.To
		} else {
			out = append(out, ipu)
		}
	}
	return out
}
