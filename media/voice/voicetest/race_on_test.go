//go:build race

package voicetest_test

// raced: one scene after the other is listened to, without the detector.
const raced = true
