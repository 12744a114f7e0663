package openai

import (
	"encoding/json"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"stillpoint/dialogue/timeline"
)

// heard is what a server made of a recording.
type heard struct {
	text       string
	words      []timedWord
	confidence float64 // 0 to 1
}

// timedWord has its times in seconds since the recording began, or in
// nanoseconds (LocalAI).
type timedWord struct {
	text     string
	from, to float64
}

// hear reads a server's answer. Servers differ in where they put what, and in
// what they call a number.
func hear(body []byte) (heard, error) {
	var answer map[string]any
	if json.Unmarshal(body, &answer) != nil || answer == nil {
		return heard{}, &Error{Message: message(body), said: string(body)}
	}
	text, found := wordsOf(answer)
	segments := objects(answer["segments"])
	if !found && answer["segments"] != nil {
		found = true
		var all []string
		for _, s := range segments {
			part, _ := s["text"].(string)
			all = append(all, strings.TrimSpace(part))
		}
		text = strings.Join(all, " ")
	}
	if !found || answer["error"] != nil && text == "" {
		return heard{}, &Error{Message: message(body), said: string(body)}
	}
	h := heard{text: onlySpoken(text), words: timedWords(objects(answer["words"])), confidence: confidence(answer, segments)}
	if len(h.words) == 0 {
		for _, s := range segments {
			h.words = append(h.words, timedWords(objects(s["words"]))...)
		}
	}
	return h, nil
}

// wordsOf is the text at the top of an answer, or under output.
func wordsOf(answer map[string]any) (text string, found bool) {
	for _, name := range []string{"text", "output"} {
		switch v := answer[name].(type) {
		case string:
			return v, true
		case map[string]any:
			if text, found = v["text"].(string); found {
				return text, true
			}
		}
	}
	return "", false
}

func objects(v any) []map[string]any {
	list, _ := v.([]any)
	var out []map[string]any
	for _, v := range list {
		if o, ok := v.(map[string]any); ok {
			out = append(out, o)
		}
	}
	return out
}

// number reads 1.5, "1.5" and "1.5s"; NaN is what is none.
func number(v any) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case string:
		if f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(v), "s"), 64); err == nil && !math.IsInf(f, 0) {
			return f
		}
	}
	return math.NaN()
}

// timedWords are the words of list. whisper.cpp sends tokens: one without a space
// before it goes on with the word, if others have one.
func timedWords(list []map[string]any) []timedWord {
	var out []timedWord
	tokens := false
	for _, o := range list {
		text, ok := o["word"].(string)
		if !ok {
			text, _ = o["text"].(string)
		}
		w := timedWord{text, number(o["start"]), number(o["end"])}
		spaced := strings.HasPrefix(text, " ")
		if n := len(out); n > 0 && tokens && !spaced {
			out[n-1].text += text
			out[n-1].to = w.to
			continue
		}
		tokens = tokens || spaced
		out = append(out, w)
	}
	for i := range out {
		out[i].text = strings.TrimSpace(out[i].text)
	}
	return out
}

// confidence is the mean probability of a token, as far as anything is said of
// it, weighed by the length of the segments.
func confidence(answer map[string]any, segments []map[string]any) float64 {
	sum, weight := 0.0, 0.0
	add := func(logprob, silence, w float64) {
		if logprob > 0 || math.IsNaN(logprob) || math.IsInf(logprob, 0) {
			return
		}
		p := math.Exp(logprob)
		if silence > 0.6 && silence <= 1 { // Whisper's own bar for a segment that may be silence
			p *= 1 - silence
		}
		sum, weight = sum+w*p, weight+w
	}
	for _, s := range segments {
		text, _ := s["text"].(string)
		add(number(s["avg_logprob"]), number(s["no_speech_prob"]), float64(len(text)))
	}
	if weight == 0 {
		for _, token := range objects(answer["logprobs"]) {
			add(number(token["logprob"]), 0, 1)
		}
	}
	if weight == 0 {
		return 1
	}
	return sum / weight
}

var (
	thought   = regexp.MustCompile(`(?s)<think>.*?(</think>|$)`)
	notSpoken = regexp.MustCompile(`<\|[^|>]*\|>|\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|[♪♫*]`)
)

// onlySpoken is text without what nobody said: a model's reasoning, its own
// marks, [BLANK_AUDIO], (wind blowing) and the like.
func onlySpoken(text string) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\uFFFD", ""), "")
	if _, after, ok := strings.Cut(text, "</think>"); ok && !strings.Contains(text, "<think>") {
		text = after
	}
	text = notSpoken.ReplaceAllString(thought.ReplaceAllString(text, ""), "")
	text = strings.Join(strings.Fields(text), " ")
	if !strings.ContainsFunc(text, letter) {
		return ""
	}
	return text
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

const (
	aNanosecond = 1e6 // a time above it, in seconds, would be a week and a half
	overhang    = 2.0 // seconds that a word may lie outside: servers hear pieces of 30 s, padded
	backward    = 0.5 // seconds that a word may begin before the one before it
)

// place puts the words where they were said, in media time: one after the
// other and inside [from, to]. It is nil when what the server says of them
// makes no sense.
func (h heard) place(from, to time.Duration) []timeline.Word {
	if !h.spells() {
		return nil
	}
	unit := 1.0
	for _, w := range h.words {
		if w.to > aNanosecond {
			unit = 1e-9
		}
	}
	length, last := (to - from).Seconds(), 0.0
	var out []timeline.Word
	for _, w := range h.words {
		begin, end := w.from*unit, w.to*unit
		if !(begin >= max(last-backward, -overhang) && end >= begin && end <= length+overhang) {
			return nil
		}
		begin = min(max(begin, last, 0), length)
		end = min(max(end, begin), length)
		last = end
		out = append(out, timeline.Word{Text: w.text, From: timeline.At(from + seconds(begin)), To: timeline.At(from + seconds(end))})
	}
	return out
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// spells reports whether the words are those of the text.
func (h heard) spells() bool {
	if len(h.words) == 0 || len(h.words) == len(strings.Fields(h.text)) {
		return len(h.words) > 0
	}
	var all strings.Builder
	for _, w := range h.words {
		all.WriteString(w.text)
	}
	return letters(all.String()) == letters(h.text)
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if letter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
