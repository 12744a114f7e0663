package kokoro

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"stillpoint/dialogue/local/localtest"
)

func TestVoiceFile(t *testing.T) {
	var m Model
	good := make([]byte, styles*width*4)
	binary.LittleEndian.PutUint32(good[4:], math.Float32bits(0.25))
	v, err := m.Voice("af_heart", good, 0)
	if err != nil || v.style[1] != 0.25 || v.speed != 1 {
		t.Errorf("%v, %v", v, err)
	}
	for _, bad := range [][]byte{nil, good[:len(good)-4], append(good, 0)} {
		if _, err := m.Voice("af_heart", bad, 1); err == nil {
			t.Errorf("a file of %d bytes was taken for a voice", len(bad))
		}
	}
	for _, speed := range []float64{0.1, 3, -1, math.NaN()} {
		if _, err := m.Voice("af_heart", good, speed); err == nil {
			t.Errorf("speed %g was accepted", speed)
		}
	}
	for _, bad := range []string{"", strings.Repeat("a", limit+1), "a\x00"} {
		if _, err := v.Say(t.Context(), bad); err == nil {
			t.Errorf("%.20q was accepted", bad)
		}
	}
}

// TestSpeed: the same phonemes at half the speed last about twice as long.
func TestSpeed(t *testing.T) {
	m, err := Load(localtest.Runtime(t), localtest.Read(t, "kokoro-v1.0-int8.onnx"))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	file := localtest.Read(t, "voices/af_heart.bin")
	var lengths [2]float64
	for i, speed := range []float64{1, 0.5} {
		v, err := m.Voice("af_heart", file, speed)
		if err != nil {
			t.Fatal(err)
		}
		samples, err := v.Say(t.Context(), "ˌI səpˈOz sˌO.")
		if err != nil {
			t.Fatal(err)
		}
		lengths[i] = float64(len(samples)) / rate
	}
	if lengths[0] < 0.8 || lengths[0] > 3 || lengths[1] < 1.5*lengths[0] {
		t.Errorf("%.2f s, at half the speed %.2f s", lengths[0], lengths[1])
	}
}

// TestTrails: a voice that trails off is given no full stop; the others are.
func TestTrails(t *testing.T) {
	m, err := Load(localtest.Runtime(t), localtest.Read(t, "kokoro-v1.0-int8.onnx"))
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for name, want := range map[string]bool{"bf_emma": true, "af_heart": false} {
		v, err := m.Voice(name, localtest.Read(t, "voices/"+name+".bin"), 1)
		if err != nil {
			t.Fatal(err)
		}
		with, err := v.Say(t.Context(), "ɪts wˈIt.")
		if err != nil {
			t.Fatal(err)
		}
		without, err := v.Say(t.Context(), "ɪts wˈIt")
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Equal(with, without); got != want {
			t.Errorf("%s: the same without a full stop: %v", name, got)
		}
	}
}
