package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"stillpoint/analysis"
	"stillpoint/analysis/agreement"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// progressJSON is what the asker's own practices show, side by side.
type progressJSON struct {
	Practices []courseJSON    `json:"practices"` // oldest first
	Pending   int             `json:"pending"`   // practices whose report is still being made
	Agreement []agreementJSON `json:"agreement"` // by code; of what nobody took a stand on nothing is said
}

// courseJSON is one practice in short.
type courseJSON struct {
	ID        string         `json:"id"`
	Scenario  string         `json:"scenario"`
	Title     string         `json:"title"`
	Name      string         `json:"name,omitempty"`
	Started   time.Time      `json:"started"`
	Length    timeline.Ms    `json:"length"`
	Complete  bool           `json:"complete"`
	Markers   []markerJSON   `json:"markers"`
	Mistakes  []mistakeJSON  `json:"mistakes"`
	Timing    *timingJSON    `json:"timing"` // null: not assessable
	Reference *referenceJSON `json:"reference,omitempty"`
}

type markerJSON struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Level   *int   `json:"level"` // null: not assessable
	Offered int    `json:"offered"`
	Taken   int    `json:"taken"`
}

type mistakeJSON struct {
	Code  string `json:"code"`
	Name  string `json:"name"`
	Count int    `json:"count"`
}

type timingJSON struct {
	Held          int         `json:"held"`         // silences of 3 s and more that the coach let stand
	HeldLongest   timeline.Ms `json:"held_longest"` // 0: none
	Interruptions int         `json:"interruptions"`
	WordsLost     int         `json:"words_lost"`
	TalkCoach     float64     `json:"talk_coach"` // 0 to 1
	MedianWords   float64     `json:"median_words"`
	RelativePace  *float64    `json:"relative_pace"` // coach over client; null: one of them is not known
}

// referenceJSON is a good practice with the same person.
type referenceJSON struct {
	TalkCoach     float64        `json:"talk_coach"`
	Opportunities map[string]int `json:"opportunities"` // by code
}

// agreementJSON is how far people and the machine see the same.
type agreementJSON struct {
	Code  string       `json:"code"`
	Name  string       `json:"name"`
	N     int          `json:"n"`
	Agree int          `json:"agree"` // of n
	Kappa *float64     `json:"kappa,omitempty"`
	Low   *float64     `json:"low,omitempty"` // these two: its 95 % interval
	High  *float64     `json:"high,omitempty"`
	Few   bool         `json:"few"`
	Over  []agreedJSON `json:"over"` // oldest first
}

// agreedJSON is the same in one practice.
type agreedJSON struct {
	Practice string    `json:"practice"`
	Started  time.Time `json:"started"`
	N        int       `json:"n"`
	Agree    int       `json:"agree"`
}

// getProgress compares the asker's practices with each other, and with the
// scenario's reference; never with anybody else's.
func (s *Server) getProgress(w http.ResponseWriter, r *http.Request) {
	q, own, ok := s.asked(w, r)
	if !ok {
		return
	}
	rows, err := s.past(r.Context(), own, r.URL.Query().Get("scenario"), q.since)
	if err != nil {
		s.failed(w, "progress", err)
		return
	}
	reports, pending, err := s.reports(r.Context(), rows)
	if err != nil {
		s.failed(w, "progress", err)
		return
	}
	all, people := progressJSON{Practices: []courseJSON{}, Pending: pending, Agreement: []agreementJSON{}}, s.Scenarios()
	names := map[string]string{silenceCode: "Silences", overlapCode: "Words over the client’s"}
	var ids []string
	for _, row := range rows {
		rep, scored := reports[row.ID]
		if !scored {
			continue
		}
		c := course(row, rep, find(people, row.Scenario))
		all.Practices, ids = append(all.Practices, c), append(ids, row.ID)
		for _, m := range c.Markers {
			names[m.Code] = m.Name
		}
		for _, m := range c.Mistakes {
			names[m.Code] = m.Name
		}
	}
	stands, err := s.Store.Stands(r.Context(), ids...)
	if err != nil {
		s.failed(w, "progress", err)
		return
	}
	all.Agreement = agreed(rows, stands, names)
	writeJSON(w, http.StatusOK, all)
}

// past are the practices that are over, oldest first; scenario "" is all.
func (s *Server) past(ctx context.Context, own store.Whose, scenario string, since time.Time) ([]store.Practice, error) {
	var all []store.Practice
	for before := ""; ; {
		rows, err := s.Store.List(ctx, own, before, maxPage)
		if err != nil {
			return nil, err
		}
		for _, p := range rows {
			if (scenario == "" || p.Scenario == scenario) && !p.Started.Before(since) && s.registry.get(p.ID) == nil {
				all = append(all, p)
			}
		}
		if len(rows) < maxPage {
			slices.Reverse(all)
			return all, nil
		}
		before = rows[len(rows)-1].ID
	}
}

// reports are those of rows by this version's rubric, by practice. What has
// none is scored, as far as that goes while a page waits; pending is how many
// were left.
func (s *Server) reports(ctx context.Context, rows []store.Practice) (all map[string]analysis.Report, pending int, err error) {
	ids := make([]string, len(rows))
	for i, p := range rows {
		ids[i] = p.ID
	}
	if all, err = s.Store.Reports(ctx, analysis.TrustSafety(nil).Edition, ids...); err != nil {
		return nil, 0, err
	}
	within, cancel := context.WithTimeout(ctx, reportIn)
	defer cancel()
	for _, p := range rows {
		if _, scored := all[p.ID]; scored {
			continue
		}
		rep, err := s.report(within, p)
		switch {
		case err == nil:
			all[p.ID] = rep
		case errors.Is(err, context.DeadlineExceeded):
			pending++
		case !errors.Is(err, store.ErrNotFound): // deleted meanwhile
			return nil, 0, err
		}
	}
	return all, pending, nil
}

// course is a report in short; sc may be nil.
func course(p store.Practice, rep analysis.Report, sc *scenario.Scenario) courseJSON {
	c := courseJSON{ID: p.ID, Scenario: p.Scenario, Title: p.Title, Started: p.Started, Length: p.Length, Complete: p.Complete,
		Markers: []markerJSON{}, Mistakes: []mistakeJSON{}}
	if sc != nil {
		c.Name = sc.Person.Name
		if ref := sc.Reference; ref.Talk > 0 {
			c.Reference = &referenceJSON{ref.Talk, ref.Opportunities}
		}
	}
	for _, m := range rep.Markers {
		c.Markers = append(c.Markers, markerJSON{m.Code, m.Name, m.Level, m.Offered, m.Taken})
	}
	for _, m := range rep.Mistakes {
		c.Mistakes = append(c.Mistakes, mistakeJSON{m.Code, m.Name, m.Count})
	}
	if !rep.Assessable.Timing {
		return c
	}
	t := timingJSON{TalkCoach: rep.Talk.Coach, MedianWords: rep.Talk.MedianWords}
	for _, q := range rep.Silences {
		if q.Held {
			t.Held++
			t.HeldLongest = max(t.HeldLongest, q.To-q.From)
		}
	}
	for _, o := range rep.Overlaps {
		if o.Weight > 0 {
			t.Interruptions++
			t.WordsLost += o.WordsLost
		}
	}
	if pace := rep.Pace.Relative; pace > 0 {
		t.RelativePace = &pace
	}
	c.Timing = &t
	return c
}

// agreed counts the stands by code, markers first, and by practice. A mark
// whose verdict is its kind says that something is there.
func agreed(rows []store.Practice, stands []store.Stand, names map[string]string) []agreementJSON {
	started := make(map[string]time.Time, len(rows))
	for _, p := range rows {
		started[p.ID] = p.Started
	}
	tables, over := map[string]*agreement.Table{}, map[string]map[string]*agreement.Table{}
	for _, st := range stands {
		if tables[st.Code] == nil {
			tables[st.Code], over[st.Code] = &agreement.Table{}, map[string]*agreement.Table{}
		}
		if over[st.Code][st.Practice] == nil {
			over[st.Code][st.Practice] = &agreement.Table{}
		}
		verdict := st.Verdict
		if st.Code == silenceCode || st.Code == overlapCode {
			verdict = analysis.Observed
		}
		tables[st.Code].Add(verdict, st.Stand)
		over[st.Code][st.Practice].Add(verdict, st.Stand)
	}
	all := []agreementJSON{}
	for code, t := range tables {
		if t.N() == 0 {
			continue
		}
		j := agreementJSON{Code: code, Name: cmp.Or(names[code], code), N: t.N(), Agree: t.Agreed(), Few: t.N() < agreement.Few, Over: []agreedJSON{}}
		if k, ok := t.Kappa(); ok && code[0] == 'M' {
			j.Kappa = &k
			if low, high, ok := t.Interval(); ok {
				j.Low, j.High = &low, &high
			}
		}
		for id, t := range over[code] {
			if t.N() > 0 {
				j.Over = append(j.Over, agreedJSON{id, started[id], t.N(), t.Agreed()})
			}
		}
		slices.SortFunc(j.Over, func(a, b agreedJSON) int { return cmp.Compare(a.Practice, b.Practice) })
		all = append(all, j)
	}
	slices.SortFunc(all, func(a, b agreementJSON) int { return cmp.Compare(a.Code, b.Code) })
	return all
}
