package web

import (
	"bytes"
	"context"
	"iter"
	"net/http"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
	"stillpoint/media/record"
	"stillpoint/media/rtc"
	"stillpoint/media/rtc/rtctest"
)

// bursts is a voice that says everything as one second of tone bursts.
type bursts media.PCM

func (b bursts) Speak(context.Context, string) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) { yield(media.PCM(b), nil) }
}

// TestTalkOverRealWebRTC goes the whole way without a browser: offer, sound
// both ways, end, and what is kept is what was said.
func TestTalkOverRealWebRTC(t *testing.T) {
	server, err := rtc.Listen(rtc.Config{Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	hers, _ := rtctest.Bursts(time.Second, 1)
	w := open(t, func(c *Config) {
		c.NewLine = func(l rtc.LineConfig) Line { return server.NewLine(l) }
		c.Engines.Voice = func(*scenario.Scenario, chain.Report) (dialogue.Voice, error) { return bursts(hers), nil }
	})
	peer, err := rtctest.NewPeer(rtctest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ran := make(chan error, 1)
	go func() { ran <- peer.Run(ctx) }()
	defer func() { cancel(); <-ran }()

	sdp, err := peer.Offer(false)
	if err != nil {
		t.Fatal(err)
	}
	b := w.browser()
	c := w.tab(b)
	if err := c.ws.WriteJSON(map[string]any{"type": "offer", "sdp": sdp, "consent": true}); err != nil {
		t.Fatal(err)
	}
	hello := c.await(said{Type: "answer"})
	if err := peer.Answer(hello.SDP); err != nil {
		t.Fatal(err)
	}
	c.await(said{Type: "state", State: "opening"})
	c.await(said{Type: "state", State: "speaking"})
	mine, _ := rtctest.Bursts(time.Second, 2)
	spoken := peer.Say(mine)
	c.await(said{Type: "state", State: "open"})
	time.Sleep(time.Until(spoken) + mine.Duration() + time.Second) // for it to arrive on a busy machine
	c.send(`{"type":"end"}`)
	if got := c.await(said{Type: "ended"}); got.Cause != "coach" {
		t.Errorf("ended: %+v", got)
	}

	heard, _, err := rtctest.Decode(peer.Received())
	if err != nil {
		t.Fatal(err)
	}
	if len(rtctest.Onsets(heard)) == 0 {
		t.Errorf("the peer heard nothing in %v", heard.Duration())
	}
	sound := w.get(b, "/api/practices/"+hello.Practice+"/audio", http.StatusOK)
	var sides [2]media.PCM
	for pcm, err := range record.Read(bytes.NewReader(sound)) {
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(pcm); i += 2 {
			sides[0], sides[1] = append(sides[0], pcm[i]), append(sides[1], pcm[i+1])
		}
	}
	if len(rtctest.Onsets(sides[1])) == 0 {
		t.Error("her side of the recording is silent")
	}
	want, got := rtctest.Onsets(mine), rtctest.Onsets(sides[0])
	if len(got) != len(want) {
		t.Fatalf("recorded bursts at %v, said at %v", got, want)
	}
	for k := range want {
		if off := (got[k] - got[0]) - (want[k] - want[0]); off.Abs() > 30*time.Millisecond {
			t.Errorf("burst %d of %v is %v away from its place in %v", k, got, off, want)
		}
	}
	row := read[practiceJSON](w, w.get(b, "/api/practices/"+hello.Practice, 200))
	if off := row.Length.Duration() - sides[0].Duration(); off.Abs() > 100*time.Millisecond || row.State != "ended" && row.State != "ready" {
		t.Errorf("row %+v; the recording is %v long", row, sides[0].Duration())
	}
	tl := read[timeline.Timeline](w, w.get(b, "/api/practices/"+hello.Practice+"/timeline", 200))
	if last := tl.Events[len(tl.Events)-1]; last.Body != (timeline.End{Cause: "coach"}) {
		t.Errorf("the timeline ends with %+v", last)
	}
}
