//go:build race

package trust

// practices are fewer under the race detector: there is nothing shared to race for.
const practices = 10_000
