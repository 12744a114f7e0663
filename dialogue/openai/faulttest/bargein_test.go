package faulttest

import (
	"sync"
	"testing"

	"stillpoint/dialogue/openai/openaitest"
)

// A coach who comes in closes what streams, and nothing after that is heard.
func TestBargeInClosesTheConnection(t *testing.T) {
	var both sync.WaitGroup
	for _, kind := range []openaitest.Kind{openaitest.Words, openaitest.Voice} {
		both.Go(func() {
			c, err := BargeIn(t.Context(), kind)
			if err != nil {
				t.Error(err)
			}
			for _, w := range c.Wrong {
				t.Errorf("%s: %s", kind, w)
			}
			t.Logf("%s: the server saw it %v after the decision", kind, c.Closed)
		})
	}
	both.Wait()
}
