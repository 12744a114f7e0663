//go:build !race

package persona

const thin = 1
