package openai

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strings"
)

// shapes are the answers of the known servers to a recording of some seconds
// in which words are said, evenly.
var shapes = map[string]func(w http.ResponseWriter, r *http.Request, words []string, seconds float64){
	"OpenAI whisper-1": func(w http.ResponseWriter, r *http.Request, words []string, seconds float64) {
		answer(w, "application/json", fmt.Sprintf(`{"task":"transcribe","language":"english","duration":%g,"text":%q,"words":%s,"usage":{"type":"duration","seconds":%g}}`,
			seconds, strings.Join(words, " "), timesOf(words, seconds, "word", 1, strip), math.Ceil(seconds)))
	},
	"OpenAI gpt-4o-transcribe": func(w http.ResponseWriter, r *http.Request, words []string, seconds float64) {
		if r.FormValue("response_format") != "json" {
			refuse(w, 400, `{"error":{"message":"response_format 'verbose_json' is not compatible with model 'gpt-4o-transcribe-api-ev3'. Use 'json' or 'text' instead.","type":"invalid_request_error","param":"response_format","code":"unsupported_value"}}`)
			return
		}
		answer(w, "application/json", fmt.Sprintf(`{"text":%q,"usage":{"type":"tokens","total_tokens":40}}`, strings.Join(words, " ")))
	},
	"Speaches": func(w http.ResponseWriter, r *http.Request, words []string, seconds float64) {
		text := strings.Join(words, " ")
		answer(w, "application/json", fmt.Sprintf(`{"task":"transcribe","language":"en","duration":%g,"text":%q,"words":%s,"segments":[{"id":1,"seek":0,"start":0.0,"end":%g,"text":%q,"tokens":[50364],"temperature":0.0,"avg_logprob":-0.2231435513,"compression_ratio":0.9,"no_speech_prob":0.02,"words":null}]}`,
			seconds, text, timesOf(words, seconds, "word", 1, func(s string) string { return " " + s }), seconds, " "+text))
	},
	"LocalAI": func(w http.ResponseWriter, r *http.Request, words []string, seconds float64) {
		text := strings.Join(words, " ")
		answer(w, "application/json", fmt.Sprintf(`{"segments":[{"id":0,"start":0,"end":%d,"text":%q,"tokens":[1],"words":%s}],"text":%q}`,
			int(seconds*1e9), text, timesOf(words, seconds, "text", 1e9, strip), text))
	},
	"vLLM": func(w http.ResponseWriter, r *http.Request, words []string, seconds float64) {
		if r.FormValue("response_format") != "json" {
			refuse(w, 400, "{\"error\":{\"message\":\"Currently only support response_format `text` or `json`\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}}")
			return
		}
		answer(w, "application/json", fmt.Sprintf(`{"text":%q,"usage":{"type":"duration","seconds":%d}}`, " "+strings.Join(words, " "), int(math.Ceil(seconds))))
	},
	"vLLM, verbose": func(w http.ResponseWriter, r *http.Request, words []string, seconds float64) {
		text := strings.Join(words, " ")
		answer(w, "application/json", fmt.Sprintf(`{"duration":"%g","language":"en","text":%q,"segments":[{"id":0,"avg_logprob":-0.2231435513,"compression_ratio":1.2,"end":%g,"no_speech_prob":null,"seek":0,"start":0.0,"temperature":0.0,"text":%q,"tokens":[1]}],"words":null}`, seconds, text, seconds, text))
	},
	"whisper.cpp": func(w http.ResponseWriter, r *http.Request, words []string, seconds float64) {
		if r.URL.Path != "/inference" {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprintf(w, "File Not Found (%s)", r.URL.Path)
			return
		}
		var tokens []string // each word in two, the second empty for a short one
		for _, word := range words {
			tokens = append(tokens, " "+word[:1], word[1:])
		}
		text := " " + strings.Join(words, " ")
		answer(w, "application/json", fmt.Sprintf(`{"task":"transcribe","language":"english","duration":%g,"text":%q,"segments":[{"id":0,"text":%q,"start":0.0,"end":%g,"tokens":[1],"words":%s,"temperature":0.0,"avg_logprob":-0.2231435513,"no_speech_prob":3.2e-11}]}`,
			seconds, text+"\n", text, seconds, timesOf(tokens, seconds, "word", 1, func(s string) string { return s })))
	},
}

// timed are the shapes that have words with times.
var timed = []string{"OpenAI whisper-1", "Speaches", "LocalAI", "whisper.cpp"}

func strip(word string) string { return strings.Trim(word, ".,") }

// timesOf is words as JSON, which share the seconds evenly.
func timesOf(words []string, seconds float64, name string, unit float64, write func(string) string) string {
	out := []map[string]any{}
	for i, w := range words {
		each := seconds / float64(len(words))
		out = append(out, map[string]any{name: write(w), "start": each * float64(i) * unit, "end": each * float64(i+1) * unit})
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic(err)
	}
	return string(b)
}
