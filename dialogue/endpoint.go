package dialogue

import (
	"slices"
	"time"

	"stillpoint/dialogue/lexicon"
)

// endpoint decides whether the open turn is over.
func (f *floor) endpoint(now time.Duration) []act {
	t := &f.turn
	if t.to-t.from >= f.rules.Cap {
		acts := f.breakOff()
		t.open = false
		return append(acts, act{do: doDecide, span: span{t.from, t.to}, by: "cap"})
	}
	if f.burst.live && f.burst.last > t.to {
		return nil // perhaps more speech, not yet long enough to tell
	}
	var acts []act
	if !t.second && f.rules.Endpoint == 0 && now >= t.to+secondDecode {
		t.second = true
		acts = append(acts, act{do: doDecode, span: span{t.from, t.to}, same: true})
	}
	if t.stopped && f.falseStop() && now >= t.to+f.rules.Quiet {
		t.open = false
		return append(acts, act{do: doResume, span: span{t.from, t.to}})
	}
	t.window = f.window()
	due := t.to + t.window
	if now < due || f.seen < due-frameLag && now < max(due, f.came)+frameWait {
		return acts // what the coach said until then may still be on its way
	}
	if ipu, ok := f.voice.End(); ok { // a window as short as the IPU gap itself
		f.burst.live = false
		acts = append(acts, act{do: doIPU, span: span{ipu.From, ipu.To}})
	}
	t.open = false
	f.think(true, false)
	return append(acts, act{do: doDecide, span: span{t.from, t.to}, at: t.window, by: "silence"})
}

// falseStop says whether what stopped her is known to be no turn.
func (f *floor) falseStop() bool {
	if f.turn.known < f.turn.to {
		return false // there may be words in what has not been decoded yet
	}
	switch f.turn.class {
	case backchannel, echo:
		return true
	case wordless:
		return f.turn.to-f.turn.from <= 2*noiseMax
	}
	return false
}

func (f *floor) nextEndpoint() time.Duration {
	t := f.turn
	due := t.to + f.window()
	if t.to-t.from >= f.rules.Cap || f.burst.live && f.burst.last > t.to {
		return f.came + frameWait
	}
	if f.seen < due-frameLag {
		due = max(due, f.came) + frameWait
	}
	if !t.second && f.rules.Endpoint == 0 {
		due = min(due, t.to+secondDecode)
	}
	if t.stopped && f.falseStop() {
		due = min(due, t.to+f.rules.Quiet)
	}
	return due
}

// window is how long the open turn may be silent before it is over: by how
// its words end, and longer for a coach whose own pauses are long.
func (f *floor) window() time.Duration {
	if f.rules.Endpoint > 0 {
		return f.rules.Endpoint
	}
	base := windowElse
	switch {
	case f.turn.end == lexicon.EndDone && f.turn.sure:
		base = windowDone
	case f.turn.end == lexicon.EndHanging:
		base = windowGoingOn
	}
	return min(max(base+max(0, f.pauses.p90()-500*time.Millisecond), windowMin), windowMax)
}

// pauses are a coach's newest pauses inside a turn, at most 20.
type pauses struct{ last []time.Duration }

func (p *pauses) add(d time.Duration) {
	if d < ipuGap {
		return
	}
	if len(p.last) == 20 {
		p.last = slices.Delete(p.last, 0, 1)
	}
	p.last = append(p.last, d)
}

// p90 is the nearest-rank 90th percentile; 0 with fewer than 4 pauses.
func (p *pauses) p90() time.Duration {
	if len(p.last) < 4 {
		return 0
	}
	s := slices.Sorted(slices.Values(p.last))
	return s[(len(s)*9+9)/10-1]
}
