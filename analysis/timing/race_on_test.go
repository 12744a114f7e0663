//go:build race

package timing

// raced: under the race detector fewer random timelines are tried.
const raced = true
