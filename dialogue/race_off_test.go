//go:build !race

package dialogue_test

const thin = 0
