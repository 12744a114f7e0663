//go:build !race

package analysis_test

const practices = 200 // that are simulated
