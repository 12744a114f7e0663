//go:build race

package faulttest

// thin is how many practices are left out for each that is held: under the
// race detector one takes many times the work.
const thin = 7
