package rtc

import (
	"sync/atomic"
	"time"

	"stillpoint/media"
)

// Stats is what a line has counted since it was made.
type Stats struct {
	// From the coach.
	Received      int64         // packets with audio
	Empty         int64         // packets without
	Late          int64         // packets that came too late or twice
	Broken        int64         // packets that are no Opus
	Lost          time.Duration // audio that never came or came too late
	Concealed     time.Duration // of that, made up by the decoder
	FramesDropped int64         // frames the owner did not take in time
	Faults        int64         // failures of the detector
	// To the coach.
	Sent    int64 // packets
	Unsent  int64 // packets the transport refused
	Skipped int64 // frames left out after a standstill of this machine
	// Late holds how many packets were sent how long after they were due:
	// Lateness[i] counts those of at most LatenessBounds[i], the last all
	// that were later still.
	Lateness    [len(latenessBounds) + 1]int64
	LatenessMax time.Duration
	// From the page.
	Reports        int64 // playout reports believed
	ReportsIgnored int64 // playout reports not believed
}

var latenessBounds = [...]time.Duration{
	time.Millisecond, 2 * time.Millisecond, 3 * time.Millisecond, 5 * time.Millisecond, 10 * time.Millisecond,
	20 * time.Millisecond, 50 * time.Millisecond, 100 * time.Millisecond,
}

// LatenessBounds are the upper bounds of the steps of Stats.Lateness.
func LatenessBounds() []time.Duration { return append([]time.Duration(nil), latenessBounds[:]...) }

// Add adds what another line has counted.
func (s *Stats) Add(t Stats) {
	s.Received += t.Received
	s.Empty += t.Empty
	s.Late += t.Late
	s.Broken += t.Broken
	s.Lost += t.Lost
	s.Concealed += t.Concealed
	s.FramesDropped += t.FramesDropped
	s.Faults += t.Faults
	s.Sent += t.Sent
	s.Unsent += t.Unsent
	s.Skipped += t.Skipped
	for i := range s.Lateness {
		s.Lateness[i] += t.Lateness[i]
	}
	s.LatenessMax = max(s.LatenessMax, t.LatenessMax)
	s.Reports += t.Reports
	s.ReportsIgnored += t.ReportsIgnored
}

// counters is Stats while it grows; lost and concealed are in samples.
type counters struct {
	received, empty, late, broken, lost, concealed, dropped, faults atomic.Int64
	sent, unsent, skipped                                           atomic.Int64
	lateness                                                        [len(latenessBounds) + 1]atomic.Int64
	latenessMax                                                     atomic.Int64 // ns; written by the pacer alone
	reports, ignored                                                atomic.Int64
}

// sentLate counts a packet sent that long after it was due.
func (c *counters) sentLate(late time.Duration) {
	c.sent.Add(1)
	i := 0
	for i < len(latenessBounds) && late > latenessBounds[i] {
		i++
	}
	c.lateness[i].Add(1)
	if int64(late) > c.latenessMax.Load() {
		c.latenessMax.Store(int64(late))
	}
}

// snapshot is the state of all counters, each by itself.
func (c *counters) snapshot() Stats {
	s := Stats{
		Received:       c.received.Load(),
		Empty:          c.empty.Load(),
		Late:           c.late.Load(),
		Broken:         c.broken.Load(),
		Lost:           media.Duration(int(c.lost.Load())),
		Concealed:      media.Duration(int(c.concealed.Load())),
		FramesDropped:  c.dropped.Load(),
		Faults:         c.faults.Load(),
		Sent:           c.sent.Load(),
		Unsent:         c.unsent.Load(),
		Skipped:        c.skipped.Load(),
		LatenessMax:    time.Duration(c.latenessMax.Load()),
		Reports:        c.reports.Load(),
		ReportsIgnored: c.ignored.Load(),
	}
	for i := range s.Lateness {
		s.Lateness[i] = c.lateness[i].Load()
	}
	return s
}
