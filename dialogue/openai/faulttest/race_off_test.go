//go:build !race

package faulttest

const thin = 0
