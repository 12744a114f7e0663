package analysis

import (
	"math"
	"slices"
)

// mark counts the opportunities of one marker and gives it its level.
func (k *talk) mark(code string, offers []offer, ids []string) Marker {
	m := Marker{Code: code, Name: names[code], Evidence: []string{}}
	credit, against, agreed := 0.0, 0, false
	var thirds [3]bool
	first, last := -1, -1
	for i, o := range offers {
		if o.Code != code {
			continue
		}
		m.Evidence = append(m.Evidence, ids[i])
		if !o.counts {
			continue
		}
		m.Offered++
		credit += o.credit
		switch {
		case o.credit > 0:
			agreed = agreed || o.agreed
			at := o.at
			if o.coach >= 0 {
				at = o.coach
			}
			thirds[k.third(at)] = true
			n := k.turns[at].nth
			if first < 0 || n < first {
				first = n
			}
			last = max(last, n)
		case o.against:
			against++
		}
	}
	slices.SortFunc(m.Evidence, byID)
	m.Taken = int(math.Floor(credit + 1e-9))
	if m.Offered < fewest {
		m.Because = tooFew(code, m.Offered)
		return m
	}
	spread := count3(thirds) >= 2 && (last-first)*3 >= k.coach-1
	level := levelOf(m.Offered, m.Taken, against, spread, agreed)
	m.Level = &level
	return m
}

// fewest opportunities that say anything.
const fewest = 2

// levelOf is the level for so many opportunities of which so many were taken.
// A level needs both its number and its share, and both are those that stand
// beside it. against is how many were missed by what was done; spread: over two
// thirds of the practice; agreed: she confirmed one.
func levelOf(offered, taken, against int, spread, agreed bool) int {
	share := float64(taken) / float64(offered)
	switch {
	case taken == 0 && against == offered:
		return 0
	case taken == 0:
		return 1
	case taken == 1 || share < .4:
		return 2
	case share < .7 || !spread:
		return 3
	case !agreed:
		return 4
	}
	return 5
}

func count3(of [3]bool) (n int) {
	for _, yes := range of {
		if yes {
			n++
		}
	}
	return n
}

// tooFew says why a marker with fewer than two opportunities has no level.
func tooFew(code string, offered int) string {
	if offered == 1 {
		return "there was one opportunity in this practice, and one is too few to tell"
	}
	return nothing[code]
}

// nothing says what was not there.
var nothing = map[string]string{
	"M1": "the practice was too short to ask about the client's world",
	"M2": "the client used no word in this practice that stood out as theirs, so there was none to keep",
	"M3": "the client told of nothing managed or newly seen, so there was nothing to pick up",
	"M4": "the client told of nothing that weighs, so there was nothing to answer with care",
	"M5": "the client showed no feeling plainly enough, so there was none to welcome",
	"M6": "you gave no view of your own, and nothing had to be owned, so there was nothing to be open about",
}
