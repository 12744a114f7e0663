package openai

import (
	"slices"
	"testing"
	"time"

	"stillpoint/media"
)

// However sound is cut into pieces, what is heard of it is the same: without
// the silence around it, with the silence inside.
func TestEdges(t *testing.T) {
	loud := make(media.PCM, 4800)
	for i := range loud {
		loud[i] = int16(32767 - 65534*(i%2))
	}
	hiss := make(media.PCM, 48000)
	for i := range hiss {
		hiss[i] = int16(20 - 40*(i%2))
	}
	sound := slices.Concat(hiss, loud, hiss[:9600], loud, hiss)
	var want media.PCM
	for _, n := range []int{len(sound), 1, 7, 960, 5000} {
		var e edges
		var got media.PCM
		for piece := range slices.Chunk(sound, n) {
			got = append(got, e.push(piece)...)
		}
		got = append(got, e.rest()...)
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("in pieces of %d samples it is different: %d samples, not %d", n, len(got), len(want))
		}
	}
	if d := want.Duration(); d != 400*time.Millisecond+2*margin {
		t.Errorf("it lasts %v", d)
	}
	if top := slices.Max(want); top > 31000 || top < 29000 {
		t.Errorf("the loudest sample is %d", top)
	}
	if want[0] != 0 || want[len(want)-1] != 0 || want[1200+4800+4800] == 0 {
		t.Error("its ends are not faded, or its middle is gone")
	}
}
