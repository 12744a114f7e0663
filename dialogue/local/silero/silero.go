// Package silero judges with Silero VAD (version 6, MIT licence) whether
// 16 kHz audio holds speech.
//
// One [Model] serves all lines: its detectors may run at the same time, each
// on the goroutine of its own line. A window costs about 0.1 ms. The package
// starts no goroutine.
package silero

import (
	"context"
	"fmt"

	"stillpoint/dialogue/local/ort"
	"stillpoint/media/voice"
)

const (
	rate          = 16000
	contextLength = 64 // samples of the window before, which the model wants in front
	stateLength   = 2 * 1 * 128
)

// Model is the loaded network.
type Model struct {
	rt      *ort.Runtime
	session *ort.Session
}

// Load reads silero_vad_v6.onnx.
func Load(rt *ort.Runtime, model []byte) (*Model, error) {
	s, err := rt.Load(model, 1)
	if err != nil {
		return nil, fmt.Errorf("load Silero: %w", err)
	}
	return &Model{rt: rt, session: s}, nil
}

// Close frees the network; all detectors must be closed before.
func (m *Model) Close() { m.session.Close() }

// Detector returns a detector that has heard nothing yet.
func (m *Model) Detector() (voice.Detector, error) {
	d := &detector{call: m.session.Call([]string{"input", "state", "sr"}, []string{"output", "stateN"})}
	if err := d.allocate(m.rt); err != nil {
		d.Close()
		return nil, fmt.Errorf("new Silero detector: %w", err)
	}
	return d, nil
}

// detector is one line's state. All its tensors are reused from window to
// window, the two states in turn.
type detector struct {
	call            *ort.Call
	in              [3]*ort.Value // input, state, sr
	out             [2]*ort.Value // output, stateN
	input           []float32     // contextLength + voice.Window samples
	probability     []float32
	state, newState []float32
}

func (d *detector) allocate(rt *ort.Runtime) error {
	var err error
	tensor := func(data *[]float32, shape ...int64) (v *ort.Value) {
		if err != nil {
			return nil
		}
		if v, err = ort.NewValue[float32](rt, nil, shape...); err == nil {
			*data, err = ort.Data[float32](v)
		}
		return v
	}
	d.in[0] = tensor(&d.input, 1, contextLength+voice.Window)
	d.in[1] = tensor(&d.state, 2, 1, stateLength/2)
	d.out[0] = tensor(&d.probability, 1, 1)
	d.out[1] = tensor(&d.newState, 2, 1, stateLength/2)
	if err == nil {
		d.in[2], err = ort.NewValue(rt, []int64{rate})
	}
	return err
}

// Speech implements [voice.Detector].
func (d *detector) Speech(window []float32) (float32, error) {
	if len(window) != voice.Window {
		return 0, fmt.Errorf("detect speech: %d samples, want %d", len(window), voice.Window)
	}
	copy(d.input, d.input[voice.Window:])
	copy(d.input[contextLength:], window)
	if err := d.call.Run(context.Background(), d.in[:], d.out[:]); err != nil {
		return 0, fmt.Errorf("detect speech: %w", err)
	}
	d.in[1], d.out[1] = d.out[1], d.in[1]
	d.state, d.newState = d.newState, d.state
	return d.probability[0], nil
}

// Reset implements [voice.Detector].
func (d *detector) Reset() {
	clear(d.input)
	clear(d.state)
}

// Close implements [voice.Detector].
func (d *detector) Close() {
	for _, v := range d.in {
		v.Close()
	}
	for _, v := range d.out {
		v.Close()
	}
}
