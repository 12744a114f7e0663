package timing

import (
	"cmp"
	"slices"

	"stillpoint/dialogue/timeline"
)

const (
	paceWindow timeline.Ms = 60000
	paceStep   timeline.Ms = 5000
	brisk                  = 200 // words a minute
	speedUp                = 1.15
	fewTurns               = 3 // fewer have no median to be faster than
)

// clock is the time of a practice without what the machine added, so that
// slow engines thin out no window. It starts with the first word.
type clock struct {
	zero  timeline.Ms
	still []stretch     // when it stands; disjoint and in order
	until []timeline.Ms // sum of still up to and with each
}

func (r *record) clock(silences []Silence) clock {
	var c clock
	if len(r.spoken) > 0 {
		c.zero = r.spoken[0].from
	}
	for _, s := range silences {
		if s.Kind == DeadAir {
			c.still = append(c.still, stretch{from: s.From, to: s.To})
		}
	}
	for i := range r.her {
		c.still = append(c.still, r.her[i].late...)
	}
	c.still = union(c.still)
	sum := timeline.Ms(0)
	for _, s := range c.still {
		sum += s.len()
		c.until = append(c.until, sum)
	}
	return c
}

// at is media time t on the clock.
func (c clock) at(t timeline.Ms) timeline.Ms {
	i, _ := slices.BinarySearchFunc(c.still, t, func(s stretch, t timeline.Ms) int { return cmp.Compare(s.to, t) })
	stood := timeline.Ms(0)
	if i > 0 {
		stood = c.until[i-1]
	}
	if i < len(c.still) && c.still[i].from < t {
		stood += t - c.still[i].from
	}
	return t - stood - c.zero
}

// media is the first media time at which the clock shows v.
func (c clock) media(v timeline.Ms) timeline.Ms {
	i, _ := slices.BinarySearchFunc(c.still, v, func(s stretch, v timeline.Ms) int { return cmp.Compare(c.at(s.from), v) })
	t := v + c.zero
	if i > 0 {
		t += c.until[i-1]
	}
	return t
}

// said is the words of a turn, spread evenly over its time on the clock.
type said struct {
	from, to timeline.Ms
	words    int
}

func (r *record) pace(turns []Turn, silences []Silence) Pace {
	c := r.clock(silences)
	p := Pace{SpedUp: []int{}}
	var rates [2]float64
	end := timeline.Ms(0)
	if n := len(r.spoken); n > 0 {
		end = c.at(r.spoken[n-1].to)
	}
	for i, side := range []timeline.Side{timeline.Coach, timeline.Client} {
		var all []said
		words, time := 0, timeline.Ms(0)
		for _, t := range r.counted(turns, side) {
			if t.WPM == 0 {
				continue
			}
			s := said{c.at(t.From), c.at(t.To), t.Words}
			if n := len(all); n > 0 {
				s.from = max(s.from, all[n-1].to) // of turns that lie over one another
			}
			if s.from < s.to {
				all, words, time = append(all, s), words+t.Words, time+s.to-s.from
			}
		}
		points := rolling(all, c, end)
		if side == timeline.Coach {
			p.Coach = points
		} else {
			p.Client = points
		}
		if time > 0 {
			rates[i] = float64(words) / float64(time)
		}
	}
	if rates[0] > 0 && rates[1] > 0 {
		p.Relative = round3(rates[0] / rates[1])
	}
	fast := 0
	for _, at := range p.Coach {
		if at.WPM > brisk {
			fast++
		}
	}
	if len(p.Coach) > 0 {
		p.Brisk = round3(float64(fast) / float64(len(p.Coach)))
	}
	p.SpedUp = append(p.SpedUp, r.spedUp(r.counted(turns, timeline.Coach))...)
	return p
}

// rolling is the pace of the last 60 s, every 5 s up to end in which 8 words fell.
func rolling(all []said, c clock, end timeline.Ms) []PacePoint {
	points := []PacePoint{}
	first := 0
	for v := paceStep; v <= end; v += paceStep {
		for first < len(all) && all[first].to <= v-paceWindow {
			first++
		}
		if first == len(all) {
			break
		}
		var words, time timeline.Ms // words in thousandths
		for _, s := range all[first:] {
			if s.from >= v {
				break
			}
			if part := min(s.to, v) - max(s.from, v-paceWindow); part > 0 {
				words += timeline.Ms(s.words) * 1000 * part / (s.to - s.from)
				time += part
			}
		}
		if words >= paceWords*1000 {
			points = append(points, PacePoint{c.media(v), int((words*60 + time/2) / time)})
		}
	}
	return points
}

// spedUp are the coach's turns after an emotional one of hers that were much
// faster than the coach's median.
func (r *record) spedUp(coach []Turn) (turns []int) {
	var all []int
	for _, t := range coach {
		if t.WPM > 0 {
			all = append(all, t.WPM)
		}
	}
	if len(all) < fewTurns {
		return nil
	}
	usual := median(all)
	for _, t := range coach {
		h := r.herBefore(t.From)
		if t.WPM > 0 && float64(t.WPM) > speedUp*usual && h != nil && h.emotional {
			turns = append(turns, t.Turn)
		}
	}
	return turns
}
