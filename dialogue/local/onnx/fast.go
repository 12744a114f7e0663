package onnx

import (
	"fmt"
	"math"
)

// builder adds nodes, each with one result, and the constants they need.
type builder struct {
	m     *model
	name  string // begins the names of all that is added
	nodes []*node
}

func (b *builder) op(op string, ints map[string][]int64, in ...string) string {
	name := fmt.Sprintf("%s/fast_%d_%s", b.name, len(b.nodes), op)
	b.nodes = append(b.nodes, &node{name: name, op: op, in: in, out: []string{name}, ints: ints})
	return name
}

// list is a constant list of whole numbers.
func (b *builder) list(values ...int64) string {
	return weight(b.m, fmt.Sprint("fast_", values), values, int64(len(values)))
}

func (b *builder) reshape(x string, shape ...int64) string {
	return b.op("Reshape", nil, x, b.list(shape...))
}

func (b *builder) product(x, y string) string { return b.op("MatMul", nil, x, y) }

func (b *builder) einsum(equation, x, y string) string {
	z := b.op("Einsum", nil, x, y)
	b.nodes[len(b.nodes)-1].equation = equation
	return z
}

// matrix is a constant matrix; rows are equally long.
func (b *builder) matrix(name string, rows [][]float64) string {
	return weight(b.m, name, flat(rows), int64(len(rows)), int64(len(rows[0])))
}

func flat(rows [][]float64) (values []float32) {
	for _, row := range rows {
		for _, v := range row {
			values = append(values, float32(v))
		}
	}
	return values
}

// fast is the convolution in fast form. A dilated one is as many ordinary ones
// beside each other.
func (c convolution) fast(m *model) []*node {
	b := &builder{m: m, name: c.name}
	f := newFourier(transform, int(c.taps))
	length, hop, products := int64(transform), int64(len(f.back)), int64(len(f.frames))
	name := func(what string) string { return fmt.Sprintf("fast_%s_%d_%d", what, transform, c.taps) }
	block := hop * c.step
	axis := func(a int64) map[string][]int64 { return map[string][]int64{"axis": {a}} }
	swap := map[string][]int64{"perm": {1, 0}}

	// Constants: the weights in float32, transformed.
	w := b.op("DequantizeLinear", nil, c.weight, c.scale, c.zero)
	w = b.einsum("mnk,ock->mnoc", weight(m, name("taps"), flat(f.taps), products, 1, c.taps), w)

	// Padding: as much at the left as the convolution has, at the right up to
	// the end of a block and one block more.
	size := b.op("Shape", map[string][]int64{"start": {2}, "end": {3}}, c.x)
	left := c.taps / 2 * c.step
	over := b.op("Mod", nil, b.op("Sub", nil, size, b.list(1)), b.list(block))
	right := b.op("Sub", nil, b.list(2*block-1-left), over)
	x := b.op("Pad", nil, c.x, b.op("Concat", axis(0), b.list(left), right), "", b.list(2))

	// Frames: a block and the beginning of the next one.
	x = b.op("Transpose", swap, b.reshape(x, -1, block))
	x = b.reshape(x, hop, c.step*c.in, -1)
	this := b.op("Slice", nil, x, b.list(0), b.list(-1), b.list(2))
	next := b.op("Slice", nil, x, b.list(0, 1), b.list(c.taps-1, math.MaxInt64), b.list(0, 2))
	x = b.reshape(b.op("Concat", axis(0), this, next), length, -1)

	x = b.reshape(b.product(b.matrix(name("frames"), f.frames), x), products, c.step, c.in, -1)
	y := b.reshape(b.product(w, x), products, -1)
	y = b.reshape(b.product(b.matrix(name("back"), f.back), y), block, -1)

	y = b.reshape(b.op("Transpose", swap, y), 1, c.out, -1)
	y = b.op("Slice", nil, y, b.list(0), size, b.list(2))
	if c.bias != "" {
		b.op("Add", nil, y, b.reshape(c.bias, 1, c.out, 1))
	}
	b.nodes[len(b.nodes)-1].out[0] = c.last.out[0]
	return b.nodes
}

// fourier is a convolution as products of real numbers: the results are back
// times the products, one by one, of taps times the weights and frames times
// the samples.
type fourier struct {
	frames [][]float64 // products x length
	taps   [][]float64 // products x taps
	back   [][]float64 // results x products
}

// newFourier makes the matrices for a transform of even length.
func newFourier(length, taps int) fourier {
	f := fourier{back: make([][]float64, length-taps+1)}
	wave := func(n int, at func(i int) float64) []float64 {
		row := make([]float64, n)
		for i := range row {
			row[i] = at(i)
		}
		return row
	}
	add := func(frame, tap, back func(i int) float64) {
		f.frames = append(f.frames, wave(length, frame))
		f.taps = append(f.taps, wave(taps, tap))
		for i := range f.back {
			f.back[i] = append(f.back[i], back(i))
		}
	}
	n := float64(length)
	for k := range length/2 + 1 {
		// Exact angles: a whole turn is length steps.
		cos := func(i int) float64 { return math.Cos(2 * math.Pi * float64(i*k%length) / n) }
		sin := func(i int) float64 { return math.Sin(2 * math.Pi * float64(i*k%length) / n) }
		if k == 0 || k == length/2 { // real
			add(cos, cos, func(i int) float64 { return cos(i) / n })
			continue
		}
		// The spectrum of the samples is cos - i sin, the conjugate one of the
		// weights cos + i sin. Of (a+ib)(c+id) = (p-r) + i(p+q) with p = c(a+b),
		// q = a(d-c), r = b(c+d), the real part of the way back is taken.
		add(func(i int) float64 { return cos(i) - sin(i) }, cos, func(i int) float64 { return 2 / n * (cos(i) - sin(i)) })
		add(cos, func(i int) float64 { return sin(i) - cos(i) }, func(i int) float64 { return -2 / n * sin(i) })
		add(func(i int) float64 { return -sin(i) }, func(i int) float64 { return cos(i) + sin(i) }, func(i int) float64 { return -2 / n * cos(i) })
	}
	return f
}
