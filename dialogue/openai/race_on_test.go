//go:build race

package openai

// Raced: real engines behind a service are looked at without the race detector;
// they are other packages', and many times slower with it.
const Raced = true
