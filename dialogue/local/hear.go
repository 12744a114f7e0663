package local

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"stillpoint/dialogue"
	"stillpoint/media"
	"stillpoint/media/voice"
)

// A recording is cut as a live talk is: a silence shorter than the floor's
// usual endpoint window does not end a turn, a turn's words are decoded in one
// go until it is long, and the recogniser gets a little of what is around.
const (
	turnGap  = 1400 * time.Millisecond
	pieceMax = 12 * time.Second // a longer piece of a turn ends at the next pause
	preRoll  = 400 * time.Millisecond
	tail     = 200 * time.Millisecond
)

// Segment is what was said in one turn; times count from the recording's start.
type Segment struct {
	From, To   time.Duration // first and last voiced moment
	IPUs       []voice.IPU   // its speech without inner silences of 200 ms
	Text       string
	Confidence float64 // 0 to 1, by the length of the pieces it was decoded in
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
	segments := turns(ipus)
	for i := range segments {
		if err := segments[i].transcribe(ctx, ears, pcm); err != nil {
			return nil, fmt.Errorf("hear: %w", err)
		}
	}
	return segments, nil
}

func (s *Segment) transcribe(ctx context.Context, ears dialogue.Transcriber, pcm media.PCM) error {
	var texts []string
	var certain, length time.Duration
	for _, piece := range pieces(s.IPUs) {
		from, to := max(0, piece.From-preRoll), min(pcm.Duration(), piece.To+tail)
		u, err := ears.Transcribe(ctx, dialogue.Speech{PCM: pcm[media.Samples(from):media.Samples(to)], From: from, To: to})
		if err != nil {
			return err
		}
		if u.Text != "" {
			texts = append(texts, u.Text)
			length += to - from
			certain += time.Duration(u.Confidence * float64(to-from))
		}
	}
	s.Text = strings.Join(texts, " ")
	if length > 0 {
		s.Confidence = float64(certain) / float64(length)
	}
	return nil
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

// turns puts what belongs together into segments.
func turns(ipus []voice.IPU) []Segment {
	var out []Segment
	for _, ipu := range ipus {
		if n := len(out); n == 0 || ipu.From-out[n-1].To >= turnGap {
			out = append(out, Segment{From: ipu.From})
		}
		s := &out[len(out)-1]
		s.To, s.IPUs = ipu.To, append(s.IPUs, ipu)
	}
	return out
}

// pieces are the stretches of a turn that are decoded in one go.
func pieces(ipus []voice.IPU) []voice.IPU {
	var out []voice.IPU
	for _, ipu := range ipus {
		if n := len(out); n == 0 || out[n-1].To-out[n-1].From >= pieceMax {
			out = append(out, voice.IPU{From: ipu.From})
		}
		out[len(out)-1].To = ipu.To
	}
	return out
}
