package dialogue

import (
	"errors"
	"time"

	"stillpoint/dialogue/timeline"
)

const (
	// hearWithin is how long after the decision that a turn is over its words
	// are waited for: she asks again within 2 s of when she meant to answer.
	hearWithin = 1700 * time.Millisecond
	// hearMost is the same for ears that are known to be slow.
	hearMost = 6 * time.Second
	// deafMost turns in a row that nobody understood end the practice.
	deafMost = 3
)

var errLateWords = errors.New("the words of a turn did not come in time")

// hearWait is how long after the decision the words of a turn are waited for.
// Ears that needed longer are slow, not dead.
func (p *Practice) hearWait() time.Duration { return min(max(hearWithin, 2*p.took), hearMost) }

// hearDue has her ask again for words that have not come.
func (p *Practice) hearDue() {
	c := p.coach.cur
	if due := p.nextHear(); due == 0 || p.now < due {
		return
	}
	c.failed, c.late, c.text = true, true, ""
	p.fault("stt", errLateWords, "she asks again")
	p.final(c)
}

// nextHear is when the words of the coach's turn are wanted; 0: nobody waits.
func (p *Practice) nextHear() time.Duration {
	if c := p.coach.cur; c != nil && c.isDecided && !c.isFinal && !p.down && !p.aside {
		return c.hearBy
	}
	return 0
}

// asking says that she is about to ask for the words of c, which may still come.
func (p *Practice) asking(c *coachTurn) bool {
	return c.late && p.reply != nil && p.reply.coach == c && p.floor.her.phase == thinking
}

// heardLate takes the words of c that came after she was to ask for them: she
// answers them, unless she is heard asking already.
func (p *Practice) heardLate(c *coachTurn) {
	if c.text == "" {
		c.late = false
		return
	}
	p.deaf = 0
	asking := c == p.coach.cur && p.asking(c)
	c.late = false
	if !asking {
		return
	}
	p.dropReply()
	c.failed, c.weighed = false, nil
	p.final(c)
}

// waitOn waits for the words of c again: she will not ask for them.
func (p *Practice) waitOn(c *coachTurn) {
	if c != nil && c.late && !c.written && p.asked(c) {
		c.isFinal, c.failed, c.late, c.hearBy = false, false, false, 0
	}
}

// deafTo counts c when nobody understood it. After too many in a row the
// practice ends, and deafTo says so.
func (p *Practice) deafTo(c *coachTurn) bool {
	if !c.failed || c.whole() != "" {
		p.deaf = 0
		return false
	}
	if !c.lost {
		c.lost = true
		p.deaf++
	}
	if p.deaf < deafMost || p.parting.on {
		return false
	}
	p.commit()
	p.write(timeline.Fault{Engine: "stt", What: "three turns in a row were not understood", Fatal: true, Recovered: "the practice ends"})
	p.Page.Notice("ears_failed", "You cannot be understood just now, so the practice ends here. What was said is kept, with its report.")
	p.part(ByFault)
	return true
}
