// Package piper speaks with a Piper voice (VITS) on ONNX Runtime: phonemes in,
// samples out. It is the light voice: about a seventh of Kokoro's work, and
// less natural.
//
// It starts no goroutine. A [Model] and its voices are safe for concurrent use.
package piper

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"stillpoint/dialogue/local/ort"
)

// limit keeps a run under about half a minute of sound.
const limit = 400

// Gain brings joe to the level Kokoro's voices are brought to.
const Gain = 1.6

// Model is a loaded voice.
type Model struct {
	rt      *ort.Runtime
	session *ort.Session
	config  config
}

// config is the part that is used of the JSON file beside a Piper model.
type config struct {
	Audio struct {
		SampleRate int `json:"sample_rate"`
	} `json:"audio"`
	Inference struct {
		NoiseScale  float32 `json:"noise_scale"`
		LengthScale float32 `json:"length_scale"`
		NoiseW      float32 `json:"noise_w"`
	} `json:"inference"`
	Speakers int                `json:"num_speakers"`
	IDs      map[string][]int64 `json:"phoneme_id_map"`
}

// Load prepares a model from the bytes of its ONNX file and of the JSON beside it.
func Load(rt *ort.Runtime, onnx, configJSON []byte) (*Model, error) {
	m := &Model{rt: rt}
	if err := json.Unmarshal(configJSON, &m.config); err != nil {
		return nil, fmt.Errorf("load piper: configuration: %w", err)
	}
	c := m.config
	if c.Audio.SampleRate < 8000 || c.Audio.SampleRate > 48000 || c.Speakers > 1 || c.Inference.LengthScale <= 0 {
		return nil, errors.New("load piper: configuration: not of a voice with one speaker")
	}
	for _, s := range []string{"^", "_", "$"} {
		if len(c.IDs[s]) == 0 {
			return nil, fmt.Errorf("load piper: configuration: no id for %q", s)
		}
	}
	var err error
	if m.session, err = rt.Load(onnx, 1); err != nil {
		return nil, fmt.Errorf("load piper: %w", err)
	}
	return m, nil
}

// Close frees the model. No voice of it may be speaking.
func (m *Model) Close() { m.session.Close() }

// Voice is a model at one speed. It implements speak.Engine.
type Voice struct {
	m     *Model
	speed float64
}

// Voice gives the model's voice; speed 1 is the usual one, 0.5 half as fast; 0 means 1.
func (m *Model) Voice(speed float64) (*Voice, error) {
	if speed == 0 {
		speed = 1
	}
	if !(speed >= 0.5 && speed <= 2) {
		return nil, fmt.Errorf("piper voice: speed %g is not from 0.5 to 2", speed)
	}
	return &Voice{m, speed}, nil
}

func (v *Voice) Rate() int { return v.m.config.Audio.SampleRate }

func (v *Voice) Limit() int { return limit }

// Say implements speak.Engine.
func (v *Voice) Say(ctx context.Context, phonemes string) ([]float32, error) {
	ids := v.m.ids(phonemes)
	var in [3]*ort.Value
	defer func() {
		for _, x := range in {
			x.Close()
		}
	}()
	var err error
	if in[0], err = ort.NewValue(v.m.rt, ids, 1, int64(len(ids))); err != nil {
		return nil, fmt.Errorf("piper: %w", err)
	}
	if in[1], err = ort.NewValue(v.m.rt, []int64{int64(len(ids))}, 1); err != nil {
		return nil, fmt.Errorf("piper: %w", err)
	}
	how := v.m.config.Inference
	scales := []float32{how.NoiseScale, how.LengthScale / float32(v.speed), how.NoiseW}
	if in[2], err = ort.NewValue(v.m.rt, scales, 3); err != nil {
		return nil, fmt.Errorf("piper: %w", err)
	}
	out := []*ort.Value{new(ort.Value)}
	if err := v.m.session.Call([]string{"input", "input_lengths", "scales"}, v.m.session.Outputs()[:1]).Run(ctx, in[:], out); err != nil {
		return nil, err
	}
	defer out[0].Close()
	samples, err := ort.Data[float32](out[0])
	if err != nil {
		return nil, fmt.Errorf("piper: %w", err)
	}
	return append([]float32(nil), samples...), nil
}

// ids is what the network takes: a start, each phoneme with a blank behind
// it, an end. Piper voices were trained on eSpeak's IPA.
func (m *Model) ids(phonemes string) []int64 {
	blank := m.config.IDs["_"]
	ids := append(append([]int64(nil), m.config.IDs["^"]...), blank...)
	for _, r := range espeak.Replace(phonemes) {
		if id := m.config.IDs[string(r)]; len(id) > 0 {
			ids = append(append(ids, id...), blank...)
		}
	}
	return append(ids, m.config.IDs["$"]...)
}

// espeak writes the symbols of package phoneme as eSpeak's en-us does: its
// diphthongs and affricates in two signs, its vowels long.
var espeak = strings.NewReplacer(
	"A", "eɪ", "I", "aɪ", "O", "oʊ", "Q", "əʊ", "W", "aʊ", "Y", "ɔɪ", "ʤ", "dʒ", "ʧ", "tʃ", "ᵊ", "ə",
	"əɹ", "ɚ", "ɜɹ", "ɜː", "ɔɹ", "ɔːɹ", "ɑɹ", "ɑːɹ", "ɑ", "ɑː", "ɔ", "ɔː", "ˈi", "ˈiː", "ˌi", "ˌiː", "u", "uː",
	"…", ".", "—", ",", "“", "", "”", "", "(", ",", ")", ",",
)
