//go:build !linux

package work

// stepBack does nothing where threads have no priority of their own to lower.
func stepBack(nice int) {}
