package dialogue

import (
	"time"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/timeline"
)

// parting is the way to the end: she may say goodbye, the last words are transcribed.
type parting struct {
	on    bool
	cause string
	by    time.Duration // no later than this
}

const goodbyeMax = 5 * time.Second

// Ways a practice ends, as in the timeline's `end`.
const (
	ByCoach    = "coach"
	ByTime     = "time"
	BySilence  = "silence"
	ByLine     = "line"
	ByFault    = "fault"
	ByShutdown = "shutdown"
)

// part begins the end.
func (p *Practice) part(cause string) {
	if p.parting.on {
		return
	}
	p.parting = parting{on: true, cause: cause, by: p.now + goodbyeMax}
	p.breakOff()
	if p.down || cause == ByLine {
		p.parting.by = p.now + time.Second
		return
	}
	p.think(persona.Turn{Why: timeline.WhyGoodbye}, nil)
}

// finish writes what is left and ends the loop.
func (p *Practice) finish(cause string) {
	if p.cause != "" {
		return
	}
	if p.parting.on {
		cause = p.parting.cause
	}
	p.breakOff()
	p.endCut(true)
	p.commit()
	for _, c := range p.ears.waiting() {
		c.isFinal, c.final = true, p.now
		p.fault("stt", errLateWords, "the turn is kept without them")
		p.writeCoach(c, words)
	}
	p.forgetRisk()
	p.write(timeline.End{Cause: cause})
	p.cause = cause
}
