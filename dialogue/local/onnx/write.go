package onnx

import (
	"encoding/binary"
	"maps"
	"math"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"
)

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
