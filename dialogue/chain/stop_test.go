package chain

import (
	"context"
	"iter"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/dialogue/persona"
)

// A consumer that wants no more, or panics, leaves nothing behind; the bubble
// would not end otherwise.
func TestStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := hangs(), writes(100*ms, "Yes. ", "No.")
		var told uses
		m := NewWords(models(500*ms, a, b), told.report)
		for range m.Complete(t.Context(), hello) {
			break
		}
		func() {
			defer func() {
				if v := recover(); v != "enough" {
					t.Errorf("recovered %v", v)
				}
			}()
			for range m.Complete(t.Context(), hello) {
				panic("enough")
			}
		}()
		if len(told.all) != 4 || told.all[3].Err != nil || time.Since(began) != 1200*ms {
			t.Errorf("after %v: %+v", time.Since(began), told.all)
		}
		for _, f := range []*fake{a, b} {
			for i, c := range f.calls {
				if c.to != time.Duration(i+1)*600*ms {
					t.Errorf("a call ended at %v", c.to)
				}
			}
		}
	})
}

// blurts is a model with a word on its way when it is told to stop.
type blurts struct{}

func (blurts) Complete(ctx context.Context, _ persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		<-ctx.Done()
		if yield("Yes.", nil) {
			yield("", context.Cause(ctx))
		}
	}
}

// Nothing is heard once the caller's context has ended.
func TestNothingAfterTheEnd(t *testing.T) {
	for range 100 {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(ms, func() { cancel(errBargeIn) })
			h := complete(ctx, NewWords([]Link[persona.Completer]{{Engine: blurts{}}}, nil), hello)
			if h.text != "" || h.err != errBargeIn {
				t.Errorf("got %+v", h)
			}
		})
	}
}
