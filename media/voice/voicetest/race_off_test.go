//go:build !race

package voicetest_test

const raced = false
