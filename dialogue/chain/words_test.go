package chain

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/dialogue/persona"
)

// heard is what came out of a call, and when.
type heard struct {
	text        string
	first, over time.Duration // first: 0 when there was none
	err         error
}

func complete(ctx context.Context, m persona.Completer, p persona.Prompt) (h heard) {
	from := time.Now()
	for text, err := range m.Complete(ctx, p) {
		if h.err != nil {
			h.text += "<after the error>"
		}
		if h.err = err; err == nil && h.text == "" {
			h.first = time.Since(from)
		}
		h.text += text
	}
	h.over = time.Since(from)
	return h
}

var hello = persona.Prompt{Messages: []persona.Message{{Role: persona.User, Text: "Hello there, you."}}} // 17 letters, 4 tokens

func models(patience time.Duration, fakes ...*fake) (links []Link[persona.Completer]) {
	for i, f := range fakes {
		links = append(links, Link[persona.Completer]{Name: string(rune('a' + i)), Engine: f, Patience: patience})
	}
	return links
}

// use is a Use in short.
type use struct {
	engine      string
	first, took time.Duration
	err         error
	next        string
	in, out     int
}

func short(all []Use) (out []use) {
	for _, u := range all {
		out = append(out, use{u.Engine, u.First.Round(ms), u.Took, u.Err, u.Next, u.TokensIn, u.TokensOut})
	}
	return out
}

// What is asked when, what is heard, and what is told of it.
func TestWords(t *testing.T) {
	for name, test := range map[string]struct {
		links []*fake
		cut   time.Duration // the caller's context ends then, 0: never
		text  string
		first time.Duration
		over  time.Duration
		err   []error
		asked []time.Duration // when, link by link; -1: never
		uses  []use
	}{
		"the first is enough": {
			links: []*fake{writes(100*ms, "Yes. ", "I do."), writes(0, "No.")},
			text:  "Yes. I do.", first: 100 * ms, over: 200 * ms,
			asked: []time.Duration{0, -1},
			uses:  []use{{"a", 100 * ms, 200 * ms, nil, "", 4, 2}},
		},
		"refused": {
			links: []*fake{fails(0), fails(0), writes(100*ms, "Yes.")},
			text:  "Yes.", first: 100 * ms, over: 100 * ms,
			asked: []time.Duration{0, 0, 0},
			uses:  []use{{"a", 0, 0, errFault, "c", 0, 0}, {"b", 0, 0, errFault, "c", 0, 0}, {"c", 100 * ms, 100 * ms, nil, "", 4, 1}},
		},
		"hangs": {
			links: []*fake{hangs(), writes(100*ms, "Yes.")},
			text:  "Yes.", first: 600 * ms, over: 600 * ms,
			asked: []time.Duration{0, 500 * ms},
			uses:  []use{{"a", 0, 600 * ms, ErrLate, "b", 4, 0}, {"b", 100 * ms, 100 * ms, nil, "", 4, 1}},
		},
		"late, and yet the first": {
			links: []*fake{writes(600*ms, "Yes. ", "I do."), writes(400*ms, "No.")},
			text:  "Yes. I do.", first: 600 * ms, over: 1200 * ms,
			asked: []time.Duration{0, 500 * ms},
			uses:  []use{{"a", 600 * ms, 1200 * ms, nil, "", 4, 2}, {"b", 0, 100 * ms, nil, "", 4, 0}},
		},
		"the last has all the time there is": {
			links: []*fake{hangs(), fails(0), writes(time.Minute, "Yes.")},
			text:  "Yes.", first: time.Minute + 500*ms, over: time.Minute + 500*ms,
			asked: []time.Duration{0, 500 * ms, 500 * ms},
			uses:  []use{{"a", 0, time.Minute + 500*ms, ErrLate, "c", 4, 0}, {"b", 0, 0, errFault, "c", 0, 0}, {"c", time.Minute, time.Minute, nil, "", 4, 1}},
		},
		"a late one is still waited for": {
			links: []*fake{writes(800*ms, "Yes."), fails(0)},
			text:  "Yes.", first: 800 * ms, over: 800 * ms,
			asked: []time.Duration{0, 500 * ms},
			uses:  []use{{"a", 800 * ms, 800 * ms, nil, "", 4, 1}, {"b", 0, 0, errFault, "a", 0, 0}},
		},
		"a late one fails while the next is patient": {
			links: []*fake{fails(600 * ms), writes(400*ms, "Yes."), writes(0, "No.")},
			text:  "Yes.", first: 900 * ms, over: 900 * ms,
			asked: []time.Duration{0, 500 * ms, -1},
			uses:  []use{{"a", 0, 600 * ms, errFault, "b", 0, 0}, {"b", 400 * ms, 400 * ms, nil, "", 4, 1}},
		},
		"fails later": {
			links: []*fake{then(writes(100*ms, "Yes. ", "I do"), 0, persona.ErrTruncated), writes(0, "No.")},
			text:  "Yes. I do", first: 100 * ms, over: 200 * ms, err: []error{persona.ErrTruncated},
			asked: []time.Duration{0, -1},
			uses:  []use{{"a", 100 * ms, 200 * ms, persona.ErrTruncated, "", 4, 2}},
		},
		"as long as allowed": {
			links: []*fake{then(writes(100*ms, "Yes. ", "I do"), 0, persona.ErrLength), writes(0, "No.")},
			text:  "Yes. I do", first: 100 * ms, over: 200 * ms, err: []error{persona.ErrTruncated},
			asked: []time.Duration{0, -1},
			uses:  []use{{"a", 100 * ms, 200 * ms, nil, "", 4, 2}},
		},
		"all fail": {
			links: []*fake{fails(100 * ms), then(hangs(), time.Hour, persona.ErrTruncated)},
			text:  "", over: 100*ms + time.Hour, err: []error{errFault, persona.ErrTruncated},
			asked: []time.Duration{0, 100 * ms},
			uses:  []use{{"a", 0, 100 * ms, errFault, "", 0, 0}, {"b", 0, time.Hour, persona.ErrTruncated, "", 0, 0}},
		},
		"nothing written": {
			links: []*fake{writes(0, " ", "\n"), writes(0, ""), writes(100*ms, "Yes.")},
			text:  "Yes.", first: 100 * ms, over: 100 * ms,
			asked: []time.Duration{0, 0, 0},
			uses:  []use{{"a", 0, 0, errNoWords, "c", 0, 0}, {"b", 0, 0, errNoWords, "c", 0, 0}, {"c", 100 * ms, 100 * ms, nil, "", 4, 1}},
		},
		"thinking alone": {
			links: []*fake{writes(90*ms, "<th", "ink>", "I", " ", "wonder", ".", "</think>", "No."), writes(100*ms, "Yes.")},
			text:  "Yes.", first: 600 * ms, over: 600 * ms,
			asked: []time.Duration{0, 500 * ms},
			uses:  []use{{"a", 0, 600 * ms, ErrLate, "b", 4, 4}, {"b", 100 * ms, 100 * ms, nil, "", 4, 1}},
		},
		"thinking before": {
			links: []*fake{writes(100*ms, "\n<think>I wonder.</th", "ink>", "\n", "\nYes.", " "), writes(0, "No.")},
			text:  "\n\nYes. ", first: 400 * ms, over: 500 * ms,
			asked: []time.Duration{0, -1},
			uses:  []use{{"a", 400 * ms, 500 * ms, nil, "", 4, 8}},
		},
		"thinks for ever": {
			links: []*fake{writes(0, "<think>", strings.Repeat("x", mostBefore), "</think>Yes."), writes(0, "No.")},
			text:  "No.", asked: []time.Duration{0, 0},
			uses: []use{{"a", 0, 0, errNoWords, "b", 0, 0}, {"b", 0, 0, nil, "", 4, 0}},
		},
		"panics": {
			links: []*fake{{waits: []time.Duration{0}, panic: true}, writes(100*ms, "Yes.")},
			text:  "Yes.", first: 100 * ms, over: 100 * ms,
			asked: []time.Duration{0, 0},
		},
		"cut before the first word": {
			links: []*fake{writes(300*ms, "Yes.")}, cut: 200 * ms,
			over: 200 * ms, err: []error{errBargeIn},
			asked: []time.Duration{0},
			uses:  []use{{"a", 0, 200 * ms, nil, "", 4, 0}},
		},
		"cut when one is late": {
			links: []*fake{hangs(), hangs()}, cut: 700 * ms,
			over: 700 * ms, err: []error{errBargeIn},
			asked: []time.Duration{0, 500 * ms},
			uses:  []use{{"a", 0, 700 * ms, ErrLate, "", 4, 0}, {"b", 0, 200 * ms, nil, "", 4, 0}},
		},
		"cut in the middle": {
			links: []*fake{fails(0), writes(100*ms, "Yes. ", "I do, ", "and more.")}, cut: 250 * ms,
			text: "Yes. I do, ", first: 100 * ms, over: 250 * ms, err: []error{errBargeIn},
			asked: []time.Duration{0, 0},
			uses:  []use{{"a", 0, 0, errFault, "b", 0, 0}, {"b", 100 * ms, 250 * ms, nil, "", 4, 2}},
		},
		"cut before it began": {
			links: []*fake{writes(0, "Yes.")}, cut: -1,
			err: []error{errBargeIn}, asked: []time.Duration{-1},
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			var told uses
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			if test.cut < 0 {
				cancel(errBargeIn)
			} else if test.cut > 0 {
				time.AfterFunc(test.cut, func() { cancel(errBargeIn) })
			}
			got := complete(ctx, NewWords(models(500*ms, test.links...), told.report), hello)
			if got.text != test.text || got.first != test.first || got.over != test.over || (got.err == nil) != (test.err == nil) {
				t.Errorf("%s: got %+v, want %q, %v, %v, %v", name, got, test.text, test.first, test.over, test.err)
			}
			for _, want := range test.err {
				if !errors.Is(got.err, want) {
					t.Errorf("%s: the error %v is not %v", name, got.err, want)
				}
			}
			for i, f := range test.links {
				switch {
				case test.asked[i] < 0 && len(f.calls) == 0:
				case len(f.calls) != 1 || f.calls[0].from != test.asked[i] || f.calls[0].what != "[{user Hello there, you.}]":
					t.Errorf("%s: link %d was asked %+v, want at %v", name, i, f.calls, test.asked[i])
				case f.calls[0].to > got.over:
					t.Errorf("%s: link %d went on until %v", name, i, f.calls[0].to)
				case f.calls[0].cause == nil && test.cut > 0 && f.fail == nil:
					t.Errorf("%s: link %d never knew", name, i)
				}
			}
			if test.uses != nil && !reflect.DeepEqual(short(told.all), test.uses) {
				t.Errorf("%s: told\n %v, want\n %v", name, short(told.all), test.uses)
			}
		})
	}
}

// Tokens are the service's when it counts them, and the caller is told those
// of the words it got.
func TestTokens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := fails(0), writes(0, "Yes.")
		a.spent, b.spent = &[2]int{7, 0}, &[2]int{40, 9}
		var told uses
		var got [][2]int
		p := hello
		p.Spent = func(in, out int) { got = append(got, [2]int{in, out}) }
		complete(t.Context(), NewWords(models(0, a, b), told.report), p)
		if u := told.all[1]; u.TokensIn != 40 || u.TokensOut != 9 || !u.Counted || told.all[0].Counted {
			t.Errorf("told %+v", told.all)
		}
		if !reflect.DeepEqual(got, [][2]int{{40, 9}}) {
			t.Errorf("the caller heard of %v", got)
		}
	})
}

func TestErrorIsReadable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := complete(t.Context(), NewWords(models(0, fails(0), &fake{waits: []time.Duration{0}, panic: true}), nil), hello)
		if got, want := h.err.Error(), "a: out of memory; b: panic: told to"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
