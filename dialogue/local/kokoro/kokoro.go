// Package kokoro speaks with Kokoro-82M (v1.0, int8) on ONNX Runtime: phonemes
// in, 24 kHz samples out. One model serves every voice; a voice is a table of
// styles, one for each length of text.
//
// It starts no goroutine. A [Model] and its voices are safe for concurrent
// use; a run takes up to two threads.
package kokoro

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"runtime"
	"strings"
	"unicode/utf8"

	"stillpoint/dialogue/local/onnx"
	"stillpoint/dialogue/local/ort"
	"stillpoint/dialogue/local/phoneme"
)

const (
	rate    = 24000
	limit   = 508 // symbols: 510 tokens with a 0 at either end
	styles  = 510
	width   = 256
	threads = 2 // at most; a run on two takes .6 to .8 of the time of one on one, and 1.1 of the processor
)

// Model is the loaded network.
type Model struct {
	rt      *ort.Runtime
	session *ort.Session
}

// Load prepares a model from the bytes of its ONNX file. Where integers are
// slow it is rewritten for floats first, which takes 320 MB more memory.
func Load(rt *ort.Runtime, file []byte) (*Model, error) {
	if onnx.SlowIntegers() {
		fast, err := onnx.FastConvolutions(file)
		if err != nil {
			return nil, fmt.Errorf("load kokoro: %w", err)
		}
		file = fast
	}
	s, err := rt.Load(file, min(threads, runtime.NumCPU()))
	if err != nil {
		return nil, fmt.Errorf("load kokoro: %w", err)
	}
	return &Model{rt, s}, nil
}

// Close frees the model. No voice of it may be speaking.
func (m *Model) Close() { m.session.Close() }

// Voice is a model in one voice and at one speed. It implements speak.Engine.
type Voice struct {
	m     *Model
	style []float32
	speed float32
	bare  bool // no full stop at the end, see [Trails]
}

// Voice makes a voice of the bytes of its file (510 styles of 256 float32,
// little endian) and its name. speed 1 is the usual one, 0.5 half as fast; 0
// means 1.
func (m *Model) Voice(name string, file []byte, speed float64) (*Voice, error) {
	if len(file) != styles*width*4 {
		return nil, fmt.Errorf("read kokoro voice: %d bytes, want %d", len(file), styles*width*4)
	}
	if speed == 0 {
		speed = 1
	}
	if !(speed >= 0.5 && speed <= 2) {
		return nil, fmt.Errorf("kokoro voice: speed %g is not from 0.5 to 2", speed)
	}
	v := &Voice{m: m, style: make([]float32, styles*width), speed: float32(speed), bare: Trails(name)}
	for i := range v.style {
		v.style[i] = math.Float32frombits(binary.LittleEndian.Uint32(file[4*i:]))
	}
	return v, nil
}

func (v *Voice) Rate() int { return rate }

func (v *Voice) Limit() int { return limit }

// Say implements speak.Engine.
func (v *Voice) Say(ctx context.Context, phonemes string) ([]float32, error) {
	if v.bare && len(phonemes) > 1 {
		phonemes = strings.TrimSuffix(phonemes, ".")
	}
	ids := make([]int64, 1, utf8.RuneCountInString(phonemes)+2)
	for _, r := range phonemes {
		id, ok := phoneme.ID(r)
		if !ok {
			return nil, fmt.Errorf("kokoro: no token for %q", r)
		}
		ids = append(ids, id)
	}
	n := len(ids) - 1
	if n == 0 || n > limit {
		return nil, fmt.Errorf("kokoro: %d phonemes, want 1 to %d", n, limit)
	}
	ids = append(ids, 0)
	var in [3]*ort.Value
	defer func() {
		for _, x := range in {
			x.Close()
		}
	}()
	var err error
	if in[0], err = ort.NewValue(v.m.rt, ids, 1, int64(len(ids))); err != nil {
		return nil, fmt.Errorf("kokoro: %w", err)
	}
	// The style for a text of n tokens (the ends not counted) is row n.
	if in[1], err = ort.NewValue(v.m.rt, v.style[n*width:(n+1)*width], 1, width); err != nil {
		return nil, fmt.Errorf("kokoro: %w", err)
	}
	if in[2], err = ort.NewValue(v.m.rt, []float32{v.speed}, 1); err != nil {
		return nil, fmt.Errorf("kokoro: %w", err)
	}
	out := []*ort.Value{new(ort.Value)}
	if err := v.m.session.Call([]string{"tokens", "style", "speed"}, v.m.session.Outputs()[:1]).Run(ctx, in[:], out); err != nil {
		return nil, err
	}
	defer out[0].Close()
	samples, err := ort.Data[float32](out[0])
	if err != nil {
		return nil, fmt.Errorf("kokoro: %w", err)
	}
	return append([]float32(nil), samples...), nil
}
