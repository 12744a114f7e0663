package timing

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// BenchmarkMeasure is for practices of 10 to 60 minutes: linear, and well
// below the 100 ms of a whole report.
func BenchmarkMeasure(b *testing.B) {
	for _, minutes := range []int{10, 20, 40, 60} {
		rng := rand.New(rand.NewPCG(1, 1))
		whole := talk(rng, nil)
		for whole.now < ms(minutes)*60_000 {
			at := whole.now
			next := talk(rng, nil)
			tl := moved(next.timeline(), at)
			for _, e := range tl.Events {
				whole.put(e.At, e.Body)
			}
			whole.now = tl.Length
		}
		tl := whole.timeline()
		b.Run(fmt.Sprintf("%dmin", minutes), func(b *testing.B) {
			b.ReportAllocs()
			start := time.Now()
			n := 0
			for b.Loop() {
				Measure(tl, nil)
				n++
			}
			b.ReportMetric(float64(time.Since(start).Microseconds())/float64(n)/float64(minutes), "us/min")
			b.ReportMetric(float64(len(tl.Events)), "events")
		})
	}
}
