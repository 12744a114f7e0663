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
		{"one", "...##########..........", []IPU{frames(3, 13)}},
		{"not over yet", "...##########.........", nil},
		{"180 ms are bridged", "...#####.........#####..........", []IPU{frames(3, 22)}},
		{"200 ms are not", "...##########..........##########..........", []IPU{frames(3, 13), frames(23, 33)}},
		{"a click", "...##..........##########..........", []IPU{frames(15, 25)}},
		{"lost frames are bridged", "...#####   #####..........", []IPU{frames(3, 16)}},
		{"a long gap ends it", "...##########          ##########..........", []IPU{frames(3, 13), frames(23, 33)}},
		{"a gap, then silence", "...##########                    .", []IPU{frames(3, 13)}},
		{"from the very start", "##########..........", []IPU{{0, frames(0, 10).To}}},
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
	a.Frame(1000*ms, 1020*ms, .9)
	if !a.Speaking() || a.Onset() != 1020*ms-onsetLead {
		t.Errorf("speaking %v since %v after the first voiced frame", a.Speaking(), a.Onset())
	}
	a.Frame(1020*ms, 1040*ms, .9)
	if want := 1040*ms - offsetLag; a.LastVoiced() != want || a.Silence(1140*ms) != 1140*ms-want {
		t.Errorf("last voiced %v, silence %v", a.LastVoiced(), a.Silence(1140*ms))
	}
	if _, ok := a.Advance(1240 * ms); ok || a.Speaking() {
		t.Error("60 ms of noise were an IPU, or are still going on")
	}
	a.Frame(1300*ms, 1320*ms, .9)
	for at := 1320 * ms; at < 1500*ms; at += 20 * ms {
		a.Frame(at, at+20*ms, .9)
	}
	if ipu, ok := a.End(); !ok || ipu.To != 1500*ms-offsetLag {
		t.Errorf("End gave %v, %v", ipu, ok)
	}
	if _, ok := a.End(); ok {
		t.Error("End gave the same IPU twice")
	}
}
