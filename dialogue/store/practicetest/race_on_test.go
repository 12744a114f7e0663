//go:build race

package practicetest

// raced: the long practice is looked at without the detector.
const raced = true
