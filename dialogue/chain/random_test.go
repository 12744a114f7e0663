package chain

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const never = 1000 * time.Hour

// fate is what a link does in a call, in time since it was asked.
type fate struct {
	first time.Duration // never: it brings nothing
	end   time.Duration
	err   error // at the end, nil: none
}

// some is how long something takes, often not at all.
func some(r *rand.Rand, most time.Duration) time.Duration {
	if r.IntN(3) == 0 {
		return 0
	}
	return time.Duration(r.Int64N(int64(most)))
}

// fated makes link i do something in its next call.
func fated(r *rand.Rand, f *fake, i int) fate {
	f.waits, f.texts, f.fail, f.panic = nil, nil, nil, false
	w := fate{first: never}
	for n := r.IntN(4); n > 0; n-- {
		wait := some(r, 1500*ms)
		w.end += wait
		w.first = min(w.first, w.end)
		f.waits = append(f.waits, wait)
		f.texts = append(f.texts, fmt.Sprintf("%c%d ", 'a'+i, n))
	}
	last := some(r, 1500*ms)
	switch k := r.IntN(8); {
	case k < 3 && w.first < never:
	case k == 3:
		last, w.err = never, errNoWords
	case k == 4:
		f.panic, w.err = true, errors.New("panic: told to")
	case k == 5:
		w.err = &refusal{after: some(r, time.Minute), permanent: r.IntN(4) == 0}
		f.fail = w.err
	default:
		w.err = errFault
		f.fail = errFault
	}
	w.end += last
	f.waits = append(f.waits, last)
	return w
}

// foretold is what a call should come to, in time since it began.
type foretold struct {
	asked  map[int]time.Duration
	heard  int           // link, -1: none
	first  time.Duration // never: none
	end    time.Duration // of the call
	failed map[int]time.Duration
	late   map[int]bool
	trial  map[int]bool
}

// foretell knows no clock and asks nobody: it computes. spare: nobody is asked
// whose breaker is open.
func foretell(spare bool, fates []fate, patience []time.Duration, breakers []*ledger, now, cut time.Duration) foretold {
	f := foretold{asked: map[int]time.Duration{}, heard: -1, first: never, failed: map[int]time.Duration{}, late: map[int]bool{}, trial: map[int]bool{}}
	at := time.Duration(0)
	allFailed := time.Duration(0)
	for i, w := range fates {
		if at > min(f.first, cut) {
			break
		}
		ok, trial := breakers[i].let(now + at)
		if !ok && (spare || i < len(fates)-1) {
			continue
		}
		f.asked[i], f.trial[i] = at, trial
		if w.first < never && at+w.first < f.first {
			f.heard, f.first = i, at+w.first
		}
		next := at + never
		if w.first == never {
			next = at + w.end
			allFailed = max(allFailed, at+w.end)
		} else {
			allFailed = never
		}
		if patience[i] > 0 {
			next = min(next, at+patience[i])
		}
		at = next
	}
	f.end = min(allFailed, cut)
	if f.first < cut {
		f.end = min(cut, f.asked[f.heard]+fates[f.heard].end)
	} else {
		f.first, f.heard = never, -1
	}
	for i, at := range f.asked {
		w := fates[i]
		dropped := min(f.first, f.end)
		if i == f.heard {
			dropped = f.end
		}
		fails := at + w.end
		if w.err != nil && fails < cut && (fails <= dropped && (w.first == never || i == f.heard)) {
			f.failed[i] = fails
		} else if i != f.heard && patience[i] > 0 && at+patience[i] <= dropped {
			f.failed[i], f.late[i] = dropped, true
		}
	}
	return f
}

// In 2,000 chains of engines that fail in any way at any time, what is heard
// is one engine's, from its beginning, as early as the links allow; nothing
// goes on after a call; and each breaker does what the ledger says.
func TestRandomChains(t *testing.T) {
	chains := 2000 / thin
	outcomes := map[string]int{}
	for seed := range uint64(chains) {
		synctest.Test(t, func(t *testing.T) { randomChain(t, seed, outcomes) })
	}
	for _, kind := range []string{"all failed", "none asked", "cut", "cut after words", "broke off", "whole", "stood in", "late", "kept from"} {
		if outcomes[kind] < chains/20 {
			t.Errorf("%s: only %d of %v", kind, outcomes[kind], outcomes)
		}
	}
}

func randomChain(t *testing.T, seed uint64, outcomes map[string]int) {
	r := rand.New(rand.NewPCG(seed, 2))
	fakes := make([]*fake, 1+r.IntN(4))
	patience := make([]time.Duration, len(fakes))
	ledgers := make([]*ledger, len(fakes))
	for i := range fakes {
		fakes[i], ledgers[i], patience[i] = new(fake), new(ledger), some(r, 1500*ms)
	}
	links := models(0, fakes...)
	for i := range links {
		links[i].Patience, links[i].Breaker = patience[i], new(Breaker)
	}
	var told uses
	m := NewWords(links, told.report).(words)
	m.spare = seed%2 == 0
	for n := range 8 {
		name := fmt.Sprintf("seed %d, call %d", seed, n)
		told.all = nil
		fates := make([]fate, len(fakes))
		for i, f := range fakes {
			fates[i] = fated(r, f, i)
			f.calls = nil
		}
		cut := never / 2
		if r.IntN(3) == 0 {
			cut = 1 + time.Duration(r.Int64N(int64(4*time.Second)))
		}
		now := time.Since(began)
		want := foretell(m.spare, fates, patience, ledgers, now, cut)
		if want.end == cut && cut == never/2 {
			outcomes["hung"]++
		}
		ctx, cancel := context.WithCancelCause(t.Context())
		timer := time.AfterFunc(cut, func() { cancel(errBargeIn) })
		got := complete(ctx, m, hello)
		timer.Stop()
		cancel(nil)
		check(t, name, fakes, fates, want, got, cut, now)
		for i, at := range want.asked {
			trial := want.trial[i]
			u := told.all[slices.IndexFunc(told.all, func(u Use) bool { return u.Engine == links[i].Name })]
			if _, failed := want.failed[i]; !failed && u.Err != nil {
				t.Fatalf("%s: told %+v, want no error; %+v, %+v, cut %v, patience %v", name, u, want, fates, cut, patience)
			}
			if failed, ok := want.failed[i]; ok {
				err := fates[i].err
				if want.late[i] {
					err = ErrLate
					outcomes["late"]++
				}
				if u.Err.Error() != err.Error() || u.First > 0 != (want.heard == i) || u.Took < failed-at {
					t.Fatalf("%s: told %+v, want %v", name, u, err)
				}
				ledgers[i].failed(now+failed, u.Err, trial)
			} else if i == want.heard && want.end < cut {
				ledgers[i].well(trial)
			} else {
				ledgers[i].over(trial)
			}
		}
		if len(told.all) != len(want.asked) {
			t.Fatalf("%s: told %+v, asked %v", name, told.all, want.asked)
		}
		for i := range links {
			ledgers[i].check(t, fmt.Sprintf("%s, link %d", name, i), links[i].Breaker)
			if open, _, _ := links[i].Breaker.State(); open {
				outcomes["kept from"]++
			}
		}
		switch {
		case got.err == nil:
			outcomes["whole"]++
		case errors.Is(got.err, errBargeIn) && got.text != "":
			outcomes["cut after words"]++
		case errors.Is(got.err, errBargeIn):
			outcomes["cut"]++
		case errors.Is(got.err, ErrResting):
			outcomes["none asked"]++
		case got.text == "":
			outcomes["all failed"]++
		default:
			outcomes["broke off"]++
		}
		if want.heard > 0 {
			outcomes["stood in"]++
		}
		time.Sleep(some(r, 20*time.Second))
	}
}

// check compares what came out, and who was asked when, with what was foretold.
func check(t *testing.T, name string, fakes []*fake, fates []fate, want foretold, got heard, cut, now time.Duration) {
	t.Helper()
	for i, f := range fakes {
		at, asked := want.asked[i]
		if asked != (len(f.calls) == 1) || asked && f.calls[0].from != now+at {
			t.Fatalf("%s: link %d was asked %+v, want %v: %v; %+v; %v", name, i, f.calls, asked, at, fates, got)
		}
		if asked && (!f.calls[0].over || f.calls[0].to > now+got.over) {
			t.Fatalf("%s: link %d goes on until %v", name, i, f.calls[0].to)
		}
		failed := f.fail != nil && f.calls != nil && f.calls[0].cause == nil
		if asked && i != want.heard && want.heard >= 0 && !failed && !f.panic && f.calls[0].to > now+max(want.first, at) {
			t.Fatalf("%s: link %d went on after another was heard", name, i)
		}
	}
	text := ""
	if want.heard >= 0 {
		at := want.asked[want.heard]
		for i, wait := range fakes[want.heard].waits[:len(fakes[want.heard].texts)] {
			if at += wait; at < cut {
				text += fakes[want.heard].texts[i]
			}
		}
		if got.first != want.first {
			t.Fatalf("%s: heard after %v, want %v", name, got.first, want.first)
		}
	}
	var failed error
	switch {
	case want.end == cut:
		failed = errBargeIn
	case want.heard >= 0:
		failed = fates[want.heard].err
	case len(want.asked) == 0:
		failed = ErrResting
	default:
		for i := range want.failed {
			failed = fates[i].err
		}
	}
	same := got.err == nil && failed == nil || got.err != nil && failed != nil && strings.Contains(got.err.Error(), failed.Error())
	if got.text != text || got.over != want.end || !same {
		t.Fatalf("%s: got %q until %v with %v, want %q until %v with %v", name, got.text, got.over, got.err, text, want.end, failed)
	}
}

// What a chain costs beside its engine: 30 pieces of text, the first link refused.
func BenchmarkWords(b *testing.B) {
	m := NewWords(models(time.Second, fails(0), writes(0, slices.Repeat([]string{"words "}, 30)...)), func(Use) {})
	for b.Loop() {
		if h := complete(b.Context(), m, hello); h.err != nil {
			b.Fatal(h.err)
		}
	}
}
