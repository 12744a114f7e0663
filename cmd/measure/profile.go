package main

import (
	"encoding/binary"
	"errors"
	"time"
)

// profile is what a CPU profile of Go's says (profile.proto of
// github.com/google/pprof): where the samples were taken and what they weigh.
type profile struct {
	samples   []sample
	functions map[uint64][]uint64 // of a location, innermost first
	names     map[uint64]uint64   // of a function: index into text
	text      []string
}

type sample struct {
	locations []uint64 // leaf first
	cpu       time.Duration
}

var errProfile = errors.New("this is no CPU profile")

func readProfile(data []byte) (*profile, error) {
	p := &profile{functions: map[uint64][]uint64{}, names: map[uint64]uint64{}}
	err := fields(data, func(n int, _ uint64, b []byte) error {
		switch n {
		case 2: // sample
			var s sample
			var values []uint64
			err := fields(b, func(n int, v uint64, b []byte) error {
				switch n {
				case 1:
					s.locations = append(s.locations, numbers(v, b)...)
				case 2:
					values = append(values, numbers(v, b)...)
				}
				return nil
			})
			if len(values) == 2 { // number of samples, nanoseconds
				s.cpu = time.Duration(values[1])
			}
			p.samples = append(p.samples, s)
			return err
		case 4: // location
			var id uint64
			var functions []uint64
			err := fields(b, func(n int, v uint64, b []byte) error {
				switch n {
				case 1:
					id = v
				case 4: // line
					return fields(b, func(n int, v uint64, _ []byte) error {
						if n == 1 {
							functions = append(functions, v)
						}
						return nil
					})
				}
				return nil
			})
			p.functions[id] = functions
			return err
		case 5: // function
			var id, name uint64
			err := fields(b, func(n int, v uint64, _ []byte) error {
				switch n {
				case 1:
					id = v
				case 2:
					name = v
				}
				return nil
			})
			p.names[id] = name
			return err
		case 6:
			p.text = append(p.text, string(b))
		}
		return nil
	})
	return p, err
}

// stack is the names of the functions of s, leaf first.
func (p *profile) stack(s sample) []string {
	var out []string
	for _, l := range s.locations {
		for _, f := range p.functions[l] {
			if i := p.names[f]; i < uint64(len(p.text)) {
				out = append(out, p.text[i])
			}
		}
	}
	return out
}

// fields goes through the fields of a protocol buffer: v is the value of a
// number, b of anything longer.
func fields(data []byte, f func(n int, v uint64, b []byte) error) error {
	for len(data) > 0 {
		key, n := binary.Uvarint(data)
		if n <= 0 {
			return errProfile
		}
		data = data[n:]
		var v uint64
		var b []byte
		switch key & 7 {
		case 0, 2:
			if v, n = binary.Uvarint(data); n <= 0 {
				return errProfile
			}
			data = data[n:]
			if key&7 == 2 {
				if v > uint64(len(data)) {
					return errProfile
				}
				b, data = data[:v], data[v:]
			}
		case 1, 5:
			size := 8
			if key&7 == 5 {
				size = 4
			}
			if len(data) < size {
				return errProfile
			}
			data = data[size:]
		default:
			return errProfile
		}
		if err := f(int(key>>3), v, b); err != nil {
			return err
		}
	}
	return nil
}

// numbers are those of a repeated field, packed or one by one.
func numbers(v uint64, packed []byte) []uint64 {
	if packed == nil {
		return []uint64{v}
	}
	var out []uint64
	for len(packed) > 0 {
		v, n := binary.Uvarint(packed)
		if n <= 0 {
			break
		}
		out, packed = append(out, v), packed[n:]
	}
	return out
}
