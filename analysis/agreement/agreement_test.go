package agreement

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The tables that textbooks reckon by hand: two readers of 50 grant proposals,
// 20 and 15 of them read the same way; and two of 100 units with the same share
// of agreement and other margins.
func TestKappaByHand(t *testing.T) {
	for _, tt := range []struct {
		table Table
		want  float64
	}{
		{Table{{20, 5}, {10, 15}}, 0.4},
		{Table{{45, 15}, {25, 15}}, 0.1304},
		{Table{{25, 35}, {5, 35}}, 0.2593},
	} {
		if got, ok := tt.table.Kappa(); !ok || math.Abs(got-tt.want) > 5e-5 {
			t.Errorf("%v: kappa %.4f, %v; want %.4f", tt.table, got, ok, tt.want)
		}
	}
}

func TestStandsFallIntoTheirCells(t *testing.T) {
	var table Table
	for _, tt := range []struct {
		verdict, stand string
		unit           bool
	}{
		{"observed", "agree", true}, {"observed", "disagree", true}, {"missed", "disagree", true}, {"missed", "agree", true}, {"", "missed", true},
		{"note", "agree", false}, {"observed", "", false}, {"", "agree", false},
	} {
		if got := table.Add(tt.verdict, tt.stand); got != tt.unit {
			t.Errorf("%s, %s: a unit %v, want %v", tt.verdict, tt.stand, got, tt.unit)
		}
	}
	if want := (Table{{1, 1}, {2, 1}}); table != want {
		t.Errorf("got %v, want %v", table, want)
	}
}

func TestOneAnswerAloneHasNoKappa(t *testing.T) {
	for _, table := range []Table{{}, {{30, 0}, {0, 0}}, {{0, 0}, {0, 30}}, {{30, 5}, {0, 0}}, {{30, 0}, {5, 0}}} {
		if k, ok := table.Kappa(); ok {
			t.Errorf("%v: kappa %v", table, k)
		}
		if _, _, ok := table.Interval(); ok {
			t.Errorf("%v: an interval", table)
		}
	}
}

// randomTable has all four cells filled, so that everything is defined.
func randomTable(r *rand.Rand) Table {
	return Table{{1 + r.IntN(60), 1 + r.IntN(60)}, {1 + r.IntN(60), 1 + r.IntN(60)}}
}

func TestProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1960, 1969))
	for range 2000 {
		table := randomTable(r)
		k, _ := table.Kappa()
		low, high, ok := table.Interval()
		swapped := Table{{table[0][0], table[1][0]}, {table[0][1], table[1][1]}}
		named := Table{{table[1][1], table[1][0]}, {table[0][1], table[0][0]}}
		for what, other := range map[string]Table{"the raters swapped": swapped, "yes called no": named} {
			k2, _ := other.Kappa()
			low2, high2, _ := other.Interval()
			if math.Abs(k-k2)+math.Abs(low-low2)+math.Abs(high-high2) > 1e-9 {
				t.Errorf("%v: %v [%v, %v], %s %v [%v, %v]", table, k, low, high, what, k2, low2, high2)
			}
		}
		if !ok || low < -1 || high > 1 || k <= low || k >= high {
			t.Errorf("%v: kappa %v in [%v, %v], %v", table, k, low, high, ok)
		}
		if want := byChance(table); math.Abs(k-want) > 1e-9 {
			t.Errorf("%v: kappa %v, counted pair by pair %v", table, k, want)
		}
		if e, want := table.standardError(), byDifferences(table); math.Abs(e-want) > 1e-5*want {
			t.Errorf("%v: standard error %v, by differences %v", table, e, want)
		}
		a, b, c := 1+r.IntN(9), 1+r.IntN(9), 1+r.IntN(9)
		if k, _ := (Table{{a * c, a * b}, {c, b}}).Kappa(); math.Abs(k) > 1e-9 {
			t.Errorf("independent answers: kappa %v", k)
		}
		perfect := Table{{1 + r.IntN(60), 0}, {0, 1 + r.IntN(60)}}
		if k, _ := perfect.Kappa(); math.Abs(k-1) > 1e-9 {
			t.Errorf("%v: kappa %v, want 1", perfect, k)
		}
		if _, _, ok := perfect.Interval(); ok {
			t.Errorf("%v: an interval without width", perfect)
		}
	}
}

// byChance reckons kappa from the units themselves: chance is each of the
// machine's answers met by each of the person's.
func byChance(t Table) float64 {
	var machine, person []int
	for i := range t {
		for j := range t[i] {
			for range t[i][j] {
				machine, person = append(machine, i), append(person, j)
			}
		}
	}
	same, met := 0, 0
	for i := range machine {
		if machine[i] == person[i] {
			same++
		}
		for j := range person {
			if machine[i] == person[j] {
				met++
			}
		}
	}
	n := float64(len(machine))
	return (float64(same)/n - float64(met)/(n*n)) / (1 - float64(met)/(n*n))
}

// byDifferences is the standard error by the delta method with slopes taken
// numerically: the variance of a function of multinomial shares.
func byDifferences(t Table) float64 {
	var p [4]float64
	n := float64(t.N())
	for i := range p {
		p[i] = float64(t[i/2][i%2]) / n
	}
	kappa := func(p [4]float64) float64 {
		sum := p[0] + p[1] + p[2] + p[3]
		for i := range p {
			p[i] /= sum
		}
		pe := (p[0]+p[1])*(p[0]+p[2]) + (p[2]+p[3])*(p[1]+p[3])
		return (p[0] + p[3] - pe) / (1 - pe)
	}
	const h = 1e-6
	var mean, squares float64
	for i := range p {
		up, down := p, p
		up[i] += h
		down[i] -= h
		slope := (kappa(up) - kappa(down)) / (2 * h)
		mean += p[i] * slope
		squares += p[i] * slope * slope
	}
	return math.Sqrt((squares - mean*mean) / n)
}
