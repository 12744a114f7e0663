//go:build !race

package practicetest

const raced = false
