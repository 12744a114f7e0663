//go:build !race

package chain

const thin = 1
