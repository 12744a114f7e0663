//go:build !race

package openai

const Raced = false
