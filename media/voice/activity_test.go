package voice

import (
	"slices"
	"testing"
	"time"
)

const ms = time.Millisecond

// run feeds 20 ms frames: '#' voiced, '.' not, ' ' lost.
func run(frames string) (ipus []IPU) {
	var a Activity
	for i, c := range frames {
		start := time.Duration(i) * 20 * ms
		p := float32(.49)
		switch c {
		case ' ':
			continue
		case '#':
			p = .5
		}
		if ipu, ok := a.Frame(start, start+20*ms, p); ok {
			ipus = append(ipus, ipu)
		}
	}
	return ipus
}

// frames is the IPU of voiced frames from to to (exclusive).
func frames(from, to int) IPU {
	return IPU{time.Duration(from+1)*20*ms - onsetLead, time.Duration(to)*20*ms - offsetLag}
}

func TestActivity(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []IPU
	}{
		{"one", "...##########............", []IPU{frames(3, 13)}},
		{"not over yet", "...##########..........", nil},
		// Between voiced frames, nine others mean 181 ms of silence, ten 201 ms.
		{"181 ms are bridged", "...######.........######............", []IPU{frames(3, 24)}},
		{"201 ms are not", "...##########..........##########............", []IPU{frames(3, 13), frames(23, 33)}},
		{"a click", "...##............##########............", []IPU{frames(17, 27)}},
		{"lost frames are bridged", "...#####   #####............", []IPU{frames(3, 16)}},
		{"a long gap ends it, and no onset lies in it", "...##########            ############............",
			[]IPU{frames(3, 13), {500 * ms, frames(0, 37).To}}},
		{"a gap, then silence", "...##########                    .", []IPU{frames(3, 13)}},
		{"from the very start", "############............", []IPU{{0, frames(0, 12).To}}},
	} {
		if got := run(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestActivityAsItGoes(t *testing.T) {
	var a Activity
	if a.Speaking() || a.Silence(time.Second) != time.Second {
		t.Error("a new activity has heard something")
	}
	at := time.Duration(0)
	feed := func(n int, p float32) (ipu IPU, over bool) {
		for range n {
			ipu, over = a.Frame(at, at+20*ms, p)
			at += 20 * ms
		}
		return ipu, over
	}
	feed(50, 0)
	feed(1, .9)
	if on, off := 1020*ms-onsetLead, 1020*ms-offsetLag; !a.Speaking() || a.Onset() != on || a.LastVoiced() != off {
		t.Errorf("speaking %v, onset %v, last voiced %v after the first voiced frame; want %v and %v",
			a.Speaking(), a.Onset(), a.LastVoiced(), on, off)
	}
	feed(2, .9)
	if _, ok := a.Advance(1300 * ms); ok || a.Speaking() {
		t.Error("60 ms of noise were an IPU, or are still going on")
	}
	feed(50, 0)
	feed(20, .9)
	if want := at - offsetLag; a.LastVoiced() != want || a.Silence(at+100*ms) != 100*ms+offsetLag {
		t.Errorf("last voiced %v, silence %v after speech until %v", a.LastVoiced(), a.Silence(at+100*ms), at)
	}
	if ipu, ok := a.End(); !ok || ipu.To != at-offsetLag || a.Speaking() {
		t.Errorf("End gave %v, %v", ipu, ok)
	}
	if _, ok := a.End(); ok {
		t.Error("End gave the same IPU twice")
	}
}
