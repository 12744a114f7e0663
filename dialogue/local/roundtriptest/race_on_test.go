//go:build race

package roundtriptest

// raced: one sentence after the other is said and heard, without the detector.
const raced = true
