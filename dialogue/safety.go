package dialogue

import (
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
)

// safety sets the role-play aside when c, whose words are known, may be about
// the coach themselves; false: it is not. The words are kept nowhere while
// the coach has not said that they were part of the practice.
func (p *Practice) safety(c *coachTurn) bool {
	if !lexicon.AboutCoach(c.whole()) {
		return false
	}
	if p.coach.cur == c {
		p.coach.cur = nil
	}
	p.floor.noTurn()
	p.write(timeline.Risk{From: timeline.At(c.from), To: timeline.At(c.to)})
	p.setAside(true, "safety")
	p.risk = c
	p.Page.Safety()
	return true
}

// safe is the coach's answer: it was part of the practice, or support.
func (p *Practice) safe(practice bool) {
	c := p.risk
	if c == nil || !practice || !p.aside {
		return
	}
	p.risk = nil
	p.setAside(false, "coach")
	p.writeCoach(c, words)
	p.think(persona.Turn{Why: timeline.WhyReply}, c)
}

// forgetRisk writes the turn that was about the coach without its words.
func (p *Practice) forgetRisk() {
	c := p.risk
	if c == nil {
		return
	}
	p.risk = nil
	c.sealed, c.text, c.words = nil, "", nil
	p.writeCoach(c, words)
}
