//go:build !race

package trust

const practices = 200_000
