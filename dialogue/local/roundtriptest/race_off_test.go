//go:build !race

package roundtriptest

const raced = false
