package rtc

import (
	"math"
	"slices"
	"time"

	"stillpoint/media"
)

// Heard is a playout report of the page: that the packet RTP of the stream
// SSRC (getSynchronizationSources()[0].rtpTimestamp and .source) was given to
// the page's audio output Age ms before the report was made, and that what is
// given to it is heard Dev ms later.
type Heard struct {
	SSRC, RTP uint32
	Age       float64       // ms, by the page's clock alone
	Dev       float64       // ms, totalPlayoutDelay over totalSamplesCount; 0: unknown
	Received  time.Time     // when the report came
	RTT       time.Duration // of the way it came; half of it is its delay
}

const (
	// assumedDelay is how long after it is due a frame is heard while no
	// report has come: network and jitter buffer of a page nearby.
	assumedDelay = 60 * time.Millisecond
	// assumedDev is the delay of an audio output that does not tell it.
	assumedDev = 30 * time.Millisecond
	// leastUncertainty is what the formula is good for at best.
	leastUncertainty = 5 * time.Millisecond
	// fewUncertainty holds while fewUncertain reports have not come.
	fewUncertainty = 50 * time.Millisecond
	fewReports     = 3
	// blindUncertainty holds when no report has come for staleAfter.
	blindUncertainty = 150 * time.Millisecond
	staleAfter       = 3 * time.Second
	// keptReports are smoothed by their median: a wild one moves nothing.
	keptReports = 5
	// maxDelay is the largest believable time from due to heard.
	maxDelay = 3 * time.Second
	// maxAge and maxRTT bound what says anything about now.
	maxAge = 10 * time.Second
	maxRTT = 10 * time.Second
)

// An ear reckons when the coach hears what is sent. Positions are samples of
// the RTP stream since the pacer's epoch. By every report
//
//	heard(X) = received - rtt/2 - age + dev + (X - rtp)/48 ms
//
// and since the stream is paced on an absolute schedule that is the due time
// of X plus one delay for all X; the median of the newest five is used.
type ear struct {
	epoch time.Time // position 0 is due
	first uint32    // RTP timestamp of position 0
	ssrc  uint32
	from  int64 // first position sent with ssrc
	next  int64 // position after the newest frame sent

	delays [keptReports]time.Duration
	ways   [keptReports]time.Duration // one-way times assumed
	n      int                        // reports believed
	newest time.Time
	dev    time.Duration // last told, 0: never
}

// connect says that from position pos on the stream goes to another page.
func (e *ear) connect(ssrc uint32, pos int64) {
	e.ssrc, e.from, e.next, e.n, e.dev, e.newest = ssrc, pos, pos, 0, 0, time.Time{}
}

// due is when position pos is due.
func (e *ear) due(pos int64) time.Time { return e.epoch.Add(media.Duration(int(pos))) }

// report takes a report into account unless it cannot be true.
func (e *ear) report(h Heard) bool {
	switch {
	case h.SSRC != e.ssrc,
		math.IsNaN(h.Age) || h.Age < -50 || h.Age > float64(maxAge/time.Millisecond),
		math.IsNaN(h.Dev) || h.Dev < 0 || h.Dev > 2000,
		h.RTT < 0 || h.RTT > maxRTT:
		return false
	}
	pos := extend(e.next, h.RTP-e.first)
	if pos < e.from || pos >= e.next {
		return false
	}
	dev := time.Duration(h.Dev * float64(time.Millisecond))
	if dev == 0 {
		dev = e.dev
		if dev == 0 {
			dev = assumedDev
		}
	} else {
		e.dev = dev
	}
	age := time.Duration(h.Age * float64(time.Millisecond))
	delay := h.Received.Add(dev - age - h.RTT/2).Sub(e.due(pos))
	if delay < 0 || delay > maxDelay {
		return false
	}
	e.delays[e.n%keptReports], e.ways[e.n%keptReports] = delay, h.RTT/2
	e.n++
	if h.Received.After(e.newest) {
		e.newest = h.Received
	}
	return true
}

// delay is the time from due to heard, as it looks now, and how far it may be off.
func (e *ear) delay(now time.Time) (delay, uncertainty time.Duration) {
	if e.n == 0 {
		return assumedDelay, blindUncertainty
	}
	kept := e.delays
	d := kept[:min(e.n, keptReports)]
	slices.Sort(d)
	delay = d[len(d)/2]
	uncertainty = leastUncertainty + max(d[len(d)-1]-delay, delay-d[0]) + slices.Min(e.ways[:len(d)])
	if e.dev == 0 {
		uncertainty += assumedDev
	}
	if e.n < fewReports {
		uncertainty = max(uncertainty, fewUncertainty)
	}
	if now.Sub(e.newest) > staleAfter {
		uncertainty = max(uncertainty, blindUncertainty)
	}
	return delay, uncertainty
}
