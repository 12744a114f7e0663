package scenario

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"
)

// Range is a span of time, both ends included. In the file it is two whole
// numbers of milliseconds.
type Range struct{ Min, Max time.Duration }

// Think is how long she thinks before she speaks, by the layer of what she
// will say, and before a thin move.
type Think struct {
	Layer [4]Range
	Thin  Range
}

func defaultThink() Think {
	ms := func(a, b time.Duration) Range { return Range{a * time.Millisecond, b * time.Millisecond} }
	return Think{Layer: [4]Range{ms(900, 1600), ms(1500, 2800), ms(2500, 4500), ms(4000, 7000)}, Thin: ms(600, 1200)}
}

// UnmarshalYAML reads the ranges that are given and leaves the others at their default.
func (t *Think) UnmarshalYAML(node *yaml.Node) error {
	var raw struct {
		L0   []int `yaml:"0"`
		L1   []int `yaml:"1"`
		L2   []int `yaml:"2"`
		L3   []int `yaml:"3"`
		Thin []int `yaml:"thin"`
	}
	if err := unknownKeys(node, &raw); err != nil {
		return err
	}
	if err := node.Decode(&raw); err != nil {
		return err
	}
	*t = defaultThink()
	for i, given := range [][]int{raw.L0, raw.L1, raw.L2, raw.L3, raw.Thin} {
		if given == nil {
			continue
		}
		if len(given) != 2 || given[0] < 0 || given[1] < given[0] || given[1] > 10_000 {
			return &Problem{Line: node.Line, Message: fmt.Sprintf("think %v: write [least, most] in milliseconds, from 0 to 10000, like [900, 1600]", given)}
		}
		r := Range{time.Duration(given[0]) * time.Millisecond, time.Duration(given[1]) * time.Millisecond}
		if i == 4 {
			t.Thin = r
		} else {
			t.Layer[i] = r
		}
	}
	return nil
}
