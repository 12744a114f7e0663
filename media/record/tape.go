// Package record keeps a practice as sound: one stereo Ogg/Opus file (RFC
// 3533, RFC 7845), the coach on the left, the client on the right, both on
// media time, so that sample 0 is media time 0. Pages are appended as the
// practice goes; a file cut off at any byte still plays and seeks.
//
// [Tape.Run] owns the encoder and the file; everything else hands it audio.
package record

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"stillpoint/media"
	"stillpoint/media/codec"
)

const (
	// Hold is how late audio may be, against the newest audio of either side,
	// and still be recorded. The file trails media time by Hold and a page.
	Hold = 600 * time.Millisecond
	// Longest is the most media time that a tape holds.
	Longest = 12 * time.Hour

	pageSize   = 5     // segments in a page: 100 ms of packets under 255 bytes
	bitrate    = 48000 // bit/s; keeps the sides apart, 32000 lets them bleed
	complexity = 1
	inaudible  = 8   // a frame with a lower peak (-72 dBFS) is recorded as silence
	settled    = 3   // equal packets of silence in a row after which the next is known
	queue      = 512 // chunks waiting for Run: 5 s of both sides
)

// File is where a tape is written; [os.File] is one.
type File interface {
	io.Writer
	Truncate(size int64) error
	Sync() error
}

// Tape records a practice. Coach, Client and End may be called from any
// goroutine and never block. Audio given to it is not copied and may not be
// changed any more.
type Tape struct {
	file    File
	in      chan chunk
	failed  chan error
	dropped atomic.Int64
}

type side int

const (
	coach side = iota
	client
	nobody
)

type chunk struct {
	side side
	at   int // sample of media time
	pcm  media.PCM
}

// New makes a tape that writes to f, which is empty. It does not close f.
func New(f File) *Tape {
	return &Tape{file: f, in: make(chan chunk, queue), failed: make(chan error, 1)}
}

// Coach records a frame of the coach's microphone.
func (t *Tape) Coach(f media.Frame) { t.put(coach, f.Start, f.PCM) }

// Client records p, whose first sample was heard by the coach at media time
// at. Chunks that follow each other within 15 ms are joined without a seam.
func (t *Tape) Client(at time.Duration, p media.PCM) { t.put(client, at, p) }

// End says how long the practice lasted; when Run ends the recording is
// padded with silence to that length.
func (t *Tape) End(at time.Duration) { t.put(nobody, at, nil) }

// Failed gives one error when writing fails. The tape swallows audio from
// then on; what was written stays valid.
func (t *Tape) Failed() <-chan error { return t.failed }

// Dropped is how many chunks were lost, in whole or in part: they came more
// than [Hold] late or lay outside [Longest], or Run could not keep up.
func (t *Tape) Dropped() int64 { return t.dropped.Load() }

func (t *Tape) put(s side, at time.Duration, p media.PCM) {
	if at < 0 || at > Longest {
		t.dropped.Add(1)
		return
	}
	select {
	// To the nearest sample: a sample's media time is rounded down.
	case t.in <- chunk{s, media.Samples(at + media.Duration(1)/2), p}:
	default:
		t.dropped.Add(1)
	}
}

// Run encodes and writes until ctx ends, then writes what is left, marks the
// end of the stream and syncs the file. If that fails on the way, for a full
// disk for instance, it goes on taking audio until ctx ends and returns why.
func (t *Tape) Run(ctx context.Context) error {
	err := t.record(ctx)
	if err == nil {
		return nil
	}
	err = fmt.Errorf("record: %w", err)
	t.failed <- err
	for {
		select {
		case <-t.in:
		case <-ctx.Done():
			return err
		}
	}
}

func (t *Tape) record(ctx context.Context) error {
	r, err := newReel(t.file)
	if err != nil {
		return err
	}
	take := func(c chunk) error {
		late, err := r.take(c)
		if late {
			t.dropped.Add(1)
		}
		return err
	}
	for {
		select {
		case c := <-t.in:
			if err := take(c); err != nil {
				return err
			}
			continue
		case <-ctx.Done():
		}
		for {
			select {
			case c := <-t.in:
				if err := take(c); err != nil {
					return err
				}
				continue
			default:
			}
			return errors.Join(r.finish(), t.file.Sync())
		}
	}
}

// reel is the recording itself, owned by Run.
type reel struct {
	tracks  [2]track
	now     int // newest media time, in samples
	enc     codec.Encoder
	pages   pageWriter
	packets int // encoded so far
	frame   media.PCM
	packet  []byte
	last    []byte // the packet before
	repeats int    // how often silence came out as last again
}

func newReel(f File) (*reel, error) {
	enc, err := codec.NewOpusEncoder(2, bitrate, complexity)
	if err != nil {
		return nil, err
	}
	r := &reel{
		enc:    enc,
		pages:  pageWriter{w: &wholeFile{File: f}, serial: rand.Uint32()},
		frame:  make(media.PCM, 2*media.FrameSamples),
		packet: make([]byte, codec.MaxPacket),
	}
	r.pages.add(opusHead(codec.PreSkip))
	if err := r.pages.flush(0, flagFirst); err != nil {
		return nil, err
	}
	r.pages.add(opusTags("stillpoint", "LEFT=coach", "RIGHT=client"))
	return r, r.pages.flush(0, 0)
}

// take writes what can no longer change, then lays c on its track.
func (r *reel) take(c chunk) (late bool, err error) {
	r.now = max(r.now, c.at)
	for (r.packets+1)*media.FrameSamples <= r.now-media.Samples(Hold) {
		if err := r.encode(); err != nil {
			return false, err
		}
	}
	if c.side == nobody {
		return false, nil
	}
	return r.tracks[c.side].put(c.at, c.pcm) > 0, nil
}

// encode takes 20 ms off both tracks and puts them into a page.
func (r *reel) encode() error {
	if len(r.pages.table) >= pageSize {
		if err := r.pages.flush(int64(r.packets*media.FrameSamples), 0); err != nil {
			return err
		}
	}
	r.tracks[coach].take(r.frame)
	r.tracks[client].take(r.frame[1:])
	packet := r.last
	silent := peak(r.frame) < inaudible
	if !silent || r.repeats < settled {
		if silent {
			clear(r.frame)
		}
		n, err := r.enc.Encode(r.frame, r.packet)
		if err != nil {
			return err
		}
		packet = r.packet[:n]
		if silent && bytes.Equal(packet, r.last) {
			r.repeats++
		} else {
			r.repeats = 0
		}
		r.last = append(r.last[:0], packet...)
	}
	r.pages.add(packet)
	r.packets++
	return nil
}

// finish writes everything and the page that ends the stream. The last
// granule says how long the recording is (RFC 7845 section 4.4).
func (r *reel) finish() error {
	end := codec.PreSkip + max(r.now, r.tracks[coach].end(), r.tracks[client].end())
	for r.packets*media.FrameSamples < end {
		if err := r.encode(); err != nil {
			return err
		}
	}
	return r.pages.flush(int64(end), flagLast)
}

// wholeFile takes back what a failed Write left of a page.
type wholeFile struct {
	File
	size int64
}

func (f *wholeFile) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	if err != nil {
		return n, errors.Join(err, f.Truncate(f.size))
	}
	f.size += int64(n)
	return n, nil
}
