// Package onnx rewrites ONNX models before they are loaded: the same network
// in operators that this machine is quicker at.
//
// It reads and writes as much of the format (onnx.proto) as changing the nodes
// of a graph takes; the rest, the weights above all, is passed on untouched.
package onnx

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"
)

// Numbers of fields in onnx.proto.
const (
	modelGraph = 7

	graphNode        = 1
	graphInitializer = 5
	graphOutput      = 12

	nodeInput     = 1
	nodeOutput    = 2
	nodeName      = 3
	nodeOp        = 4
	nodeAttribute = 5

	attributeName   = 1
	attributeInt    = 3
	attributeString = 4
	attributeSub    = 6
	attributeInts   = 8
	attributeType   = 20

	tensorDims = 1
	tensorType = 2
	tensorName = 8
	tensorRaw  = 9

	valueName = 1
)

// Values of AttributeProto.AttributeType and TensorProto.DataType.
const (
	typeInt, typeInts, typeString = 2, 7, 3
	typeFloat, typeInt64s         = 1, 7
)

// node is one operator of a graph.
type node struct {
	name, op string
	in, out  []string
	ints     map[string][]int64 // attributes that are whole numbers
	equation string             // of an Einsum; not read
	raw      []byte             // as it was read; nil for a new one
}

// model is a model taken apart.
type model struct {
	head    []byte   // fields beside the graph, as they were
	rest    [][]byte // fields of the graph beside its nodes, as they were
	nodes   []*node
	dims    map[string][]int64 // of each weight
	outputs []string
}

var (
	errFormat   = errors.New("not an ONNX model")
	errSubgraph = errors.New("graphs within graphs are not understood")
)

// fields calls f for each field of a message: content is a length-delimited
// one's, number a varint's, whole the field as it stands.
func fields(message []byte, f func(num protowire.Number, content []byte, number uint64, whole []byte) error) error {
	for len(message) > 0 {
		num, typ, head := protowire.ConsumeTag(message)
		if head < 0 {
			return errFormat
		}
		var content []byte
		var number uint64
		n := 0
		switch typ {
		case protowire.BytesType:
			content, n = protowire.ConsumeBytes(message[head:])
		case protowire.VarintType:
			number, n = protowire.ConsumeVarint(message[head:])
		default:
			n = protowire.ConsumeFieldValue(num, typ, message[head:])
		}
		if n < 0 {
			return errFormat
		}
		if err := f(num, content, number, message[:head+n]); err != nil {
			return err
		}
		message = message[head+n:]
	}
	return nil
}

// parse takes a model apart; what it returns shares its bytes.
func parse(data []byte) (*model, error) {
	m := &model{dims: make(map[string][]int64)}
	err := fields(data, func(num protowire.Number, content []byte, _ uint64, whole []byte) error {
		if num != modelGraph {
			m.head = append(m.head, whole...)
			return nil
		}
		return fields(content, m.graphField)
	})
	if err == nil && len(m.nodes) == 0 {
		err = errFormat
	}
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	return m, nil
}

func (m *model) graphField(num protowire.Number, content []byte, _ uint64, whole []byte) error {
	switch num {
	case graphNode:
		n, err := parseNode(content)
		m.nodes = append(m.nodes, n)
		return err
	case graphInitializer:
		name, dims, err := parseTensor(content)
		if err != nil {
			return err
		}
		m.dims[name] = dims
	case graphOutput:
		err := fields(content, func(num protowire.Number, content []byte, _ uint64, _ []byte) error {
			if num == valueName {
				m.outputs = append(m.outputs, string(content))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	m.rest = append(m.rest, whole)
	return nil
}

func parseNode(message []byte) (*node, error) {
	n := &node{raw: message, ints: make(map[string][]int64)}
	return n, fields(message, func(num protowire.Number, content []byte, _ uint64, _ []byte) error {
		switch num {
		case nodeInput:
			n.in = append(n.in, string(content))
		case nodeOutput:
			n.out = append(n.out, string(content))
		case nodeName:
			n.name = string(content)
		case nodeOp:
			n.op = string(content)
		case nodeAttribute:
			var name string
			var values []int64
			err := fields(content, func(num protowire.Number, content []byte, number uint64, _ []byte) (err error) {
				switch num {
				case attributeName:
					name = string(content)
				case attributeInt:
					values = []int64{int64(number)}
				case attributeSub:
					return errSubgraph
				case attributeInts:
					values, err = appendInts(values, content, number)
				}
				return err
			})
			if err != nil {
				return err
			}
			n.ints[name] = values
		}
		return nil
	})
}

func parseTensor(message []byte) (name string, dims []int64, err error) {
	err = fields(message, func(num protowire.Number, content []byte, number uint64, _ []byte) (err error) {
		switch num {
		case tensorName:
			name = string(content)
		case tensorDims:
			dims, err = appendInts(dims, content, number)
		}
		return err
	})
	return name, dims, err
}

// appendInts adds a repeated whole number: packed in content, or one alone.
func appendInts(to []int64, content []byte, number uint64) ([]int64, error) {
	if content == nil {
		return append(to, int64(number)), nil
	}
	for len(content) > 0 {
		v, n := protowire.ConsumeVarint(content)
		if n < 0 {
			return nil, errFormat
		}
		to, content = append(to, int64(v)), content[n:]
	}
	return to, nil
}

// bytes puts the model together again, without the nodes that nothing needs.
func (m *model) bytes() []byte {
	var nodes []byte
	for _, n := range m.needed() {
		nodes = appendField(nodes, graphNode, n.bytes())
	}
	size := len(nodes)
	for _, f := range m.rest {
		size += len(f)
	}
	b := make([]byte, 0, len(m.head)+size+16)
	b = append(b, m.head...)
	b = protowire.AppendTag(b, modelGraph, protowire.BytesType)
	b = protowire.AppendVarint(b, uint64(size))
	b = append(b, nodes...)
	for _, f := range m.rest {
		b = append(b, f...)
	}
	return b
}

// needed is the nodes that the outputs depend on.
func (m *model) needed() []*node {
	used := make(map[string]bool)
	for _, name := range m.outputs {
		used[name] = true
	}
	var keep []*node
	for i := len(m.nodes) - 1; i >= 0; i-- { // a node comes after what it needs
		n := m.nodes[i]
		for _, out := range n.out {
			if used[out] {
				keep = append(keep, n)
				for _, in := range n.in {
					used[in] = true
				}
				break
			}
		}
	}
	slices.Reverse(keep)
	return keep
}

func (n *node) bytes() []byte {
	if n.raw != nil {
		return n.raw
	}
	var b []byte
	for _, in := range n.in {
		b = appendField(b, nodeInput, []byte(in))
	}
	for _, out := range n.out {
		b = appendField(b, nodeOutput, []byte(out))
	}
	b = appendField(b, nodeName, []byte(n.name))
	b = appendField(b, nodeOp, []byte(n.op))
	for _, name := range slices.Sorted(maps.Keys(n.ints)) {
		a := appendField(nil, attributeName, []byte(name))
		field, typ := protowire.Number(attributeInts), uint64(typeInts)
		if single[name] {
			field, typ = attributeInt, typeInt
		}
		for _, v := range n.ints[name] {
			a = appendNumber(a, field, uint64(v))
		}
		b = appendField(b, nodeAttribute, appendNumber(a, attributeType, typ))
	}
	if n.equation != "" {
		a := appendField(appendField(nil, attributeName, []byte("equation")), attributeString, []byte(n.equation))
		b = appendField(b, nodeAttribute, appendNumber(a, attributeType, typeString))
	}
	return b
}

// single is the attributes of our nodes that are one number and not a list.
var single = map[string]bool{"axis": true, "start": true, "end": true}

// weight adds a tensor of int64 or float32, unless one of that name is there.
func weight[T int64 | float32](m *model, name string, values []T, dims ...int64) string {
	if _, ok := m.dims[name]; ok {
		return name
	}
	m.dims[name] = dims
	var b, raw []byte
	typ := uint64(typeInt64s)
	for _, v := range values {
		switch v := any(v).(type) {
		case int64:
			raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
		case float32:
			raw, typ = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v)), typeFloat
		}
	}
	for _, d := range dims {
		b = appendNumber(b, tensorDims, uint64(d))
	}
	b = appendNumber(b, tensorType, typ)
	b = appendField(b, tensorName, []byte(name))
	m.rest = append(m.rest, appendField(nil, graphInitializer, appendField(b, tensorRaw, raw)))
	return name
}

func appendField(b []byte, num protowire.Number, content []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, num, protowire.BytesType), content)
}

func appendNumber(b []byte, num protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, num, protowire.VarintType), v)
}
