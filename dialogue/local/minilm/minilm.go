// Package minilm knows what a sentence is about: all-MiniLM-L6-v2 (Apache-2.0)
// makes a vector of it, and what means the same lies close together.
//
// A [Matcher] finds the authored lines that answer what a coach said. It is
// blind to negation ("you should", "you should not") and to kinds of speech
// act: those are the verbal detectors'.
//
// [Model] and Matcher compute on their caller's goroutine, one thread each
// call, and are safe for concurrent use. The package starts no goroutine. A
// Model takes some 120 MB: its weights have 8 bits in the file and 32 in memory.
package minilm

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"

	"stillpoint/dialogue/local/ort"
)

// Dim is the length of a vector.
const Dim = 384

// maxTokens of a sentence are read, some 45 words.
const maxTokens = 64

// Vector is a meaning, of length 1: the product of two is the cosine between
// them.
type Vector [Dim]float32

func (v *Vector) dot(w *Vector) float32 {
	var sum float32
	for i := range v {
		sum += v[i] * w[i]
	}
	return sum
}

// Model is the loaded network with its word pieces.
type Model struct {
	rt      *ort.Runtime
	session *ort.Session
	pieces  pieces
	hash    string // of the two files
}

// Load reads minilm-int8.onnx and bert-vocab.json.
func Load(rt *ort.Runtime, model, vocabulary []byte) (*Model, error) {
	p, err := parsePieces(vocabulary, vocabularySize)
	if err != nil {
		return nil, fmt.Errorf("load MiniLM: %w", err)
	}
	s, err := rt.Load(model, 1)
	if err != nil {
		return nil, fmt.Errorf("load MiniLM: %w", err)
	}
	sum := sha256.New()
	sum.Write(model)
	sum.Write(vocabulary)
	return &Model{rt, s, p, hex.EncodeToString(sum.Sum(nil))}, nil
}

// Close frees the network; nothing of it may be running.
func (m *Model) Close() { m.session.Close() }

// Embed is the meaning of one sentence: the mean over its tokens, brought to
// length 1. Of a longer text the last 64 tokens count. It ends with ctx's cause.
func (m *Model) Embed(ctx context.Context, text string) (*Vector, error) {
	v, err := m.embed(ctx, m.pieces.tokens(text, maxTokens))
	if err != nil {
		return nil, fmt.Errorf("embed a sentence: %w", err)
	}
	return v, nil
}

func (m *Model) embed(ctx context.Context, tokens []int64) (*Vector, error) {
	var in [3]*ort.Value
	defer func() {
		for _, v := range in {
			v.Close()
		}
	}()
	mask := make([]int64, len(tokens))
	for i := range mask {
		mask[i] = 1
	}
	// One sentence at a time needs no padding, and a batch would not be quicker:
	// the time goes with the tokens.
	for i, data := range [][]int64{tokens, mask, nil} {
		var err error
		if in[i], err = ort.NewValue(m.rt, data, 1, int64(len(tokens))); err != nil {
			return nil, err
		}
	}
	out := []*ort.Value{new(ort.Value)}
	if err := m.session.Call([]string{"input_ids", "attention_mask", "token_type_ids"}, []string{"last_hidden_state"}).Run(ctx, in[:], out); err != nil {
		return nil, err
	}
	defer out[0].Close()
	hidden, err := ort.Data[float32](out[0])
	if err != nil {
		return nil, err
	}
	if len(hidden) != len(tokens)*Dim {
		return nil, fmt.Errorf("%d numbers for %d tokens", len(hidden), len(tokens))
	}
	return unit(hidden), nil
}

// unit is the sum of the rows of Dim numbers, brought to length 1.
func unit(rows []float32) *Vector {
	var v Vector
	for i, x := range rows {
		v[i%Dim] += x
	}
	if length := math.Sqrt(float64(v.dot(&v))); length > 0 {
		for i := range v {
			v[i] /= float32(length)
		}
	}
	return &v
}
