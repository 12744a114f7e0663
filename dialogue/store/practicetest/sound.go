package practicetest

import (
	"context"
	"errors"
	"math"
	"os"
	"sync"
	"time"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/record"
)

// Both sides are tones with a whole number of periods in a frame, so that
// frames of any loudness join without a click.
var tones = [2]float64{150, 200} // Hz: coach, client

// ahead is how much sound a tape is given before it has written any.
const ahead = 2 * time.Second

// Waveform is its recording as it is drawn.
func (p Practice) Waveform() record.Waveform {
	w := record.Waveform{PerSecond: record.PeaksPerSecond, Samples: media.Samples(p.Timeline.Length.Duration())}
	loud := p.loudness()
	for i := range loud[0] {
		w.Coach = append(w.Coach, byte(loud[0][i]>>7))
		w.Client = append(w.Client, byte(loud[1][i]>>7))
	}
	return w
}

// loudness is the highest sample of each frame of the coach and the client.
func (p Practice) loudness() (loud [2][]int16) {
	n := int(p.Timeline.Length.Duration()/media.FrameDur) + 1
	loud = [2][]int16{make([]int16, n), make([]int16, n)}
	say := func(side int, from, to timeline.Ms) {
		for i := max(0, int(from+10)/20); i < min(n, int(to+10)/20); i++ {
			loud[side][i] = int16(5000 + 11000*math.Abs(math.Sin(float64(i)/4.1)*math.Sin(float64(i)/19))) // some four syllables a second
		}
	}
	for i, e := range p.Timeline.Events {
		switch b := e.Body.(type) {
		case timeline.IPU:
			say(0, b.From, b.To)
		case timeline.ClientTurn:
			for _, x := range b.Pieces {
				if !x.Pause {
					say(1, x.From, min(x.To, b.To))
				}
			}
		case timeline.ClientStart:
			if i == len(p.Timeline.Events)-1 { // nothing came after it
				say(1, e.At, p.Timeline.Length)
			}
		}
	}
	return loud
}

// record writes the recording as a talk does.
func (p Practice) record(ctx context.Context, f *os.File) error {
	loud := p.loudness()
	pages := &counted{File: f, page: make(chan struct{}, len(loud[0]))}
	tape := record.New(pages)
	ctx, end := context.WithCancel(ctx)
	defer end()
	var wg sync.WaitGroup
	var tapeErr error
	wg.Go(func() { tapeErr = tape.Run(ctx) })
	for i := range loud[0] {
		at := time.Duration(i) * media.FrameDur
		tape.Coach(media.Frame{Start: at, PCM: tone(tones[0], loud[0][i])})
		tape.Client(at, tone(tones[1], loud[1][i]))
		if i%5 == 0 && at > ahead { // a page is five frames
			select {
			case <-pages.page:
			case err := <-tape.Failed():
				return err
			}
		}
	}
	tape.End(p.Timeline.Length.Duration())
	end()
	wg.Wait()
	switch {
	case tapeErr != nil:
		return tapeErr
	case tape.Dropped() > 0:
		return errors.New("the tape could not keep up")
	case !p.torn:
		return nil
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return f.Truncate(info.Size()*3/5 + 7)
}

// tone is a frame of f Hz.
func tone(f float64, loud int16) media.PCM {
	p := make(media.PCM, media.FrameSamples)
	if loud == 0 {
		return p
	}
	for i := range p {
		p[i] = int16(float64(loud) * math.Sin(2*math.Pi*f*float64(i)/media.Rate))
	}
	return p
}

// counted tells of each page that is written.
type counted struct {
	*os.File
	page chan struct{}
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.File.Write(p)
	c.page <- struct{}{}
	return n, err
}
