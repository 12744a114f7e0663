package web

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	yes := true
	for in, want := range map[string]message{
		`{"type":"offer","sdp":"v=0"}`: offer{SDP: "v=0"},
		`{"type":"offer","sdp":"v=0","scenario":"marit","consent":true,"practice":"p","token":"t","focus":"space"}`: offer{
			SDP: "v=0", Scenario: "marit", Focus: "space", Consent: &yes, Practice: "p", Token: "t"},
		`{"type":"offer","sdp":"v=0","scenario":null}`:              offer{SDP: "v=0"},
		`{"type":"offer","sdp":"v=0","consent_sha256":"ab"}`:        offer{SDP: "v=0", Text: new("ab")},
		`{"type":"heard","ssrc":4294967295,"rtp":1,"age":-0.5}`:     heard{SSRC: math.MaxUint32, RTP: 1, Age: -0.5},
		`{"type":"heard","ssrc":1,"rtp":1,"age":1e2,"dev":30.25}`:   heard{SSRC: 1, RTP: 1, Age: 100, Dev: 30.25},
		`{"type":"mic","state":"muted"}`:                            mic{"muted"},
		`{"type":"aside","on":false}`:                               aside{false},
		`{"type":"safety","choice":"practice"}`:                     safety{"practice"},
		`{"type":"captions","on":true}`:                             captions{true},
		`{"type":"end"}`:                                            end{},
		`{"type":"say","text":"` + strings.Repeat("ü", 2000) + `"}`: say{strings.Repeat("ü", 2000)},
		`{"type":"weather","sdp":3}`:                                nil,
	} {
		got, err := parse([]byte(in))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("parse(%.80s) = %#v, %v; want %#v", in, got, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for in, reason := range map[string]string{
		``:                                  "not a JSON object",
		`null`:                              "not a JSON object",
		`[]`:                                "not a JSON object",
		`"offer"`:                           "not a JSON object",
		`{"type":"end"}{"type":"end"}`:      "not a JSON object",
		"{\"type\":\"end\",\"x\":\"\xff\"}": "not UTF-8",
		`{}`:                                "type is missing",
		`{"Type":"end"}`:                    "type is missing",
		`{"type":7}`:                        "type is not a string",
		`{"type":"offer"}`:                  "offer: sdp is missing",
		`{"type":"offer","sdp":["v=0"]}`:    "offer: sdp is not a string",
		`{"type":"offer","sdp":"v","consent":"yes"}`:                                "offer: consent is not a bool",
		`{"type":"offer","sdp":"v","token":"` + strings.Repeat("a", 129) + `"}`:     "offer: token is too long",
		`{"type":"offer","sdp":"v","focus":["space"]}`:                              "offer: focus is not a string",
		`{"type":"heard","ssrc":-1,"rtp":1,"age":1}`:                                "heard: ssrc is not a uint32",
		`{"type":"heard","ssrc":1,"rtp":4294967296,"age":1}`:                        "heard: rtp is not a uint32",
		`{"type":"heard","ssrc":1,"rtp":1.5,"age":1}`:                               "heard: rtp is not a uint32",
		`{"type":"heard","ssrc":1,"rtp":1,"age":1e999}`:                             "heard: age is not a float64",
		`{"type":"heard","ssrc":1,"rtp":1}`:                                         "heard: age is missing",
		`{"type":"heard","ssrc":1,"rtp":1,"age":0,"dev":"30"}`:                      "heard: dev is not a float64",
		`{"type":"mic","state":"loud"}`:                                             "mic: state is none of [live muted lost]",
		`{"type":"mic"}`:                                                            "mic: state is missing",
		`{"type":"safety","choice":"no"}`:                                           "safety: choice is none of [practice support]",
		`{"type":"aside","on":1}`:                                                   "aside: on is not a bool",
		`{"type":"captions"}`:                                                       "captions: on is missing",
		`{"type":"say"}`:                                                            "say: text is missing",
		`{"type":"say","text":"` + strings.Repeat("ü", 2001) + `"}`:                 "say: text has more than 2000 characters",
		strings.Repeat(`{"type":`, 20000) + `"end"` + strings.Repeat(`}`, 20000):    "not a JSON object",
		`{"type":"say","text":"` + strings.Repeat("a", 4*maxTyped+1) + `","on":{}}`: "say: text is too long",
	} {
		got, err := parse([]byte(in))
		if err == nil || got != nil || err.Error() != reason {
			t.Errorf("parse(%.80s) = %#v, %v; want the reason %q", in, got, err, reason)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"type":"offer","sdp":"v=0","consent":true}`))
	f.Add([]byte(`{"type":"heard","ssrc":1,"rtp":2,"age":3.5,"dev":30}`))
	f.Add([]byte(`{"type":"say","text":"hm"}`))
	f.Add([]byte(`{"type":"mic","state":"lost"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parse(data)
		if err != nil && (m != nil || !utf8.ValidString(err.Error())) {
			t.Errorf("refused as %q and still %#v", err, m)
		}
		switch m := m.(type) {
		case offer:
			if m.SDP == "" || len(m.Token) > maxName {
				t.Errorf("accepted %#v", m)
			}
		case heard:
			if s := m.Age + m.Dev; math.IsNaN(s) || math.IsInf(m.Age, 0) || math.IsInf(m.Dev, 0) {
				t.Errorf("accepted %#v", m)
			}
		case say:
			if n := utf8.RuneCountInString(m.Text); n == 0 || n > maxTyped {
				t.Errorf("accepted a line of %d characters", n)
			}
		}
	})
}

func BenchmarkParseHeard(b *testing.B) {
	data := []byte(`{"type":"heard","ssrc":3735928559,"rtp":123456789,"age":12.5,"dev":30.1}`)
	for b.Loop() {
		if _, err := parse(data); err != nil {
			b.Fatal(err)
		}
	}
}

// A pong that a busy machine delays says nothing about the way.
func TestTrips(t *testing.T) {
	var tr trips
	const ms = time.Millisecond
	for i, c := range []struct{ took, want time.Duration }{
		{9 * ms, 9 * ms}, {4 * ms, 4 * ms}, {60 * ms, 4 * ms}, {5 * ms, 4 * ms}, {8 * ms, 4 * ms},
		{8 * ms, 4 * ms}, {8 * ms, 4 * ms}, {8 * ms, 5 * ms}, // the way got longer a minute ago
	} {
		if got := tr.add(c.took); got != c.want {
			t.Errorf("trip %d of %v: %v, want %v", i, c.took, got, c.want)
		}
	}
}
