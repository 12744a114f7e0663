package openai

import (
	"bytes"
	"stillpoint/dialogue/timeline"
	"strings"
	"testing"
	"time"
)

func TestHear(t *testing.T) {
	for body, want := range map[string]string{
		`{"text":" Hello  there.\n"}`:                         "Hello there.",
		`{"output":"Hello."}`:                                 "Hello.",
		`{"output":{"text":"Hello."}}`:                        "Hello.",
		`{"segments":[{"text":" Hello"},{"text":" there."}]}`: "Hello there.",
		`{"text":"<think>a greeting?</think>Hello."}`:         "Hello.",
		`{"text":"a greeting?</think>Hello."}`:                "Hello.",
		`{"text":"<think>it goes on"}`:                        "",
		`{"text":"<|en|><|0.00|> Hello.<|1.20|>"}`:            "Hello.",
		`{"text":"[BLANK_AUDIO]"}`:                            "",
		`{"text":"(wind blowing) Hello. *coughs* ♪"}`:         "Hello.",
		`{"text":"..."}`:                                      "",
		`{"text":"Hel\ud800lo."}`:                             "Hello.",
		"{\"text\":\"Hel\xfflo.\"}":                           "Hello.",
		`{"text":"","segments":[]}`:                           "",
		`{"error":null,"text":"Hello."}`:                      "Hello.",
	} {
		if h, err := hear([]byte(body)); err != nil || h.text != want {
			t.Errorf("%s: %q, %v; want %q", body, h.text, err, want)
		}
	}
}

// Times that cannot be are not given on.
func TestWordsThatMakeNoSense(t *testing.T) {
	for body, ok := range map[string]bool{
		`{"text":"a b","words":[{"word":"a","start":0,"end":1},{"word":"b","start":1,"end":2}]}`:          true,
		`{"text":"a b","words":[{"word":"a","start":"0.1s","end":"1"},{"word":"b","start":"1","end":2}]}`: true,
		`{"text":"a b","words":[{"word":"a","start":-0.1,"end":1},{"word":"b","start":0.8,"end":9}]}`:     true,
		`{"text":"A-b.","words":[{"word":"a","start":0,"end":1},{"word":"b","start":1,"end":2}]}`:         true,
		`{"text":"a b","words":[{"word":"a","start":0,"end":1},{"word":"b"}]}`:                            false,
		`{"text":"a b","words":[{"word":"a","start":5,"end":6},{"word":"b","start":1,"end":2}]}`:          false,
		`{"text":"a b","words":[{"word":"a","start":2,"end":1},{"word":"b","start":2,"end":3}]}`:          false,
		`{"text":"a b","words":[{"word":"a","start":0,"end":100},{"word":"b","start":100,"end":200}]}`:    false,
		`{"text":"a b","words":[{"word":"c","start":0,"end":1}]}`:                                         false,
		`{"text":"a b","words":[]}`: false,
		`{"text":"a b","words":7}`:  false,
	} {
		h, err := hear([]byte(body))
		if words := h.place(0, 8*time.Second); err != nil || (words != nil) != ok {
			t.Errorf("%s: %v, %v", body, words, err)
		}
	}
}

func FuzzHear(f *testing.F) {
	f.Add([]byte(`{"text":"a b","duration":"1.5","words":[{"word":"a","start":0,"end":1},{"word":" b","start":"1s","end":2e9}]}`))
	f.Add([]byte(`{"output":{"text":"<think>x</think>a"},"segments":[{"avg_logprob":-1,"no_speech_prob":0.9,"text":"a","words":[{"text":"a","start":1e300,"end":-1e300}]}]}`))
	f.Add([]byte(`{"error":{"message":"x"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		h, err := hear(body)
		if err != nil {
			return
		}
		if !(h.confidence >= 0 && h.confidence <= 1) || strings.Contains(h.text, "\uFFFD") || h.text != string(bytes.ToValidUTF8([]byte(h.text), nil)) {
			t.Fatalf("%s: %+v", body, h)
		}
		from, to, last := 10*time.Second, 14*time.Second, timeline.At(10*time.Second)
		for _, w := range h.place(from, to) {
			if w.From < last || w.To < w.From || w.To > timeline.At(to) {
				t.Fatalf("%s: %+v", body, h.place(from, to))
			}
			last = w.To
		}
	})
}
