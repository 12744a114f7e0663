package analysis

import (
	"slices"
	"strings"

	"stillpoint/analysis/timing"
	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// talk is a practice as turns that answer each other: what one side said until
// the other said something is one turn, murmurs apart.
type talk struct {
	tl       timeline.Timeline
	t        timing.Times
	scenario *scenario.Scenario
	turns    []said
	heard    []timeline.Utterance // turns, as the detectors take them
	classed  []verbal.Classed     // turns; none of hers
	coach    int                  // how many of turns are the coach's
	texts    map[int]string
	contents map[string][]string
	faults   []timeline.Ms
}

// said is one turn.
type said struct {
	side     timeline.Side
	nth      int // among the coach's turns; of hers: the coach's turns before it
	from, to timeline.Ms
	text     string // the parts with a space between
	parts    []part
	away     bool // it touches what does not count
	unsure   bool // heard badly: it may show something, but misses nothing

	her      verbal.Her // of hers
	cue      int        // the strongest she showed
	cued     int        // the part that showed it
	felt     verbal.Span
	hard     bool // the scenario calls a line of it hard
	insight  bool
	words    []string // own words of hers that the scenario has in it
	greeting bool
	goodbye  bool

	read       verbal.Turn // of the coach's
	gave, left answer      // gaveBack and passedOver, once they were asked for
}

// answer to a question about a turn, kept.
type answer int

const (
	unasked answer = iota
	no
	yes
)

// keep asks for an answer once.
func (a *answer) keep(ask func() bool) bool {
	if *a == unasked {
		*a = no
		if ask() {
			*a = yes
		}
	}
	return *a == yes
}

// part is one event's words in a turn.
type part struct {
	seq      int
	at       int // where they begin in the turn's text
	text     string
	raw      string
	from, to timeline.Ms
}

const (
	badlyHeard = .6 // a recogniser that is less sure than this may have misheard the turn
	lookBack   = 24 // turns of both sides that a coach's turn is read with
	allLayers  = 2
)

// listen makes a talk of a practice and reads each turn of it.
func listen(tl timeline.Timeline, t timing.Times, s *scenario.Scenario) *talk {
	k := &talk{tl: tl, t: t, scenario: s, texts: map[int]string{}, contents: map[string][]string{}}
	coach, client := map[int]timeline.CoachTurn{}, map[int]timeline.ClientTurn{}
	for _, e := range tl.Events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			coach[e.Seq], k.texts[e.Seq] = b, b.Text
		case timeline.ClientTurn:
			client[e.Seq], k.texts[e.Seq] = b, b.Text
		case timeline.ClientStart:
			k.texts[e.Seq] = b.Text
		case timeline.Correction:
			k.texts[e.Seq] = b.Text
		case timeline.Fault:
			if b.Engine == "stt" || b.Engine == "vad" {
				k.faults = append(k.faults, e.At)
			}
		}
	}
	for _, turn := range t.Turns {
		b := coach[turn.Seq]
		if turn.Side == timeline.Coach && (b.Echo || turn.Words > 0 && lexicon.IsBackchannel(turn.Text)) {
			continue
		}
		s := k.add(turn)
		if turn.Side == timeline.Coach {
			s.unsure = s.unsure || turn.Words == 0 || turn.Raw == "" && b.Confidence > 0 && b.Confidence < badlyHeard
			continue
		}
		k.hers(s, client[turn.Seq])
	}
	k.read()
	return k
}

// add puts a turn of the practice into the turn it belongs to.
func (k *talk) add(turn timing.Turn) *said {
	n := len(k.turns)
	if n == 0 || k.turns[n-1].side != turn.Side {
		s := said{side: turn.Side, nth: k.coach, from: turn.From, cued: -1}
		if turn.Side == timeline.Coach {
			k.coach++
		}
		k.turns = append(k.turns, s)
		n++
	}
	s := &k.turns[n-1]
	if len(s.text) > 0 {
		s.text += " "
	}
	s.parts = append(s.parts, part{turn.Seq, len(s.text), turn.Text, turn.Raw, turn.From, turn.To})
	s.text += turn.Text
	s.to = max(s.to, turn.To)
	s.away = s.away || k.away(turn.From, turn.To)
	return s
}

// hers adds what the client's event b tells of her turn s beside its words.
func (k *talk) hers(s *said, b timeline.ClientTurn) {
	if b.Cue != nil && b.Cue.Intensity > s.cue {
		s.cue, s.cued = b.Cue.Intensity, len(s.parts)-1
	}
	s.greeting = s.greeting || b.Why == timeline.WhyOpening
	s.goodbye = s.goodbye || b.Why == timeline.WhyGoodbye
	if k.scenario == nil || b.Line == "" {
		return
	}
	if line := k.scenario.Line(b.Line); line != nil {
		s.hard = s.hard || slices.Contains(line.Tags, "hard")
		s.insight = s.insight || slices.Contains(line.Tags, "insight")
	}
}

// read reads the words of all turns.
func (k *talk) read() {
	k.heard = make([]timeline.Utterance, 0, len(k.turns))
	for i := range k.turns {
		s := &k.turns[i]
		k.heard = append(k.heard, timeline.Utterance{Side: s.side, Turn: s.nth, From: s.from, To: s.to, Text: s.text})
		if s.side == timeline.Client {
			s.her = verbal.ReadHer(s.text)
			for _, f := range s.her.Feelings {
				if f.Own && f.Intensity > s.felt.Intensity {
					s.felt = f.Span
				}
			}
			if k.scenario != nil {
				for own := range k.scenario.Person.OwnWords {
					if _, ok := verbal.Uses(s.text, own); ok {
						s.words = append(s.words, own)
					}
				}
				slices.Sort(s.words)
			}
			continue
		}
		s.read = verbal.ReadTurn(k.context(i))
	}
	k.classed = verbal.ClassifyTalk(k.heard)
}

// context is the coach's turn i as the detectors take it. Leave to advise needs
// no depth here, so that all layers count as heard.
func (k *talk) context(i int) verbal.Context {
	c := verbal.Context{Heard: k.heard[max(0, i+1-lookBack) : i+1], Told: allLayers}
	if h := k.hersBefore(i); h != nil {
		c.Cue = max(h.cue, h.felt.Intensity)
	}
	return c
}

// passedOver says that the coach's turn i passes over what she showed before.
// What a cue showed without words is over once she has said more.
func (k *talk) passedOver(i int) bool {
	return k.turns[i].left.keep(func() bool {
		c := k.context(i)
		if h := k.hersBefore(i); h != nil && h.cued < len(h.parts)-1 {
			c.Cue = h.felt.Intensity
		}
		return verbal.PassedOver(c)
	})
}

// window are the next two turns of the coach's after turn i, as far as nothing
// was set aside or lost between; whole says that there are two.
func (k *talk) window(i int) (coach []int, whole bool) {
	end := k.turns[i].to
	for j := i + 1; j < len(k.turns) && len(coach) < 2; j++ {
		s := &k.turns[j]
		if s.away || s.from > end && k.away(end, s.from) {
			return coach, false
		}
		if end = max(end, s.to); s.side == timeline.Coach {
			coach = append(coach, j)
		}
	}
	return coach, len(coach) == 2
}

// still says that the coach's turn j, the second after her turn i, can still be
// about that one: what she said between is short or goes on with it, or the coach
// comes back to it.
func (k *talk) still(i, j int) bool {
	if j == i+1 {
		return true
	}
	between := &k.turns[j-1]
	return between.side != timeline.Client || between.her.Words < brief || k.shares(between.text, k.turns[i].text) || k.shares(k.turns[j].text, k.turns[i].text)
}

// sure says that the turns of a window were heard well enough to say that
// something is missing in them.
func (k *talk) sure(i int, coach []int) bool {
	for _, j := range coach {
		if k.turns[j].unsure {
			return false
		}
	}
	return len(coach) > 0 && !slices.ContainsFunc(k.faults, func(at timeline.Ms) bool {
		return at >= k.turns[i].from && at <= k.turns[coach[len(coach)-1]].to
	})
}

// away says that [from, to) touches what does not count.
func (k *talk) away(from, to timeline.Ms) bool {
	return slices.ContainsFunc(k.t.Excluded, func(s timing.Span) bool { return s.From < to && from < s.To })
}

// hersBefore is her turn that the coach's turn i answers; nil: none does.
func (k *talk) hersBefore(i int) *said {
	if i == 0 || k.turns[i-1].side != timeline.Client {
		return nil
	}
	return &k.turns[i-1]
}

// answer is her turn after the coach's turn i; nil: there is none that counts.
func (k *talk) answer(i int) *said {
	if i+1 >= len(k.turns) || k.turns[i+1].away || k.turns[i+1].goodbye {
		return nil
	}
	return &k.turns[i+1]
}

// third is that in which turn i lies: 0, 1 or 2, by the coach's turns.
func (k *talk) third(i int) int { return min(2, k.turns[i].nth*3/max(1, k.coach)) }

// counted are the turns of one side that are not away.
func (k *talk) counted(side timeline.Side) (out []int) {
	for i := range k.turns {
		if s := &k.turns[i]; s.side == side && !s.away && strings.TrimSpace(s.text) != "" {
			out = append(out, i)
		}
	}
	return out
}
