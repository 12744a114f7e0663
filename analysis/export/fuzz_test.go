package export

import (
	"encoding/json"
	"testing"

	"stillpoint/analysis"
)

func FuzzTextGrid(f *testing.F) { fuzz(f, "textgrid") }
func FuzzEAF(f *testing.F)      { fuzz(f, "eaf") }
func FuzzVTT(f *testing.F)      { fuzz(f, "vtt") }
func FuzzAudacity(f *testing.F) { fuzz(f, "audacity") }
func FuzzCSV(f *testing.F)      { fuzz(f, "csv") }
func FuzzJSON(f *testing.F)     { fuzz(f, "json") }

// fuzz writes whatever can be read as a timeline and a report, which need not
// fit one another, and holds the file against the format's grammar.
func fuzz(f *testing.F, format string) {
	for _, s := range []sample{example(f), nasty(1), {}} {
		tl, err1 := json.Marshal(s.tl)
		report, err2 := json.Marshal(s.report)
		if err1 != nil || err2 != nil {
			f.Fatal(err1, err2)
		}
		f.Add(tl, report, s.client)
	}
	f.Add([]byte(`{"events":[null,{"kind":"client","pieces":[{"text":"\u0000-->","from":-9223372036854775808,"to":9223372036854775807}],"unheard":"]]>"}]}`),
		[]byte(`{"turns":[{"text":"\t=1","from":9223372036854775807}],"evidence":[{"from":5,"to":1,"coach":{"quote":"\""}},{"from":5}]}`), "\x00>")
	f.Fuzz(func(t *testing.T, tl, report []byte, client string) {
		var s sample
		var r analysis.Report
		if json.Unmarshal(tl, &s.tl) != nil || json.Unmarshal(report, &r) != nil {
			return
		}
		s.report, s.client = r, client
		if err := grammars()[format](s.write(t, format)); err != nil {
			t.Errorf("%v\n%q", err, s.write(t, format))
		}
	})
}
