package faulttest

import (
	"context"
	"slices"
	"strings"
	"time"

	"stillpoint/dialogue/openai/openaitest"
	"stillpoint/dialogue/timeline"
)

// Added is how much longer the first word or sound of kind takes with the
// fault of that name than the middle one of practices without it, in each of
// so many: from the request to the word or sound of whoever stood in. Words have no
// other engine here; the author's are spoken.
func Added(ctx context.Context, kind openaitest.Kind, fault string, times int) ([]time.Duration, error) {
	whole, broken := Plan{Name: "nothing", Lines: 1}, Plan{Name: fault, Lines: 1, Breaks: []Break{{Kind: kind, Fault: openaitest.Named(fault)}}}
	var plans []Plan
	for range times {
		plans = append(plans, whole, broken)
	}
	took := map[string][]time.Duration{}
	err := HoldAll(ctx, plans, 4, func(o Outcome) {
		if d, ok := lag(o, kind); ok {
			took[o.Name] = append(took[o.Name], d)
		}
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(took[whole.Name])
	for i := range took[fault] {
		took[fault][i] -= took[whole.Name][len(took[whole.Name])/2]
	}
	return took[fault], nil
}

// begins says that one of sentences begins with text.
func begins(sentences map[string]bool, text string) bool {
	for s := range sentences {
		if strings.HasPrefix(s, text) {
			return true
		}
	}
	return false
}

// lag is how long kind took in the first answer, on the practice's timeline.
func lag(o Outcome, kind openaitest.Kind) (time.Duration, bool) {
	var coach *timeline.CoachTurn
	for _, e := range o.Events {
		switch b := e.Body.(type) {
		case timeline.CoachTurn:
			coach = &b
		case timeline.ClientTurn:
			if coach == nil || b.Why != timeline.WhyReply {
				continue
			}
			switch l := b.Lag; kind {
			case openaitest.Ears:
				return (l.Final - (coach.To + timeline.At(200*time.Millisecond))).Duration(), true // asked 200 ms after the coach's end
			case openaitest.Words:
				return (l.FirstToken - l.Final).Duration(), true
			default:
				return (l.FirstAudio - l.FirstToken).Duration(), true
			}
		}
	}
	return 0, false
}
