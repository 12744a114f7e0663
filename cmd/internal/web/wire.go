package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// What the server says over the live socket (live.md names the fields).
type (
	answerMessage struct {
		Type     string `json:"type"`
		SDP      string `json:"sdp"`
		Practice string `json:"practice"`
		Token    string `json:"token"`
	}
	stateMessage struct {
		Type  string `json:"type"`
		State string `json:"state"`
		At    int64  `json:"at"` // media time in ms
	}
	captionMessage struct {
		Type  string `json:"type"`
		Side  string `json:"side"`
		Turn  int    `json:"turn"`
		Text  string `json:"text"`
		Final bool   `json:"final"`
	}
	noticeMessage struct {
		Type    string `json:"type"`
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	safetyMessage struct {
		Type    string `json:"type"`
		Text    string `json:"text"`
		Support string `json:"support"`
	}
	endedMessage struct {
		Type     string `json:"type"`
		Cause    string `json:"cause"`
		Practice string `json:"practice,omitempty"`
	}
	errorMessage struct {
		Type string `json:"type"`
		refusal
	}
)

const badRequest = "bad_request" // the code of what cannot be understood

// refusal is why something was not done: a code for a program, a sentence for
// a person.
type refusal struct {
	Code       string `json:"code"`
	Message    string `json:"message"`
	RetryAfter int    `json:"retry_after,omitempty"` // seconds
	Practice   string `json:"practice,omitempty"`    // practice_live: the one that runs
	Text       string `json:"text,omitempty"`        // changed_meanwhile: the words that are there now
}

func (r refusal) Error() string { return r.Code + ": " + r.Message }

// later is when to come back, in whole seconds, rounded up.
func later(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

func writeRefusal(w http.ResponseWriter, status int, r refusal) {
	if r.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(r.RetryAfter))
	}
	writeJSON(w, status, map[string]refusal{"error": r})
}

// taken says that all places are taken, and when the next one is free.
func taken(places int, free time.Duration) *refusal {
	who := fmt.Sprintf("All %d places are taken.", places)
	if places == 1 {
		who = "The only place is taken."
	}
	when := fmt.Sprintf("The next one is free in about %d minutes.", int((free+time.Minute/2)/time.Minute))
	if free < 90*time.Second {
		when = "The next one is free in about a minute."
	}
	return &refusal{Code: "server_full", Message: who + " " + when, RetryAfter: later(free)}
}

func stopping() *refusal {
	return &refusal{Code: "stopping", Message: "The server is stopping. Try again in a minute.", RetryAfter: 60}
}
