//go:build race

package dialogue_test

// thin is how many random talks are left out for each that is held: under the
// race detector one takes six times as long.
const thin = 5
