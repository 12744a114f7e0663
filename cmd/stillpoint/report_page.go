package main

import (
	"fmt"
	"strings"
	"time"

	"stillpoint/analysis"
	"stillpoint/analysis/timing"
	"stillpoint/dialogue/scenario"
)

const columns = 78

// reportPage is a report for a person to read: evidence first, numbers beside it.
func reportPage(r analysis.Report, s *scenario.Scenario, started time.Time) string {
	p := &paper{}
	whom := r.Scenario
	if s != nil {
		whom = s.Person.Name + ", " + s.Title
	}
	p.line(0, "%s · %s · %s", whom, started.Format("2 January 2006 15:04"), analysis.Clock(r.Length))
	if !r.Complete {
		p.line(0, "The practice broke off; everything up to there is here.")
	}
	if r.Help != "" {
		p.head("First of all")
		p.line(2, "%s", r.Help)
	}
	p.limits(r.Assessable)
	p.head("One strength")
	if r.Strength != nil {
		p.line(2, "%s. %s", r.Strength.Title, r.Strength.Text)
	} else {
		p.line(2, "None that this practice could show.")
	}
	p.silences(r)
	p.overlaps(r)
	p.markers(r)
	p.head("One drill")
	if r.Drill != nil {
		p.line(2, "%s. %s", r.Drill.Title, r.Drill.Text)
		p.line(2, "%s", r.Drill.Exercise)
	} else {
		p.line(2, "There was not enough to choose one by.")
	}
	p.head("To think about")
	for _, q := range r.Questions {
		p.line(2, "%s the practice: %s", map[string]string{analysis.Before: "Before", analysis.After: "After"}[q.When], q.Text)
	}
	p.info(r)
	p.line(0, "")
	p.line(0, "%s Rubric %s %d.", r.About, r.Rubric.ID, r.Rubric.Version)
	return p.String()
}

// paper is lines of at most columns letters.
type paper struct{ strings.Builder }

func (p *paper) head(title string) { fmt.Fprintf(p, "\n%s\n", title) }

// line writes text, indented, and its further lines a little more.
func (p *paper) line(indent int, format string, args ...any) {
	words := strings.Fields(fmt.Sprintf(format, args...))
	width := 0
	for i, w := range words {
		n := len([]rune(w))
		switch {
		case i == 0:
			p.WriteString(strings.Repeat(" ", indent))
			width = indent
		case width+1+n > columns:
			p.WriteString("\n" + strings.Repeat(" ", indent+2))
			width = indent + 2
		default:
			p.WriteByte(' ')
			width++
		}
		p.WriteString(w)
		width += n
	}
	p.WriteByte('\n')
}

func (p *paper) limits(a analysis.Assessable) {
	if len(a.Because) == 0 {
		return
	}
	title := "To know beforehand"
	switch {
	case !a.Timing && !a.Verbal:
		title = "Not assessable, because"
	case !a.Timing:
		title = "The timing is not assessable. To know beforehand"
	case !a.Verbal:
		title = "The words are not assessable. To know beforehand"
	}
	p.head(title)
	for _, why := range a.Because {
		p.line(2, "%s", why)
	}
}

func (p *paper) silences(r analysis.Report) {
	p.head("Silences you let stand (3 s and more)")
	n := 0
	for _, s := range r.Silences {
		if !s.Held {
			continue
		}
		n++
		p.line(2, "[%s] %.1f s%s", analysis.Clock(s.From), float64(s.To-s.From)/1000, ended(s))
	}
	if n == 0 {
		p.line(2, "None.")
	}
	if r.Lag.DeadAir > 0 {
		p.line(2, "%.1f s in all were the computer's, not yours. They count for nothing.", float64(r.Lag.DeadAir)/1000)
	}
	if r.Lag.Limited {
		p.line(2, "The computer was late in many turns, so the timing says less than usual.")
	}
}

func ended(s timing.Silence) string {
	switch s.EndedBy {
	case timing.ByClient:
		return ". The client went on."
	case timing.ByCoach:
		return ". Then you spoke."
	case timing.ByRefill:
		return ". Then you added something."
	}
	return "."
}

func (p *paper) overlaps(r analysis.Report) {
	p.head("Where you came in")
	n := 0
	for _, o := range r.Overlaps {
		if o.Weight == 0 {
			continue
		}
		n++
		words := fmt.Sprintf("[%s] %s", analysis.Clock(o.From), strings.ReplaceAll(o.Kind, "_", " "))
		if o.Coach != "" {
			words += fmt.Sprintf(": “%s”", o.Coach)
		}
		if o.Unsaid != "" {
			words += fmt.Sprintf(". %s not said: “%s”", plural(o.WordsLost, "word was", "words were"), o.Unsaid)
		}
		p.line(2, "%s", words)
	}
	if n == 0 {
		p.line(2, "Nowhere that cost the client anything.")
	}
}

func (p *paper) markers(r analysis.Report) {
	p.head("What the words show (0 to 5, and what it was counted from)")
	for _, m := range r.Markers {
		level := "not assessable"
		if m.Level != nil {
			level = fmt.Sprint(*m.Level)
		}
		p.line(2, "%s %s: %s; taken %d of %d%s", m.Code, m.Name, level, m.Taken, m.Offered, because(m.Because))
		p.evidence(r, m.Evidence)
	}
	for _, m := range r.Mistakes {
		if m.Count > 0 {
			p.line(2, "%s %s: %s", m.Code, m.Name, analysis.Often(m.Count))
			p.evidence(r, m.Evidence)
		}
	}
}

func (p *paper) evidence(r analysis.Report, ids []string) {
	for _, id := range ids {
		for _, e := range r.Evidence {
			if e.ID == id {
				p.line(6, "%s", e.Text)
			}
		}
	}
}

func (p *paper) info(r analysis.Report) {
	p.head("For information, never scored")
	share := func(what string, v *float64) {
		if v != nil {
			p.line(2, "%s: %.0f %%", what, *v*100)
		}
	}
	p.line(2, "You spoke %.0f %% of all that was spoken; half of your turns had %.0f words or fewer.", r.Talk.Coach*100, r.Talk.MedianWords)
	p.line(2, "%s, %s", plural(r.Info.Reflections, "reflection", "reflections"), plural(r.Info.Questions, "question", "questions"))
	share("Silence, of the time that counts", r.Info.Silence)
	share("The client's words that you used again", r.Info.Uptake)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return ", because " + why
}
