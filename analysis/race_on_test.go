//go:build race

package analysis_test

// practices are how many are simulated: under the race detector one takes ten
// times as long.
const practices = 20
