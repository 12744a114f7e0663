//go:build !race

package coachtest

const raced = false
