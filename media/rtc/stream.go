package rtc

import (
	"time"

	"stillpoint/media"
	"stillpoint/media/codec"
)

const (
	// lookahead is the encoder's delay: what is decoded was spoken that much
	// before its timestamp says (312 samples).
	lookahead = 6500 * time.Microsecond
	// settle is how long the first packets of a stream are held: under jitter
	// the first alone would put all that follows up to the jitter too late.
	settle = 400 * time.Millisecond
	// standstill is the time without a packet after which the path is taken
	// to be a new one.
	standstill = time.Second
	// sameClock is how far the clock may have moved over a standstill to be
	// believed to be still the same.
	sameClock = 100 * time.Millisecond
	// impossible is how much earlier than its envelope no packet can be,
	// unless one of the two clocks was stopped or set.
	impossible = 250 * time.Millisecond
	// maxConcealed is how much of a lost stretch is made up, in samples.
	maxConcealed = media.Rate / 10
)

// A stream turns the packets of one microphone into frames on media time:
// it puts them in order, makes up for short losses, decodes, and tells when
// each was spoken,
//
//	spoken(ts) = ts/48000 + envelope(arrival - ts/48000) - packet - lookahead,
//
// because a packet leaves when its last sample has been spoken. It has no
// goroutine and no clock.
type stream struct {
	began   time.Time // media time 0
	decoder codec.Decoder
	speech  *speechMeter // nil: probability 0
	out     func(media.Frame)
	counts  *counters

	order   reorder
	frames  framer
	pcm     media.PCM // one decoded packet
	started bool
	origin  int64 // timestamp that is time 0 on the sender's clock
	newest  int64 // timestamp
	ended   int64 // timestamp after what came before the trial
	arrived time.Time
	clock   envelope
	trial   envelope // what settles before it becomes the clock
	trying  bool
}

func newStream(began time.Time, d codec.Decoder, speech *speechMeter, out func(media.Frame), counts *counters) *stream {
	s := &stream{began: began, decoder: d, speech: speech, out: out, counts: counts, pcm: make(media.PCM, codec.MaxSamples)}
	s.frames.emit = s.frame
	return s
}

// packet takes an RTP packet that arrived now. The payload is copied.
func (s *stream) packet(timestamp uint32, payload []byte, now time.Time) {
	if len(payload) == 0 { // a probe for bandwidth
		s.counts.empty.Add(1)
		return
	}
	s.counts.received.Add(1)
	samples := packetSamples(payload)
	if samples == 0 {
		s.counts.broken.Add(1)
		return
	}
	ts := int64(timestamp)
	if s.started {
		ts = extend(s.newest, timestamp)
	}
	if s.started && (ts < s.newest-media.Rate || !s.trying && s.offset(ts, now) < s.clock.at(s.time(ts))-impossible) {
		s.restart()
	}
	switch {
	case !s.started:
		s.started, s.origin, s.newest, s.ended = true, ts, ts, ts
		s.begin(now)
	case now.Sub(s.arrived) > standstill:
		s.ended = s.order.next
		s.begin(now)
	}
	s.arrived = now
	s.newest = max(s.newest, ts)
	e := &s.clock
	if s.trying {
		e = &s.trial
	}
	e.add(s.time(ts), s.offset(ts, now))
	if !s.order.push(packet{ts, samples, payload}, now) {
		s.counts.late.Add(1)
	}
	s.release(now)
}

// restart says that the next packet comes from another sender.
func (s *stream) restart() {
	s.started, s.clock = false, envelope{}
}

// deadline is when release has something to do even if no packet comes; the
// zero time if it has not.
func (s *stream) deadline() time.Time { return s.order.deadline() }

// release passes on what is next in line or has been waited for long enough.
func (s *stream) release(now time.Time) {
	for {
		p, lost, ok := s.order.pop(now)
		if !ok {
			return
		}
		if s.trying {
			s.adopt(p)
		}
		s.conceal(p, lost)
		n, err := s.decoder.Decode(p.payload, s.pcm)
		if err != nil || n == 0 {
			s.counts.broken.Add(1)
			p.ts += p.samples // as if it were lost
			s.conceal(p, p.samples)
		} else {
			s.frames.feed(s.spoken(p.ts, p.samples), s.pcm[:n])
		}
		s.order.done(p)
	}
}

// begin opens a trial of the clock.
func (s *stream) begin(now time.Time) {
	s.order.reset(now.Add(settle))
	s.trial, s.trying = envelope{}, true
	s.gap()
}

// adopt ends the trial, after which p is the first packet: the clock goes on
// if it agrees with it.
func (s *stream) adopt(p packet) {
	s.trying = false
	s.counts.lost.Add(max(p.ts-s.ended, 0))
	x := s.time(s.newest)
	if s.clock.n == 0 || (s.trial.at(x)-s.clock.at(x)).Abs() > sameClock {
		s.clock = s.trial
		return
	}
	for _, p := range s.trial.points[:s.trial.n] {
		s.clock.add(p.x, p.y)
	}
}

// conceal makes up for lost samples before p, as far as that makes sense.
func (s *stream) conceal(p packet, lost int64) {
	if lost == 0 {
		return
	}
	s.counts.lost.Add(lost)
	ts, end := p.ts-lost, p.ts-lost+min(lost, maxConcealed)
	for ts < end {
		n, err := s.decoder.Decode(nil, s.pcm)
		if err != nil || n == 0 {
			break
		}
		n = min(n, int(end-ts))
		s.frames.feed(s.spoken(ts, p.samples), s.pcm[:n])
		s.counts.concealed.Add(int64(n))
		ts += int64(n)
	}
	if ts < p.ts {
		s.gap()
	}
}

func (s *stream) gap() {
	s.frames.gap()
	if s.speech != nil {
		s.speech.gap()
	}
}

func (s *stream) frame(start time.Duration, pcm media.PCM) {
	f := media.Frame{Start: start, PCM: pcm}
	if s.speech != nil {
		f.Speech = s.speech.frame(pcm)
	}
	s.out(f)
}

// time is ts on the sender's clock.
func (s *stream) time(ts int64) time.Duration { return media.Duration(int(ts - s.origin)) }

// offset is how much later than on the sender's clock ts arrived on ours.
func (s *stream) offset(ts int64, now time.Time) time.Duration {
	return now.Sub(s.began) - s.time(ts)
}

// spoken is the media time of the sample at ts in a packet of that length.
func (s *stream) spoken(ts, samples int64) time.Duration {
	x := s.time(ts)
	return x + s.clock.at(x) - media.Duration(int(samples)) - lookahead
}
