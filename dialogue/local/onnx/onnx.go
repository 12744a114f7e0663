// Package onnx rewrites ONNX models before they are loaded: the same network
// in operators that this machine is quicker at.
//
// It reads and writes as much of the format (onnx.proto) as changing the nodes
// of a graph takes; the rest, the weights above all, is passed on untouched.
package onnx

import (
	"errors"
	"fmt"

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
