package verbal

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/timeline"
)

// A labelled turn is one line of testdata/labels.csv beside the text it names.
type labelledTurn struct {
	id     string // conversation/utterance
	half   string
	labels []string
	ctx    Context
	found  map[string]bool // by phenomenon, once it was looked for
}

// has says that p is found in l.
func (l labelledTurn) has(p phenomenon) bool {
	got, ok := l.found[p.name]
	if !ok {
		got = p.found(l.ctx)
		l.found[p.name] = got
	}
	return got
}

// A spoken utterance of annomi-train, and all that was heard up to it.
type spoken struct {
	id, video string
	heard     []timeline.Utterance
}

// annomi reads the conversations that labels name, which are not in the
// repository.
func annomi(t testing.TB) []spoken {
	t.Helper()
	shared := os.Getenv("STILLPOINT_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	rows := table(t, filepath.Join(shared, "data/annomi-train/utterances.csv"))
	if rows == nil {
		t.Skip("SKIPPED, NOTHING WAS CHECKED: no annomi-train; STILLPOINT_SHARED says where it is")
	}
	talks := map[string][]timeline.Utterance{}
	var out []spoken
	for _, r := range rows[1:] {
		side := timeline.Client
		if r[5] == "therapist" {
			side = timeline.Coach
		}
		talks[r[0]] = append(talks[r[0]], timeline.Utterance{Side: side, Text: r[10]})
		out = append(out, spoken{r[0] + "/" + r[1], r[2], talks[r[0]]})
	}
	return out
}

// labelledTurns are the turns of testdata/labels.csv.
func labelledTurns(t testing.TB) []labelledTurn {
	t.Helper()
	said := map[string]spoken{}
	for _, s := range annomi(t) {
		said[s.id] = s
	}
	var out []labelledTurn
	for _, r := range table(t, "testdata/labels.csv") {
		s := said[r[0]+"/"+r[1]]
		if len(s.heard) == 0 || s.heard[len(s.heard)-1].Side != timeline.Coach {
			t.Fatalf("%s/%s is no therapist's utterance", r[0], r[1])
		}
		out = append(out, labelledTurn{s.id, r[2], strings.Fields(r[3]), Context{Heard: s.heard, Cue: Cue(past(s.heard).last.text), Told: 3}, map[string]bool{}})
	}
	return out
}

// table reads a CSV file; nil when it is absent.
func table(t testing.TB, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A phenomenon of the labels, and when it is said to have been found. What is
// labelled with a question mark counts on neither side.
type phenomenon struct {
	name   string
	labels []string
	found  func(c Context) bool
	floor  [2]float64 // over all turns: precision, recall
}

var phenomena = []phenomenon{
	{"acknowledged", []string{"ack"}, func(c Context) bool { return finds(c, EmotionAck) }, [2]float64{.8, .75}},
	{"passed over", []string{"passed"}, PassedOver, [2]float64{.8, .6}},
	{"advice", []string{"advice", "asked"}, func(c Context) bool { return finds(c, AdviceEarly, AdvicePermit) }, [2]float64{.78, .58}},
	{"advice too soon", []string{"advice"}, func(c Context) bool { return finds(c, AdviceEarly) }, [2]float64{.78, .75}},
	{"judging", []string{"judge"}, func(c Context) bool { return finds(c, Judge) }, [2]float64{.9, .8}},
}

// finds says that Detect finds one of names; advice and judging as more than
// possible.
func finds(c Context, names ...string) bool {
	return slices.ContainsFunc(Detect(c), func(e Evidence) bool {
		return slices.Contains(names, e.Name) && (e.Name == EmotionAck || e.Confidence >= .7)
	})
}

// TestLabels prints precision and recall on the turns of annomi-train that one
// reader labelled, and every disagreement. The rules have seen them all by now:
// what a half measured first, in the head of labels.csv, says more of new turns,
// and TestReaders more than that.
func TestLabels(t *testing.T) {
	turns := labelledTurns(t)
	for _, half := range []string{"develop", "blind", "fresh", "all"} {
		t.Run(half, func(t *testing.T) {
			for _, p := range phenomena {
				precision, recall := p.measure(t, turns, func(l labelledTurn) bool { return half == "all" || l.half == half })
				if half == "all" && (precision < p.floor[0] || recall < p.floor[1]) {
					t.Errorf("%s: below precision %.2f, recall %.2f", p.name, p.floor[0], p.floor[1])
				}
			}
		})
	}
}

// measure prints how p is found in those of turns that keep says.
func (p phenomenon) measure(t *testing.T, turns []labelledTurn, keep func(labelledTurn) bool) (precision, recall float64) {
	n, hit := 0, 0
	var extra, missed []string
	for _, l := range turns {
		if !keep(l) || doubtful(l.labels, p.labels) {
			continue
		}
		n++
		switch want, got := shareOne(l.labels, p.labels), l.has(p); {
		case want && got:
			hit++
		case want:
			missed = append(missed, l.id)
		case got:
			extra = append(extra, l.id)
		}
	}
	precision, recall = share(hit, hit+len(extra)), share(hit, hit+len(missed))
	t.Logf("%-15s precision %.2f (%d of %d), recall %.2f (%d of %d), %d turns", p.name, precision, hit, hit+len(extra), recall, hit, hit+len(missed), n)
	t.Logf("  found, not labelled: %s", strings.Join(extra, " "))
	t.Logf("  labelled, not found: %s", strings.Join(missed, " "))
	return precision, recall
}

func shareOne(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// doubtful says that a turn has one of labels with a question mark, and none for sure.
func doubtful(have, labels []string) bool {
	return !shareOne(have, labels) && slices.ContainsFunc(have, func(s string) bool { return slices.Contains(labels, strings.TrimSuffix(s, "?")) })
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
