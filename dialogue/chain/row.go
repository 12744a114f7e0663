package chain

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"time"

	"stillpoint/dialogue/persona"
)

// row is engines of one kind, first to last.
type row[E any] struct {
	kind   Kind
	links  []Link[E]
	report Report
	// spare: who asks has something else when none of links may be asked. Else
	// the last one is asked whatever its breaker says.
	spare bool
}

func newRow[E any](kind Kind, links []Link[E], report Report) row[E] {
	return row[E]{kind: kind, links: slices.Clone(links), report: report, spare: kind == Words}
}

// call is one engine that is asked.
type call struct {
	link   int
	began  time.Time
	pass   pass
	cancel context.CancelFunc
	late   bool          // its patience is over, and it had brought nothing
	first  time.Duration // until what was heard of it; 0: nothing was
	took   time.Duration // known when it is joined
	err    error
	judged bool // its breaker knows
}

// judge tells the breaker, once, how the call went; err nil: as was wanted.
func (c *call) judge(err error) {
	if c.judged {
		return
	}
	c.judged = true
	if c.err = err; err == nil {
		c.pass.well()
	} else {
		c.pass.failed(err)
	}
}

// drop cancels the call: another one is heard, or nobody listens any more.
func (c *call) drop() {
	c.cancel()
	switch {
	case c.judged:
	case c.late:
		c.judge(ErrLate)
	default:
		c.judged = true
		c.pass.cancelled()
	}
}

// brought is what comes from an engine: a value, its error, or its end.
type brought[T any] struct {
	by    *call
	value T
	err   error
	end   bool
}

// race is one call of a row.
type race[E, T any] struct {
	row[E]
	of       func(ctx context.Context, i int) iter.Seq2[T, error]
	calls    []*call
	next     int   // link to ask
	heard    *call // nil: nobody yet
	from     chan brought[T]
	asked    sync.WaitGroup
	patience *time.Timer // of the newest call
}

// ask gives what of makes of the first link that brings something. charge puts
// into a Use what the call of link i consumed.
func ask[E, T any](ctx context.Context, r row[E], of func(ctx context.Context, i int) iter.Seq2[T, error], charge func(u *Use, i int), yield func(T, error) bool) {
	var none T
	if ctx.Err() != nil {
		yield(none, context.Cause(ctx))
		return
	}
	g := &race[E, T]{row: r, of: of, from: make(chan brought[T]), patience: time.NewTimer(time.Hour)}
	if err := g.run(ctx, charge, yield); err != nil {
		yield(none, err)
	}
}

// run joins everything before it returns, even when yield panics.
func (g *race[E, T]) run(ctx context.Context, charge func(*Use, int), yield func(T, error) bool) error {
	defer g.tell(charge)
	defer g.asked.Wait()
	defer func() {
		for _, c := range g.calls {
			c.drop()
		}
	}()
	defer g.patience.Stop()
	if g.askNext(ctx); len(g.calls) == 0 {
		return ErrResting
	}
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-g.patience.C:
			g.newest().late = true
			g.askNext(ctx)
		case b := <-g.from:
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if over, err := g.take(ctx, b, yield); over {
				return err
			}
		}
	}
}

func (g *race[E, T]) newest() *call { return g.calls[len(g.calls)-1] }

// askNext asks the next link that its breaker lets be asked. Where nothing is
// to spare the last one always is: whatever it does is better than nothing.
func (g *race[E, T]) askNext(ctx context.Context) {
	g.patience.Stop()
	for g.next < len(g.links) {
		i := g.next
		g.next++
		p, ok := g.links[i].Breaker.let()
		if !ok && (g.spare || g.next < len(g.links)) {
			continue
		}
		c := &call{link: i, began: time.Now(), pass: p}
		ctx, c.cancel = context.WithCancel(ctx)
		g.calls = append(g.calls, c)
		if d := g.links[i].Patience; d > 0 {
			g.patience.Reset(d)
		}
		g.asked.Go(func() { g.listen(ctx, c) })
		return
	}
}

// listen hands on what c brings, until that is over or its context ends.
func (g *race[E, T]) listen(ctx context.Context, c *call) {
	hand := func(b brought[T]) bool {
		b.by = c
		select {
		case g.from <- b:
			return true
		case <-ctx.Done():
			return false
		}
	}
	err := func() (err error) {
		defer func() {
			if v := recover(); v != nil {
				err = fmt.Errorf("panic: %v", v)
			}
		}()
		for value, err := range g.of(ctx, c.link) {
			if err != nil {
				return err
			}
			if !hand(brought[T]{value: value}) {
				return nil
			}
		}
		return nil
	}()
	c.took = time.Since(c.began)
	hand(brought[T]{err: err, end: true})
}

// take hears b; over says that the call has ended.
func (g *race[E, T]) take(ctx context.Context, b brought[T], yield func(T, error) bool) (over bool, err error) {
	c := b.by
	if g.heard != nil && g.heard != c {
		return false, nil // on its way when it was dropped
	}
	if b.err != nil {
		return g.fail(ctx, c, b.err)
	}
	if g.heard == nil {
		g.hear(c)
	}
	if b.end {
		c.judge(nil)
		return true, nil
	}
	if c.first == 0 {
		c.first = max(time.Since(c.began), 1)
	}
	return !yield(b.value, nil), nil
}

// hear leaves the word to c alone.
func (g *race[E, T]) hear(c *call) {
	g.heard, c.late = c, false
	g.patience.Stop()
	for _, o := range g.calls {
		if o != c {
			o.drop()
		}
	}
}

// fail takes the error of c, and asks the next link when nothing was heard.
func (g *race[E, T]) fail(ctx context.Context, c *call, err error) (over bool, _ error) {
	named := fmt.Errorf("%s: %w", g.links[c.link].Name, err)
	if c == g.heard {
		if errors.Is(err, persona.ErrLength) {
			c.judge(nil) // as long as it was allowed to be
		} else {
			c.judge(err)
		}
		return true, named
	}
	c.judge(err)
	c.cancel()
	if c == g.newest() {
		g.askNext(ctx)
	}
	var all failures
	for _, c := range g.calls {
		if c.err == nil {
			return false, nil // it may still come
		}
		all = append(all, fmt.Errorf("%s: %w", g.links[c.link].Name, c.err))
	}
	return true, all
}

// tell reports the calls; nothing runs any more.
func (g *race[E, T]) tell(charge func(*Use, int)) {
	for _, c := range g.calls {
		u := Use{Kind: g.kind, Engine: g.links[c.link].Name, First: c.first, Took: c.took, Err: c.err}
		if c.err != nil && g.heard != nil && g.heard != c {
			u.Next = g.links[g.heard.link].Name
		}
		if c.err == nil || errors.Is(c.err, ErrLate) || c.first > 0 {
			charge(&u, c.link)
		}
		if g.report != nil {
			g.report(u)
		}
	}
}
