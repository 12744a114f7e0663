package dialogue

import (
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// away says that the coach cannot be heard just now, or is not to be.
func (p *Practice) away() bool { return p.muted || p.down || p.aside }

func (p *Practice) mic(state string) {
	muted := state != "live"
	if muted == p.muted {
		return
	}
	p.muted = muted
	if muted {
		p.off = span{from: p.now}
		p.left.broken = true
		p.write(timeline.Line{State: timeline.LineMuted})
	} else {
		p.off.to = p.now
		p.write(timeline.Line{State: timeline.LineUnmuted})
	}
}

// unheard makes silence of a frame that was spoken while the microphone was
// off: the page should send none, but that nobody listens then is ours to keep.
func (p *Practice) unheard(fr media.Frame) media.Frame {
	if fr.Start < p.off.from || !p.muted && fr.Start >= p.off.to {
		return fr
	}
	return media.Frame{Start: fr.Start, PCM: make(media.PCM, len(fr.PCM))}
}

func (p *Practice) setAside(on bool, by string) {
	if on == p.aside || p.parting.on {
		return
	}
	p.aside = on
	if on {
		p.asideAt, p.left.broken = p.now, true
		p.suspend()
		p.act(p.floor.breakOff())
		if c := p.coach.cur; c == nil || !c.isDecided || c.isFinal { // else its words are still to come, and she answers them then
			p.closeTurn("end")
			p.commit()
		}
		p.floor.pause()
		p.write(timeline.Role{State: "paused", By: by})
		return
	}
	p.forgetRisk()
	p.write(timeline.Role{State: "resumed", By: by})
	if !p.down {
		p.floor.resume(p.now)
	}
	p.takeUp()
}

func (p *Practice) connected(up bool) {
	if up != p.down {
		return
	}
	p.down = !up
	if !up {
		p.left.broken = true
		p.write(timeline.Line{State: timeline.LineDown})
		p.suspend()
		p.act(p.floor.breakOff())
		p.floor.pause()
		return
	}
	p.write(timeline.Line{State: timeline.LineUp})
	p.floor.seen = p.now
	if !p.aside {
		p.floor.resume(p.now)
	}
	p.takeUp()
}

// breakOff ends whatever either side is saying.
func (p *Practice) breakOff() {
	p.hush()
	p.act(p.floor.breakOff())
	p.closeTurn("end")
	p.floor.pause()
}
