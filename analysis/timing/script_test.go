package timing

import (
	"math/rand/v2"

	"stillpoint/dialogue/timeline"
)

// script writes a timeline step by step; its clock is the media time.
type script struct {
	now    ms
	turn   int
	length ms
	events []timeline.Event
	spoken ms            // end of the coach's newest turn
	slow   func() ms     // machine excess of the next thing she says; nil: none
	added  []timeline.Ms // media time of each excess, in pairs: when, how much
}

func (s *script) put(at ms, b timeline.Body) *script {
	s.events = append(s.events, timeline.Event{Seq: len(s.events) + 1, At: at, Body: b})
	return s
}

// quiet lets d pass.
func (s *script) quiet(d ms) *script { s.now += d; return s }

// coach says text in IPUs of the given lengths and silences, in turn.
func (s *script) coach(text string, lengths ...ms) *script {
	s.turn++
	from := s.now
	for i, d := range lengths {
		if i%2 == 0 {
			s.put(s.now+d, timeline.IPU{Side: timeline.Coach, From: s.now, To: s.now + d})
		}
		s.now += d
	}
	s.spoken = s.now
	return s.put(s.now, timeline.CoachTurn{Turn: s.turn, From: from, To: s.now, Text: text, DecidedBy: "silence"})
}

// hum is a murmur of 300 ms, d into the silence that goes on.
func (s *script) hum(at ms) *script {
	s.put(at+300, timeline.IPU{Side: timeline.Coach, From: at, To: at + 300})
	return s.put(at+300, timeline.CoachTurn{Turn: s.turn, From: at, To: at + 300, Text: "Mm-hm.", Backchannel: true})
}

// late lets the machine be late.
func (s *script) late() {
	if s.slow == nil {
		return
	}
	d := s.slow()
	s.added = append(s.added, s.now, d)
	s.now += d
}

// piece is words for so long, or a planned pause when there are none.
type piece struct {
	text string
	d    ms
}

// her says pieces, think after the coach's end; change, which may be nil, has
// the last word.
func (s *script) her(why timeline.Why, think ms, change func(*timeline.ClientTurn), pieces ...piece) *script {
	c := timeline.ClientTurn{Turn: s.turn, Why: why, Origin: timeline.OriginAuthored}
	switch why {
	case timeline.WhyReply:
		c.Think, s.now = think, s.spoken+think
	case timeline.WhySilence:
		s.now += think
		c.Lag.Decided = s.now
	}
	s.late()
	c.From = s.now
	for i, p := range pieces {
		if i > 0 && p.text != "" && pieces[i-1].text != "" {
			s.late() // the next sentence comes late
		}
		c.Pieces = append(c.Pieces, timeline.Piece{Text: p.text, Pause: p.text == "", From: s.now, To: s.now + p.d})
		s.now += p.d
	}
	c.To, c.Text, c.Lag.Playout = s.now, timeline.Text(c.Pieces), c.From
	if change != nil {
		change(&c)
	}
	return s.put(s.now, c)
}

func (s *script) timeline() timeline.Timeline {
	return timeline.Timeline{Schema: 1, Practice: "p", Length: max(s.length, s.now), Complete: true, Events: s.events}
}

func (s *script) measure() Times { return Measure(s.timeline(), nil) }

const (
	deep  = "It's the rosters, mostly. I'm so tired of it and I lie awake over every single line of them."
	plain = "Jonas does the rosters on the first Monday and then I look at them after lunch, all of them."
	open  = "And what happens in you when you do them again?"
)

// begun is a practice in which she has opened and a first exchange is over.
func begun() *script {
	s := &script{now: 800}
	s.her(timeline.WhyOpening, 0, nil, piece{"Hi. I can hear you.", 2000}).quiet(900)
	return s.coach("Hello. Where would you like to begin today?", 2000)
}

// talk is a random practice whose coach goes by her audio alone.
func talk(rng *rand.Rand, slow func() ms) *script {
	s := &script{now: 800, slow: slow}
	between := func(a, b int) ms { return ms(a + rng.IntN(b-a+1)) }
	texts := []string{deep, plain, "Yes.", "I just can't…", "What do you mean?", "He's good, Jonas. He's careful."}
	say := []string{open, "So you do them again.", "Have you tried a planner?", "Take your time.", "Anyway, what about the board?", "You sound tired, and what would help, and who could help you?"}
	utter := func(why timeline.Why) {
		pieces := []piece{{texts[rng.IntN(len(texts))], between(1500, 6000)}}
		for range rng.IntN(3) {
			if rng.IntN(2) == 0 {
				pieces = append(pieces, piece{"", between(300, 4000)})
			}
			pieces = append(pieces, piece{texts[rng.IntN(len(texts))], between(1500, 6000)})
		}
		cue := &timeline.Cue{ID: "x", Intensity: 1 + rng.IntN(3)}
		s.her(why, between(900, 7000), func(c *timeline.ClientTurn) { c.Cue = cue }, pieces...)
		if rng.IntN(4) == 0 { // the coach falls in, and she goes on
			from, d := s.now-between(200, 1400), between(200, 900)
			s.turn++
			s.put(from+d, timeline.IPU{Side: timeline.Coach, From: from, To: from + d})
			s.put(from+d, timeline.CoachTurn{Turn: s.turn, From: from, To: from + d, Text: say[rng.IntN(len(say))]})
			s.now = max(s.now, from+d)
		}
	}
	utter(timeline.WhyOpening)
	for range 6 + rng.IntN(6) {
		if rng.IntN(5) == 0 {
			utter(timeline.WhySilence)
		}
		s.quiet(between(200, 9000))
		if rng.IntN(4) == 0 {
			s.hum(s.now - between(400, 900))
		}
		s.coach(say[rng.IntN(len(say))], between(400, 3000), between(200, 1500), between(400, 3000))
		if rng.IntN(6) == 0 {
			s.quiet(between(300, 4000)).coach(say[rng.IntN(len(say))], between(400, 3000))
		}
		utter(timeline.WhyReply)
	}
	s.quiet(between(0, 2000))
	return s
}
