package onnx

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"

	"stillpoint/dialogue/local/localtest"
	"stillpoint/dialogue/local/ort"
)

// TestFourier: the products give what the definition of a convolution gives.
func TestFourier(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, taps := range []int{7, 11} {
		f := newFourier(transform, taps)
		var x [transform]float64
		for i := range x {
			x[i] = r.NormFloat64()
		}
		w := make([]float64, taps)
		for i := range w {
			w[i] = r.NormFloat64()
		}
		dot := func(a, b []float64) (sum float64) {
			for i := range a {
				sum += a[i] * b[i]
			}
			return sum
		}
		products := make([]float64, len(f.frames))
		for i := range products {
			products[i] = dot(f.frames[i], x[:]) * dot(f.taps[i], w)
		}
		if len(f.back) != transform-taps+1 || len(products) != 47 {
			t.Fatalf("%d results of %d products", len(f.back), len(products))
		}
		for i, row := range f.back {
			if got, want := dot(row, products), dot(w, x[i:]); math.Abs(got-want) > 1e-12 {
				t.Errorf("%d taps, result %d: %g, want %g", taps, i, got, want)
			}
		}
	}
}

// small is a model of one dynamically quantised convolution of 5 channels into
// 4, and its weights and biases as floats: [out][in][taps], [out].
func small(taps, step int64, biased bool) (file []byte, weights [4][5][]float64, biases [4]float64) {
	const scale, zero = 0.01, 120
	r := rand.New(rand.NewPCG(uint64(taps), uint64(step)))
	m := &model{dims: make(map[string][]int64), outputs: []string{"y"}}
	var raw []byte
	for o := range weights {
		for i := range weights[o] {
			for range taps {
				b := byte(r.IntN(256))
				raw = append(raw, b)
				weights[o][i] = append(weights[o][i], scale*(float64(b)-zero))
			}
		}
	}
	bytesTensor := func(name string, raw []byte, dims ...int64) {
		var b []byte
		for _, d := range dims {
			b = appendNumber(b, tensorDims, uint64(d))
		}
		b = appendField(appendNumber(b, tensorType, 2), tensorName, []byte(name)) // 2: uint8
		m.rest = append(m.rest, appendField(nil, graphInitializer, appendField(b, tensorRaw, raw)))
	}
	bytesTensor("w", raw, 4, 5, taps)
	bytesTensor("zero", []byte{zero})
	weight(m, "scale", []float32{scale})
	weight(m, "shape", []int64{1, 4, 1}, 3)
	pad := taps / 2 * step
	op := func(op string, out []string, ints map[string][]int64, in ...string) {
		m.nodes = append(m.nodes, &node{name: op, op: op, in: in, out: out, ints: ints})
	}
	op("DynamicQuantizeLinear", []string{"xq", "xs", "xz"}, nil, "x")
	op("ConvInteger", []string{"c"}, map[string][]int64{"dilations": {step}, "pads": {pad, pad}}, "xq", "w", "xz", "zero")
	op("Mul", []string{"s"}, nil, "xs", "scale")
	sum := "c"
	if biased {
		b := make([]float32, 4)
		for i := range b {
			b[i] = float32(i) + 0.5
			biases[i] = float64(b[i])
		}
		weight(m, "b", b, 4)
		op("Div", []string{"b1"}, nil, "b", "s")
		op("Floor", []string{"b2"}, nil, "b1")
		m.nodes = append(m.nodes, &node{name: "bc", op: "Cast", in: []string{"b2"}, out: []string{"b3"}, ints: map[string][]int64{"to": {6}}})
		op("Reshape", []string{"b4"}, nil, "b3", "shape")
		op("Add", []string{"cb"}, nil, "c", "b4")
		sum = "cb"
	}
	m.nodes = append(m.nodes, &node{name: "cc", op: "Cast", in: []string{sum}, out: []string{"f"}, ints: map[string][]int64{"to": {1}}})
	op("Mul", []string{"y"}, nil, "f", "s")
	for num, name := range map[protowire.Number]string{11: "x", graphOutput: "y"} {
		dims := appendField(nil, 1, appendNumber(nil, 1, 1))
		dims = appendField(dims, 1, appendNumber(nil, 1, map[string]uint64{"x": 5, "y": 4}[name]))
		dims = appendField(dims, 1, appendField(nil, 2, []byte("n")))
		kind := appendField(nil, 1, appendField(appendNumber(nil, 1, 1), 2, dims))
		m.rest = append(m.rest, appendField(nil, num, appendField(appendField(nil, valueName, []byte(name)), 2, kind)))
	}
	m.rest = append(m.rest, appendField(nil, 2, []byte("g")))
	m.head = appendField(appendNumber(nil, 1, 9), 8, appendNumber(nil, 2, 20)) // IR 9, operator set 20
	return m.bytes(), weights, biases
}

// TestFastConvolutions: what is computed is the convolution, for lengths about
// the ends of blocks.
func TestFastConvolutions(t *testing.T) {
	rt := localtest.Runtime(t)
	for _, c := range []struct {
		taps, step int64
		biased     bool
	}{{11, 1, true}, {11, 5, true}, {7, 3, false}, {7, 1, true}} {
		file, weights, biases := small(c.taps, c.step, c.biased)
		fast, err := FastConvolutions(file)
		if err != nil {
			t.Fatal(err)
		}
		m, err := parse(fast)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range m.nodes {
			if n.op == "ConvInteger" || n.op == "DynamicQuantizeLinear" {
				t.Errorf("%v: %s is left", c, n.op)
			}
		}
		s, err := rt.Load(fast, 1)
		if err != nil {
			t.Fatal(err)
		}
		block := (transform - int(c.taps) + 1) * int(c.step)
		for _, length := range []int{1, 4, block - 1, block, block + 1, 5*block + 3} {
			if off := furthest(t, rt, s, weights, biases, int(c.step), length); off > 1e-4 {
				t.Errorf("%v: %d samples are off by %g", c, length, off)
			}
		}
		s.Close()
	}
}

// furthest runs s over noise and compares with the definition.
func furthest(t *testing.T, rt *ort.Runtime, s *ort.Session, weights [4][5][]float64, biases [4]float64, step, length int) (off float64) {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(length), 0))
	x := make([]float32, 5*length)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	in, err := ort.NewValue(rt, x, 1, 5, int64(length))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := s.Run(t.Context(), map[string]*ort.Value{"x": in}, "y")
	if err != nil {
		t.Fatal(err)
	}
	defer out[0].Close()
	y, err := ort.Data[float32](out[0])
	if err != nil || len(y) != 4*length {
		t.Fatalf("%d results for %d samples, %v", len(y), length, err)
	}
	for o := range weights {
		for at := range length {
			want := biases[o]
			for i, w := range weights[o] {
				for k := range w {
					if from := at + (k-len(w)/2)*step; from >= 0 && from < length {
						want += w[k] * float64(x[i*length+from])
					}
				}
			}
			off = max(off, math.Abs(want-float64(y[o*length+at])))
		}
	}
	return off
}

func TestOthersStay(t *testing.T) {
	file, _, _ := small(5, 1, true)
	if fast, err := FastConvolutions(file); err != nil || !bytes.Equal(fast, file) {
		t.Errorf("a short convolution was changed (%v)", err)
	}
	for _, bad := range [][]byte{nil, []byte("not a model"), file[:len(file)/2]} {
		if _, err := FastConvolutions(bad); err == nil {
			t.Errorf("%.12q was taken for a model", bad)
		}
	}
}

func FuzzFastConvolutions(f *testing.F) {
	for _, taps := range []int64{3, 11} {
		file, _, _ := small(taps, 1, true)
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		fast, err := FastConvolutions(file)
		if err != nil {
			return
		}
		if _, err := parse(fast); err != nil {
			t.Error(fmt.Errorf("what was written cannot be read: %w", err))
		}
	})
}
