package dialogue

import (
	"strings"
	"time"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// playDue hands to the line what is due.
func (p *Practice) playDue() {
	r := p.reply
	if r == nil || p.down || p.aside {
		return
	}
	p.bridge(r)
	for r.next < len(r.pieces) {
		pc := r.pieces[r.next]
		if pc.fed == 0 {
			if len(pc.pcm) == 0 {
				if !pc.complete {
					return
				}
				r.skip() // nothing to hear in it
				continue
			}
			first := r.next == 0
			// She does not begin, nor go on after any pause, into the coach's speech.
			if due := p.dueAt(r, pc); p.now < due || p.now >= r.sendEnd && !p.floor.mayStart() && !p.parting.on {
				return
			}
			if first {
				r.sentAt = p.now
				p.floor.sounding()
			}
		}
		if n := len(pc.pcm) - pc.fed; n > 0 {
			end := p.Line.Play(pc.pcm[pc.fed:])
			if pc.fed == 0 {
				pc.pos0, pc.sentAt = end-media.Duration(n), p.now
			}
			pc.fed = len(pc.pcm)
			r.sendEnd = max(r.sendEnd, p.now) + media.Duration(n)
		}
		if !pc.complete {
			return
		}
		r.next++
	}
	p.finishReply(r)
}

// skip takes out a piece without sound; its pause is kept for the next one.
func (r *reply) skip() {
	pause := r.pieces[r.next].pause
	r.pieces = append(r.pieces[:r.next:r.next], r.pieces[r.next+1:]...)
	if r.next < len(r.pieces) {
		r.pieces[r.next].pause += pause
	}
}

// dueAt is when pc, which is next, may be handed to the line.
func (p *Practice) dueAt(r *reply, pc *piece) time.Duration {
	if r.next == 0 {
		return r.planned - p.earDelay
	}
	if pc.pause > 0 {
		return r.sendEnd + pc.pause
	}
	return 0
}

func (p *Practice) nextPlay() time.Duration {
	r := p.reply
	if r == nil || p.down || p.aside {
		return 0
	}
	if r.next < len(r.pieces) && r.pieces[r.next].fed == 0 && len(r.pieces[r.next].pcm) > 0 {
		return p.dueAt(r, r.pieces[r.next])
	}
	if r.next == 0 && r.known {
		return r.planned - p.earDelay // a bridge may be due
	}
	return 0
}

// bridge covers a late answer with a short sound, at most once in three turns.
func (p *Practice) bridge(r *reply) {
	late := r.known && r.next == 0 && len(r.pieces) > 0 && len(r.pieces[0].pcm) == 0 && !r.pieces[0].complete
	late = late && !(r.coach != nil && r.coach.late) // its words may come any moment
	if !late || r.why != timeline.WhyReply || p.now < r.planned-p.earDelay || len(p.sounds) == 0 || r.turn-p.bridged < 3 || !p.floor.mayStart() {
		return
	}
	p.bridged = r.turn
	s := p.sounds[r.turn%len(p.sounds)]
	r.pieces = append([]*piece{{text: s.text, bridge: true, pcm: s.pcm, complete: true}}, r.pieces...)
}

// played takes a report of what the coach's ear has received.
func (p *Practice) played(po media.Playout) {
	if po.Pos > p.lastPos {
		p.record(po)
		p.lastPos, p.lastAt = po.Pos, po.At
	}
	if r := p.cut; r != nil && !r.stopKnown { // later positions are another utterance's
		r.unsure = max(r.unsure, po.Uncertainty)
		if po.Pos < r.cutPos {
			r.hear(p, po)
		} else {
			p.stoppedAt(r, p.lastAt-(p.lastPos-r.cutPos)) // perhaps long ago: her voice had stalled
		}
	}
	if r := p.reply; r != nil {
		r.hear(p, po)
		p.finishReply(r)
	}
}

// record puts onto the tape what was heard since the last report.
func (p *Practice) record(po media.Playout) {
	if p.Tape == nil {
		return
	}
	for i, r := range []*reply{p.cut, p.lastCut, p.reply} {
		if r == nil || i == 1 && r == p.cut || r.stopKnown && po.At > r.stopped+cutHeardWithin {
			continue // in flight when the line dropped, never heard
		}
		for _, pc := range r.pieces {
			a, b := max(p.lastPos, pc.pos0), min(po.Pos, pc.pos1())
			if r.isCut {
				b = min(b, r.cutPos) // from there on, positions are another utterance's
			}
			if pc.fed == 0 || a >= b {
				continue
			}
			from, to := media.Samples(a-pc.pos0), media.Samples(b-pc.pos0)
			p.Tape.Client(po.At-(po.Pos-a), pc.pcm[from:min(to, len(pc.pcm))])
		}
	}
}

// hear marks which pieces have been heard.
func (r *reply) hear(p *Practice, po media.Playout) {
	for i, pc := range r.pieces {
		if pc.fed == 0 || po.Pos <= pc.pos0 {
			break
		}
		if !pc.begun {
			pc.begun, pc.from = true, po.At-(po.Pos-pc.pos0)
			p.begun(r, i)
		}
		r.unsure = max(r.unsure, po.Uncertainty)
		if !pc.done && pc.complete && pc.fed == len(pc.pcm) && po.Pos >= pc.pos1() {
			pc.done, pc.to = true, po.At-(po.Pos-pc.pos1())
		}
	}
}

// begun: the first sample of piece i has been heard.
func (p *Practice) begun(r *reply, i int) {
	pc := r.pieces[i]
	p.Page.Caption(timeline.Client, r.turn, pc.text, true)
	if !pc.bridge && r.lag.Playout == 0 { // a bridge covers lateness, it does not end it
		r.lag.Playout = timeline.At(pc.from)
	}
	if r.started {
		return
	}
	r.started = true
	r.before = pc.from - max(p.floor.her.end, p.floor.turn.to)
	if r.why == timeline.WhySilence {
		p.left.leftOpen(pc.from-p.floor.her.end, p.cue)
	}
	if d := pc.from - r.sentAt; d > 0 && d < time.Second && !r.isCut { // after a line that dropped it says nothing
		p.earDelay += (d - p.earDelay) / 4
	}
	p.commit()
	p.write(timeline.ClientStart{Turn: r.turn, Why: r.why, Text: r.text(), Think: timeline.At(r.think)})
}

func (r *reply) text() string {
	var all []string
	for _, pc := range r.pieces {
		all = append(all, pc.text)
	}
	return strings.Join(all, " ")
}

// finishReply ends r once all of it has been heard, or there was nothing in it.
func (p *Practice) finishReply(r *reply) {
	if r.more || r.next < len(r.pieces) {
		return
	}
	n := len(r.pieces)
	if n == 0 {
		p.reply = nil
		p.floor.nothing()
		return
	}
	last := r.pieces[n-1]
	if !last.done {
		return
	}
	p.reply, p.lastCut, p.lastSaid = nil, nil, r
	p.writeClient(r, last.to, false)
	p.act(p.floor.fellSilent(last.to))
	switch {
	case r.why == timeline.WhyGoodbye:
		p.finish(p.parting.cause)
	case r.aside:
		p.setAside(true, "client")
	}
}

// stop: the coach has come in over her.
func (p *Practice) stop(onset time.Duration) {
	r := p.reply
	if r == nil {
		return
	}
	r.cancel(errBargeIn)
	r.isCut, r.onset, r.cutAt, r.cutPos = true, onset, p.now, p.Line.Cut()
	p.reply = nil
	p.endCut(true)
	if r.cutPos <= r.pieces[0].pos0 {
		return // nothing of it was sent
	}
	p.cut, p.lastCut = r, r
}

// stoppedAt: the ear has heard the last sample of a cut utterance.
func (p *Practice) stoppedAt(r *reply, at time.Duration) {
	r.hear(p, media.Playout{At: at, Pos: r.cutPos})
	for _, pc := range r.pieces {
		if pc.done && pc.pos1() >= r.cutPos {
			at = pc.to // she was in a planned pause
		}
	}
	r.stopKnown, r.stopped = true, at
	p.floor.heardUpTo(at)
}

// guessStop is when the ear will have heard what was sent of r, by the newest report.
func (p *Practice) guessStop(r *reply) time.Duration {
	switch {
	case p.lastAt == 0:
		return p.now
	case r.cutPos <= p.lastPos:
		return p.lastAt - (p.lastPos - r.cutPos)
	}
	at := p.lastAt + (r.cutPos - p.lastPos)
	for _, pc := range r.pieces { // after a planned pause, which no position counts
		if pc.fed > 0 && pc.pos0 < r.cutPos {
			at = max(at, pc.sentAt+p.earDelay+min(r.cutPos, pc.pos1())-pc.pos0)
		}
	}
	return min(at, p.now+p.earDelay)
}

// endCut writes the cut utterance, now that it is known whether the coach
// really meant to speak.
func (p *Practice) endCut(real bool) {
	r := p.cut
	if r == nil {
		return
	}
	p.cut = nil
	if !r.started && !r.stopKnown {
		return // the line went away before any of it was heard
	}
	if !r.stopKnown {
		p.stoppedAt(r, p.guessStop(r))
	}
	p.writeClient(r, r.stopped, !real)
}

// falseStop: what stopped her was no turn. She goes on from the clause that was cut.
func (p *Practice) falseStop(s span) {
	c := p.coach.now()
	c.from, c.to, c.over = s.from, s.to, true
	c.isDecided, c.isFinal, c.decided, c.final, c.by = true, true, p.now, p.now, "silence"
	if kind := p.classify(c.whole(), s); kind != wordless {
		p.writeCoach(c, kind)
	}
	p.coach.cur = nil
	r := p.cut
	p.endCut(false)
	if r == nil {
		r = p.lastCut
	}
	if r == nil || p.parting.on || p.aside {
		return
	}
	p.goOn(r)
}

// goOn speaks the rest of r from stored sound, as a new utterance of the same turn.
func (p *Practice) goOn(r *reply) {
	rest := r.rest()
	if len(rest) == 0 {
		return
	}
	n := &reply{turn: r.turn, why: timeline.WhyResume, cancel: func(error) {}, known: true, planned: p.now, head: r.head, cue: r.cue, aside: r.aside, pieces: rest}
	p.reply = n
	p.speakAgain(n, rest)
	p.floor.think(false, p.floor.her.move)
	p.lastCut = nil
}

// hush silences her at once, for a reason that is not the coach's speech.
func (p *Practice) hush() {
	r := p.reply
	if r == nil {
		return
	}
	r.cancel(errHushed)
	p.reply = nil
	pos := p.Line.Cut()
	sounding := p.floor.her.phase == speaking
	p.floor.nothing()
	if !sounding || pos <= r.pieces[0].pos0 {
		return
	}
	p.endCut(true)
	r.isCut, r.hushed, r.cutAt, r.cutPos = true, true, p.now, pos
	p.cut, p.lastCut = r, r
}

// suspend: the line is down, or the role-play set aside. What she was saying waits.
func (p *Practice) suspend() {
	if p.reply != nil && p.floor.her.phase == speaking {
		p.hush()
		p.held = p.cut
	}
}

// takeUp: nothing keeps her from going on where she was broken off, or from
// saying what she was thinking about.
func (p *Practice) takeUp() {
	if p.down || p.aside || p.parting.on {
		return
	}
	if r := p.reply; r != nil {
		r.planned = max(r.planned, p.now+openingPause)
	} else if p.held != nil {
		p.goOn(p.held)
	}
	p.held = nil
}

// writeClient puts r onto the timeline as it was heard, up to media time to.
func (p *Practice) writeClient(r *reply, to time.Duration, false_ bool) {
	heard, unheard := r.split()
	ev := timeline.ClientTurn{
		Turn: r.turn, Why: r.why, Layer: r.head.Layer, Cue: r.cue, Think: timeline.At(r.think),
		Behaviour: r.head.Behaviour, Origin: r.head.Origin, Line: r.head.Line,
		From: timeline.At(r.pieces[0].from), To: timeline.At(to), Pieces: r.heardPieces(to),
		Text: heard, Unheard: unheard, Uncertainty: timeline.At(r.unsure), Lag: r.lag,
	}
	if r.isCut && !r.hushed {
		ev.Cut = &timeline.Cut{By: timeline.Coach, Onset: timeline.At(r.onset), Stopped: timeline.At(to), False: false_}
	}
	p.write(ev)
	p.spoke(r, heard, unheard)
	p.cue = r.cueShown()
	p.heard = append(p.heard, timeline.Utterance{Side: timeline.Client, Turn: r.turn, From: ev.From, To: ev.To, Text: r.told(), Why: r.why, Line: r.head.Line, Cue: r.cue})
}
