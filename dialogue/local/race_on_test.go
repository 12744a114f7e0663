//go:build race

package local

// raced: under the race detector only what runs at once is of interest; how well
// the engines hear and speak is looked at without it.
const raced = true
