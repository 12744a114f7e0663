package openai

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"stillpoint/dialogue/persona"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// A whole turn: a server's words are hers, and when it refuses the author's are.
func TestClientOverAServer(t *testing.T) {
	all, err := scenario.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	authored := persona.NewAuthored(all[0], nil, 1)
	turn := persona.Turn{N: 1, Why: timeline.WhyReply, Heard: []timeline.Utterance{{Side: timeline.Coach, Turn: 1, Text: "What would you like to talk about?"}}}
	for _, test := range []struct {
		handler http.HandlerFunc
		origin  string
		status  int // of the fault, 0: none
	}{
		{func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			if !strings.Contains(string(body), "What would you like to talk about?") {
				t.Errorf("asked %s", body)
			}
			w.Header().Set("Content-Type", "text/event-stream")
			io.WriteString(w, event(chunk("I suppose it's "))+event(chunk("the evenings, mostly."))+event(finish("stop"))+event("[DONE]"))
		}, timeline.OriginLLM, 0},
		{func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) }, timeline.OriginAuthored, http.StatusForbidden},
	} {
		var fault error
		client := persona.NewLLM(all[0], chat(t, test.handler), authored, func(_ int, err error) { fault = err })
		var said []persona.Sentence
		for s, err := range client.Respond(t.Context(), turn) {
			if err != nil {
				t.Fatal(err)
			}
			said = append(said, s)
		}
		if len(said) == 0 || said[0].Origin != test.origin {
			t.Errorf("she says %+v, want words of %s", said, test.origin)
		}
		e, failed := errors.AsType[*Error](fault)
		if failed != (test.status != 0) || failed && e.Status != test.status {
			t.Errorf("fault %v, want status %d", fault, test.status)
		}
	}
}
