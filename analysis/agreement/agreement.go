// Package agreement says how far the machine and people see the same thing.
//
// A unit is one place of a practice of which both have said whether something
// (a marker, a mistake) is there:
//
//   - an automatic mark somebody took a stand on. The machine says yes when its
//     verdict is "observed" and no when it is "missed"; the person says the same
//     by agreeing and the other by disagreeing;
//   - a mark a person added: the machine says no, the person yes.
//
// So each stand falls into one cell:
//
//	                    person: yes            person: no
//	machine: yes   observed, agree        observed, disagree
//	machine: no    missed, disagree;      missed, agree
//	               added by the person
//
// A mark with the verdict "note" decides nothing and is no unit. Two people who
// take a stand on one mark are two units.
//
// The machine says no only of markers, whose missed opportunities it marks. Of
// what it marks only where it is (mistakes, silences, words over hers) no unit
// can be no and no, so that kappa could not come above 0 however well they
// agree: there the share of agreement has to stand alone.
package agreement

import "math"

// Few is how many units it takes before kappa is worth a look.
const Few = 20

// What the two raters say.
const (
	Yes = iota
	No
)

// Table counts units by what the machine (first index) and the person (second)
// said: [Yes] or [No].
type Table [2][2]int

// Add counts what a person holds (agree, disagree, or missed for a mark they
// added) of a mark with this verdict. It is false for what is no unit.
func (t *Table) Add(verdict, stand string) bool {
	machine, other := Yes, No
	switch {
	case stand == "missed":
		machine = No
	case verdict == "missed":
		machine, other = No, Yes
	case verdict != "observed":
		return false
	}
	switch stand {
	case "agree":
		t[machine][machine]++
	case "disagree":
		t[machine][other]++
	case "missed":
		t[No][Yes]++
	default:
		return false
	}
	return true
}

// N is how many units there are.
func (t Table) N() int { return t[Yes][Yes] + t[Yes][No] + t[No][Yes] + t[No][No] }

// Agreed is how many of them both saw the same way.
func (t Table) Agreed() int { return t[Yes][Yes] + t[No][No] }

// Kappa is Cohen's kappa (Cohen 1960): (po - pe) / (1 - pe), the share of
// agreement beyond the one that chance would bring. It is between -1 and 1.
// There is none when either rater used one answer alone, or there is no unit:
// with one answer, agreement by chance is all the agreement there can be.
func (t Table) Kappa() (float64, bool) {
	machine, person := t.margins()
	if machine[Yes] == 0 || machine[No] == 0 || person[Yes] == 0 || person[No] == 0 {
		return 0, false
	}
	po, pe := t.shares()
	return (po - pe) / (1 - pe), true
}

// Interval is kappa's 95 % confidence interval by its large-sample standard
// error (Fleiss, Cohen & Everitt 1969), within [-1, 1]. There is none
// where there is no kappa, nor where the standard error is 0 (agreement in
// everything): an interval without width would promise what the number of
// units cannot keep.
func (t Table) Interval() (low, high float64, ok bool) {
	k, ok := t.Kappa()
	e := t.standardError()
	if !ok || e < 1e-6 {
		return 0, 0, false
	}
	const z = 1.959964 // 97.5 % of the normal distribution
	return max(-1, k-z*e), min(1, k+z*e), true
}

// standardError of kappa. With p the shares, r and c their sums by row and
// column:
//
//	n (1-pe)^4 SE² = Σ_i p_ii [(1-pe) - (r_i+c_i)(1-po)]²
//	               + (1-po)² Σ_{i≠j} p_ij (c_i+r_j)² - (po pe - 2 pe + po)²
func (t Table) standardError() float64 {
	machine, person := t.margins()
	po, pe := t.shares()
	n := float64(t.N())
	sum := -square(po*pe - 2*pe + po)
	for i := range t {
		for j := range t[i] {
			p := float64(t[i][j]) / n
			if i == j {
				sum += p * square((1-pe)-(machine[i]+person[i])*(1-po))
			} else {
				sum += p * square((person[i]+machine[j])*(1-po))
			}
		}
	}
	return math.Sqrt(max(0, sum)/n) / square(1-pe)
}

// margins are the shares of each answer, the machine's and the person's.
func (t Table) margins() (machine, person [2]float64) {
	n := float64(max(1, t.N()))
	for i := range t {
		for j := range t[i] {
			machine[i] += float64(t[i][j]) / n
			person[j] += float64(t[i][j]) / n
		}
	}
	return machine, person
}

// shares are those of agreement: observed, and expected by chance.
func (t Table) shares() (po, pe float64) {
	machine, person := t.margins()
	return float64(t.Agreed()) / float64(max(1, t.N())), machine[Yes]*person[Yes] + machine[No]*person[No]
}

func square(x float64) float64 { return x * x }
