package dialogue

import (
	"strings"
	"time"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
)

// coachTurn collects what the coach says in one turn. It is written to the
// timeline only when no more speech can join it.
type coachTurn struct {
	n          int // number of the turn; 0 until its words are known
	from, to   time.Duration
	sealed     []sealed      // the pieces that are finished
	piece      time.Duration // where the unfinished piece begins; 0: with the turn
	text       string        // words of the unfinished piece
	textTo     time.Duration // speech up to here is in sealed and text
	askedTo    time.Duration // speech up to here was sent to the ears
	confidence float64
	words      []timeline.Word // of text, when the ears gave their times
	isDecided  bool
	decided    time.Duration
	by         string
	isFinal    bool
	final      time.Duration
	due        time.Duration    // when what it dropped should have begun; 0: it was not due
	stopped    bool             // it stopped her
	over       bool             // it began over her voice
	weighed    *persona.Weighed // what it does to her, once known
	typed      bool
	written    bool          // is on the timeline
	noReply    bool          // the practice or the role-play stops here
	failed     bool          // the ears failed; that there are no words means nothing
	hearBy     time.Duration // when its words are wanted; 0: nobody waits for them
	late       bool          // they were not there then, but may still come
	lost       bool          // it is counted among those that nobody understood
}

func (c *coachTurn) pieceFrom(turnFrom time.Duration) time.Duration { return max(c.piece, turnFrom) }

func (c *coachTurn) whole() string {
	var all []string
	for _, s := range c.sealed {
		all = append(all, strings.Fields(s.text)...)
	}
	return strings.Join(append(all, strings.Fields(c.text)...), " ")
}

// sealed is a piece of a coach's turn, up to `to`, as it was decoded by itself.
type sealed struct {
	text  string
	to    time.Duration
	words []timeline.Word
}

// coachSide holds the turn being built or not yet written.
type coachSide struct{ cur *coachTurn }

func (s *coachSide) now() *coachTurn {
	if s.cur == nil {
		s.cur = &coachTurn{}
	}
	return s.cur
}

// reopen: speech went on; the turn is not over after all.
func (s *coachSide) reopen() {
	c := s.now()
	c.isDecided, c.isFinal, c.weighed = false, false, nil
	c.failed, c.late, c.hearBy = false, false, 0
}

// classify says what kind of words text is, spoken over s.
func (p *Practice) classify(text string, s span) class {
	switch {
	case len(lexicon.Tokens(text)) == 0:
		return wordless
	case lexicon.IsBackchannel(text):
		return backchannel
	case lexicon.Overlap(text, p.playing(s.from-time.Second, s.to)) > .6:
		return echo
	}
	return words
}

// decided: the floor says that the coach's turn is over.
func (p *Practice) decided(a act) {
	c := p.coach.now()
	c.from, c.to = a.span.from, a.span.to
	c.isDecided, c.decided, c.by = true, p.now, a.by
	c.stopped, c.over = p.floor.turn.stopped, p.floor.turn.over
	if a.by == "cap" {
		c.noReply = true
	}
	switch {
	case c.textTo == c.to:
		p.final(c)
	case !p.asked(c):
		p.listen(doDecode, a.span)
		p.pin(c)
	default:
		p.pin(c)
	}
	if !c.isFinal && !c.noReply && a.by == "silence" {
		c.hearBy = p.now + p.hearWait()
	}
	if a.by == "cap" && !c.isFinal {
		p.commit()
	}
}

// asked says whether a decode of all of c is under way.
func (p *Practice) asked(c *coachTurn) bool {
	for _, j := range p.ears.jobs {
		if j.coach == c && j.span.to == c.to {
			return true
		}
	}
	return false
}

// pin keeps newer decodes from replacing the one that a decided turn waits for.
func (p *Practice) pin(c *coachTurn) {
	for _, j := range p.ears.jobs {
		if j.coach == c && j.span.to == c.to {
			j.final = true
		}
	}
}

// heardTurn takes the words of the coach's turn.
func (p *Practice) heardTurn(j *job, u timeline.Utterance) {
	c := j.coach
	knownTo := c.textTo
	text := strings.TrimSpace(u.Text)
	c.textTo, c.confidence = j.span.to, u.Confidence
	sure := strings.HasSuffix(text, "?") || j.second && lexicon.SameText(c.text, text)
	if j.seal {
		c.sealed, c.text, c.words = append(c.sealed, sealed{text, j.span.to, u.Words}), "", nil
	} else if !j.second || knownTo != j.span.to || text != "" {
		c.text, c.words = text, u.Words
	}
	if c.isDecided && c.to == j.span.to {
		if !c.isFinal {
			p.final(c)
		} else if c.late {
			p.heardLate(c)
		}
		return
	}
	if c != p.coach.cur {
		return
	}
	p.Page.Caption(timeline.Coach, p.turns+1, c.whole(), false)
	p.act(p.floor.decoded(p.now, j.span.to, !j.second, p.classify(c.whole(), span{p.floor.turn.from, j.span.to}), lexicon.EndKind(c.whole()), sure))
}

// final: the turn is over and its words are known.
func (p *Practice) final(c *coachTurn) {
	c.isFinal, c.final = true, p.now
	text := c.whole()
	kind := p.classify(text, span{c.from, c.to})
	noise := kind == wordless && c.to-c.from <= noiseMax && !c.failed
	switch {
	case c != p.coach.cur: // a newer turn has begun meanwhile
		if !noise {
			p.number(c)
			if !p.safety(c) {
				p.writeCoach(c, kind)
			}
		}
		return
	case c.stopped && (noise || kind == backchannel || kind == echo):
		p.floor.noTurn()
		p.falseStop(span{c.from, c.to})
		return
	case noise, c.over && (kind == backchannel || kind == echo):
		if !noise {
			p.writeCoach(c, kind)
		}
		p.coach.cur = nil
		if !c.noReply {
			p.floor.noTurn()
			p.thinkAgain()
		}
		return
	}
	p.number(c)
	p.floor.answered()
	p.endCut(true)
	if p.safety(c) || p.deafTo(c) {
		return
	}
	p.Page.Caption(timeline.Coach, c.n, text, true)
	if c.noReply {
		p.commit()
		return
	}
	if lexicon.StopPhrase(text) {
		p.commit()
		p.setAside(true, "coach")
		return
	}
	t := persona.Turn{Why: timeline.WhyReply}
	if c.stopped && text != "" && p.lastCut != nil && p.lastCut.lostWords() > 2 && !p.lastCut.filler() {
		t.Why = timeline.WhyInterrupted
	}
	p.think(t, c)
}

func (p *Practice) number(c *coachTurn) {
	if c.n == 0 {
		p.turns++
		c.n = p.turns
	}
}

// heardShort takes the words of a burst that was no turn when it ended.
func (p *Practice) heardShort(s span, u timeline.Utterance) {
	kind := p.classify(u.Text, s)
	switch kind {
	case backchannel, echo:
		p.writeCoach(&coachTurn{n: p.turns, from: s.from, to: s.to, text: strings.TrimSpace(u.Text), words: u.Words, decided: p.now, final: p.now, by: "silence", over: true}, kind)
		if kind == echo {
			p.echoes++
			if p.echoes == 2 {
				p.Page.Notice("echo", "She hears herself through your microphone. Headphones help.")
			}
		}
	case words:
		text := strings.TrimSpace(u.Text)
		p.late[s] = text
		acts := p.floor.short(s, kind)
		if p.floor.turn.open && p.floor.turn.to == s.to && p.floor.turn.from == s.from {
			c := p.coach.now()
			c.text, c.textTo, c.askedTo = text, s.to, s.to
		}
		p.act(acts)
	}
}

// missed: the coach's words fell over hers and she went on.
func (p *Practice) missed(s span) {
	c := &coachTurn{from: s.from, to: s.to, text: p.late[s], decided: p.now, final: p.now, by: "silence", over: true}
	delete(p.late, s)
	p.number(c)
	p.writeCoach(c, words)
}

// closeTurn ends what the coach is saying, whatever it is.
func (p *Practice) closeTurn(by string) {
	f := p.floor
	if c := p.coach.cur; c != nil && c.isDecided {
		c.noReply = true
		p.waitOn(c)
		if c.isFinal {
			p.commit()
		}
		return
	}
	if !f.turn.open {
		return
	}
	f.turn.open = false
	c := p.coach.now()
	c.noReply = true
	p.decided(act{span: span{f.turn.from, f.turn.to}, by: by})
	p.number(c) // what she says from here on comes after it
}

// commit writes the coach's turn: nothing can join it any more. A turn whose
// words are not there yet is written when they are.
func (p *Practice) commit() {
	c := p.coach.cur
	if c == nil || !c.isDecided {
		return
	}
	p.coach.cur = nil
	if c.stopped {
		p.endCut(true)
	}
	if c.isFinal {
		p.writeCoach(c, words)
	} else {
		p.number(c)
	}
}

// commitDue writes what has waited long enough.
func (p *Practice) commitDue() {
	if c := p.coach.cur; c != nil && c.isFinal && p.now >= p.commitAt(c) && !p.asking(c) {
		if b := p.floor.burst; !b.live || b.onset > c.to+p.floor.rules.Continue {
			p.commit()
		}
	}
	if r := p.cut; r != nil {
		if !r.stopKnown && p.now >= r.cutAt+cutHeardWithin || r.stopKnown && r.hushed {
			p.endCut(true)
		} else if r.stopKnown && p.floor.turn.class == words && p.floor.turn.to-p.floor.turn.from >= p.floor.rules.Continue {
			p.endCut(true)
		}
	}
}

// commitAt is when no speech can join c any more: speech that does is known
// by then.
func (p *Practice) commitAt(c *coachTurn) time.Duration {
	return c.to + p.floor.rules.Continue + p.floor.rules.Drop
}

func (p *Practice) nextCommit() time.Duration {
	if r := p.cut; r != nil && !r.stopKnown {
		return r.cutAt + cutHeardWithin
	}
	if c := p.coach.cur; c != nil && c.isFinal {
		return p.commitAt(c)
	}
	return 0
}

func (p *Practice) writeCoach(c *coachTurn, kind class) {
	n := c.n
	if n == 0 {
		n = p.turns
	}
	text := c.whole()
	words, estimated := p.timesOf(c)
	p.write(timeline.CoachTurn{
		Turn: n, From: timeline.At(c.from), To: timeline.At(c.to), Text: text,
		Decided: timeline.At(c.decided), Final: timeline.At(c.final), DecidedBy: c.by,
		Confidence: c.confidence, Words: words, WordsEstimated: estimated,
		Echo: kind == echo, Backchannel: kind == backchannel && c.over, Typed: c.typed, Due: timeline.At(c.due),
	})
	c.written = true
	if text != "" {
		p.deaf = 0
	}
	if kind != echo {
		p.heard = append(p.heard, timeline.Utterance{Side: timeline.Coach, Turn: n, From: timeline.At(c.from), To: timeline.At(c.to), Text: text, Confidence: c.confidence, Words: words})
	}
	p.moved(c)
}

// say takes a typed line: a turn without speech.
func (p *Practice) say(text string) {
	text = strings.TrimSpace(text)
	if text == "" || p.aside || p.parting.on {
		return
	}
	p.hush()
	p.endCut(true) // what she answers must know what she said
	p.act(p.floor.breakOff())
	p.closeTurn("end")
	p.commit()
	p.turns++
	p.deaf = 0
	p.floor.typed()
	c := &coachTurn{n: p.turns, from: p.now, to: p.now, text: text, decided: p.now, final: p.now, typed: true}
	if p.safety(c) {
		return
	}
	p.writeCoach(c, words)
	p.Page.Caption(timeline.Coach, p.turns, text, true)
	if lexicon.StopPhrase(text) {
		p.setAside(true, "coach")
		return
	}
	p.think(persona.Turn{Why: timeline.WhyReply}, c)
}
