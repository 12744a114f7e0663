package onnx

import (
	"runtime"
	"slices"

	"golang.org/x/sys/cpu"
)

// SlowIntegers reports whether this processor multiplies 8-bit integers no
// faster than floats: an x86 one without the instructions for dot products
// (VNNI). Of other kinds nothing was measured, so they are not called slow.
func SlowIntegers() bool {
	return runtime.GOARCH == "amd64" && cpu.X86.HasFMA && !cpu.X86.HasAVX512VNNI && !cpu.X86.HasAVXVNNI
}

// FastConvolutions rewrites the long convolutions of a quantised model for a
// processor with [SlowIntegers]: a dynamically quantised ConvInteger of 7 taps
// or more over at most 256 channels becomes a fast convolution in float32.
//
// It works on blocks, as the overlap-save method does. The frames of each
// channel are transformed by a discrete Fourier transform of length
// [transform], each complex product with the transformed weights is three real
// ones (Gauss), and what comes back is the block of results. All three steps
// are matrix products, which ONNX Runtime does best. For 11 taps that is 47
// products for 22 results instead of 242, with the same result but for
// rounding (and better than the quantised one, for its input stays as it is).
//
// Kokoro takes .98 s of processor instead of 1.8 s for a second of sound on
// AMD Zen 1, and 320 MB more memory. The weights are transformed when the
// model is loaded, by ONNX Runtime itself, which works out constants: it must
// be told to (session.disable_quant_qdq). A model without such convolutions
// comes back as it was.
func FastConvolutions(data []byte) ([]byte, error) {
	m, err := parse(data)
	if err != nil {
		return nil, err
	}
	makers, users := make(map[string]*node), make(map[string][]*node)
	for _, n := range m.nodes {
		for _, out := range n.out {
			makers[out] = n
		}
		for _, in := range n.in {
			users[in] = append(users[in], n)
		}
	}
	instead := make(map[*node][]*node)
	for _, n := range m.nodes {
		if c, ok := quantised(m, n, makers, users); ok {
			instead[c.last] = c.fast(m)
		}
	}
	if len(instead) == 0 {
		return data, nil
	}
	var nodes []*node
	for _, n := range m.nodes {
		if fast, ok := instead[n]; ok {
			nodes = append(nodes, fast...)
		} else {
			nodes = append(nodes, n)
		}
	}
	m.nodes = nodes
	return m.bytes(), nil
}

const (
	fewestTaps   = 7   // below, the transforms cost more than they save
	mostChannels = 256 // above, the transformed weights take too much memory
)

// transform is the length of the Fourier transform.
const transform = 32

// convolution is the nodes of one dynamically quantised convolution:
//
//	DynamicQuantizeLinear -> ConvInteger [-> Add bias] -> Cast -> Mul scale
type convolution struct {
	name                string
	x                   string // what is convolved, float32 [1, in, length]
	weight, zero, scale string // of the weights: uint8 [out, in, taps] and scalars
	bias                string // float32 [out]; may be empty
	out, in, taps, step int64  // step: dilation
	last                *node  // its result is the convolution's
}

// quantised takes n for the ConvInteger of such a convolution, if it is one.
func quantised(m *model, n *node, makers map[string]*node, users map[string][]*node) (c convolution, ok bool) {
	if !n.is("ConvInteger", 4, 1) {
		return c, false
	}
	dims, quantise := m.dims[n.in[1]], makers[n.in[0]]
	if len(dims) != 3 || !quantise.is("DynamicQuantizeLinear", 1, 3) {
		return c, false
	}
	c = convolution{name: n.name, x: quantise.in[0], weight: n.in[1], zero: n.in[3], out: dims[0], in: dims[1], taps: dims[2], step: one(n.ints["dilations"])}
	pad := c.taps / 2 * c.step
	if c.taps < fewestTaps || c.taps%2 == 0 || 2*c.taps-2 > transform || max(c.in, c.out) > mostChannels || c.step < 1 ||
		one(n.ints["strides"]) != 1 || one(n.ints["group"]) != 1 || !slices.Equal(n.ints["pads"], []int64{pad, pad}) {
		return c, false
	}
	// next is the one user of a node's result, if that is an op.
	next := func(n *node, op string, in int) *node {
		if u := users[n.out[0]]; len(u) == 1 && u[0].is(op, in, 1) {
			return u[0]
		}
		return nil
	}
	from := n
	if add := next(n, "Add", 2); add != nil {
		if c.bias = bias(m, other(add, n.out[0]), makers); c.bias == "" {
			return c, false
		}
		from = add
	}
	cast := next(from, "Cast", 1)
	if cast == nil {
		return c, false
	}
	if c.last = next(cast, "Mul", 2); c.last == nil {
		return c, false
	}
	scale := makers[other(c.last, cast.out[0])]
	if !scale.is("Mul", 2, 1) {
		return c, false
	}
	c.scale = other(scale, quantise.out[1])
	_, ok = m.dims[c.scale]
	return c, ok
}

// bias is the weight that a quantised bias is made of:
//
//	Div by the scale -> Floor -> Cast -> Reshape
func bias(m *model, name string, makers map[string]*node) string {
	for _, op := range []string{"Reshape", "Cast", "Floor", "Div"} {
		n := makers[name]
		if !n.is(op, 1, 1) {
			return ""
		}
		name = n.in[0]
	}
	if len(m.dims[name]) != 1 {
		return ""
	}
	return name
}

// is reports whether n is an op of at least that many inputs and outputs.
func (n *node) is(op string, in, out int) bool {
	return n != nil && n.op == op && len(n.in) >= in && len(n.out) >= out
}

// other is the input of a node of two that is not name.
func other(n *node, name string) string {
	if n.in[0] == name {
		return n.in[1]
	}
	return n.in[0]
}

// one is the single value of an attribute, 1 when it is absent.
func one(values []int64) int64 {
	if len(values) != 1 {
		return 1
	}
	return values[0]
}
