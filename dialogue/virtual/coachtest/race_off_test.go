//go:build !race

package coachtest

const thin = 0
