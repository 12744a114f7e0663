package faulttest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"stillpoint/dialogue/openai/openaitest"
)

// Kinds are those that can go wrong.
var Kinds = []openaitest.Kind{openaitest.Ears, openaitest.Words, openaitest.Voice}

// Matrix is every kind of engine with every fault that it can have, from the
// first request on, and one practice in which nothing goes wrong.
func Matrix() []Plan {
	out := []Plan{{Name: "nothing"}, {Name: "nothing, mp3", Format: "mp3"}, {Name: "nothing, pcm", Format: "pcm"}}
	for _, kind := range Kinds {
		for _, f := range faultsOf(kind) {
			p := Plan{Name: fmt.Sprintf("%s %s", kind, f.Name), Breaks: []Break{{Kind: kind, Fault: f}}, Format: f.Format, Lines: 2}
			if f.Overlong {
				p.Lines = 1 // she speaks for long
			}
			out = append(out, p)
		}
	}
	return out
}

// faultsOf are the faults of a kind, with some of the places where a stream
// can be cut: all of them are tried below the practice.
func faultsOf(kind openaitest.Kind) (out []openaitest.Fault) {
	for _, f := range openaitest.Faults() {
		if f.Fits(kind) {
			out = append(out, f)
		}
	}
	for _, share := range []float64{0, .02, .3, .7, .99} {
		for _, kindly := range []bool{false, true} {
			f := openaitest.CutShare(share, kindly)
			f.Format = "mp3"
			// An mp3 that ends between two frames is whole for all anybody can
			// know, and a reply that has said so is.
			f.Harmless = kindly && kind == openaitest.Voice && share > 0 || kind == openaitest.Words && share > .9
			out = append(out, f)
		}
	}
	return out
}

// Random is practice n of a seed: one to three engines have a fault each, at
// some time and for some time.
func Random(seed uint64, n int) Plan {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	p := Plan{Format: []string{"wav", "mp3", "pcm"}[r.IntN(3)]}
	for _, i := range r.Perm(3)[:1+r.IntN(3)] {
		kind := Kinds[i]
		all := faultsOf(kind)
		f := all[r.IntN(len(all))]
		if f.Format != "" && kind == openaitest.Voice {
			p.Format = f.Format
		}
		b := Break{Kind: kind, Fault: f}
		if r.IntN(3) > 0 {
			b.From = time.Duration(r.IntN(5000)) * time.Millisecond
		}
		if r.IntN(2) > 0 {
			b.To = b.From + time.Duration(500+r.IntN(4000))*time.Millisecond
		}
		p.Breaks = append(p.Breaks, b)
		p.Name += fmt.Sprintf("%s %s from %v to %v; ", kind, f.Name, b.From, b.To)
	}
	p.Name = fmt.Sprintf("%d: %s", n, p.Name)
	return p
}
