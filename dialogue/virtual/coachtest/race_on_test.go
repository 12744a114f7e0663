//go:build race

package coachtest

// thin is how many clients are left out for each that is talked with: under
// the race detector a talk takes ten times as long.
const thin = 7
