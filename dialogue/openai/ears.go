package openai

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// EarsConfig says which server, and which language it will hear.
type EarsConfig struct {
	Config          // an empty Model is asked for as whisper-1
	Language string // ISO 639-1; empty: the server finds out
}

// Ears understand speech by POST /audio/transcriptions, or by whisper.cpp's
// /inference where that is what the server has. They may be used by many
// practices at once.
type Ears struct {
	*service
	model, language string
	terse           atomic.Bool  // the server gives no more than the text
	place           atomic.Int32 // where on the server they listen, once known
}

var _ dialogue.Transcriber = (*Ears)(nil)

const (
	anywhere = iota
	atOpenAI
	atInference
)

const (
	defaultHearing = "whisper-1"
	hearingRate    = 16000
	shortest       = 100 * time.Millisecond  // less than this holds no word
	padded         = 1100 * time.Millisecond // whisper.cpp hears nothing in less than a second
	longest        = 4 * time.Minute         // 8 MB; OpenAI takes 25 MB
	inaudible      = 16                      // -66 dBFS
)

// NewEars is the recogniser c names. It does not connect.
func NewEars(c EarsConfig) (*Ears, error) {
	s, err := newService("stt", c.Config)
	if err != nil {
		return nil, err
	}
	return &Ears{service: s, model: cmp.Or(c.Model, defaultHearing), language: c.Language}, nil
}

// Transcribe implements [dialogue.Transcriber]. Speech too short or too quiet
// for a word is not sent; of more than four minutes each piece is, cut where
// it is quietest. Confidence is 1 when the server says nothing about it. The
// error of a server is an [*Error].
func (e *Ears) Transcribe(ctx context.Context, speech dialogue.Speech) (timeline.Utterance, error) {
	u := timeline.Utterance{From: timeline.At(speech.From), To: timeline.At(speech.To)}
	if ctx.Err() != nil {
		return timeline.Utterance{}, context.Cause(ctx)
	}
	var texts []string
	sure, length, timed := 0.0, 0, true
	at := 0
	for _, piece := range pieces(forHearing(speech.PCM)) {
		from := speech.From + duration(at)
		at += len(piece)
		h, err := e.piece(ctx, piece)
		if err != nil {
			return timeline.Utterance{}, e.plain(ctx, err)
		}
		if h.text == "" {
			continue
		}
		words := h.place(from, min(speech.To, from+duration(len(piece))))
		timed = timed && words != nil
		u.Words = append(u.Words, words...)
		texts = append(texts, h.text)
		sure, length = sure+h.confidence*float64(len(h.text)), length+len(h.text)
	}
	if !timed {
		u.Words = nil
	}
	if u.Text = strings.Join(texts, " "); length > 0 {
		u.Confidence = sure / float64(length)
	}
	return u, nil
}

// forHearing is pcm at the rate that servers want. A step of it takes a tenth of
// a millisecond; between two, the packets of other practices may go: the words
// of twenty coaches who fall silent together take a fifth of a second.
func forHearing(pcm media.PCM) []int16 {
	r := media.NewResampler(media.Rate, hearingRate)
	out := make([]int16, 0, len(pcm)*hearingRate/media.Rate+hearingRate/10)
	for step := range slices.Chunk(pcm, media.Rate/20) {
		out = r.Append(out, step)
		runtime.Gosched()
	}
	return r.Flush(out)
}

func duration(samples int) time.Duration {
	return time.Duration(samples) * time.Second / hearingRate
}

func (e *Ears) piece(ctx context.Context, samples []int16) (heard, error) {
	if duration(len(samples)) < shortest || !slices.ContainsFunc(samples, func(x int16) bool { return x > inaudible || x < -inaudible }) {
		return heard{}, nil
	}
	if short := int(padded*hearingRate/time.Second) - len(samples); short > 0 {
		samples = append(slices.Clip(samples), make([]int16, short)...)
	}
	var wav bytes.Buffer
	if err := media.WriteWAV(&wav, samples, hearingRate); err != nil {
		return heard{}, err
	}
	if e.place.Load() == atInference {
		return e.post(ctx, e.inference(), wav.Bytes())
	}
	h, err := e.post(ctx, e.base+"/audio/transcriptions", wav.Bytes())
	if err == nil {
		e.place.Store(atOpenAI)
		return h, nil
	}
	if !missing(err) || e.place.Load() == atOpenAI {
		return heard{}, err
	}
	h, other := e.post(ctx, e.inference(), wav.Bytes())
	switch {
	case other == nil:
		e.place.Store(atInference)
		return h, nil
	case missing(other):
		e.place.Store(atOpenAI) // it is the model that is not there
	}
	return heard{}, err
}

func missing(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Status == http.StatusNotFound
}

// inference is where whisper.cpp's server listens, beside the interface.
func (e *Ears) inference() string { return strings.TrimSuffix(e.base, "/v1") + "/inference" }

// post sends one recording. A server that does not know the rich answer is
// asked for the plain one, from then on.
func (e *Ears) post(ctx context.Context, address string, wav []byte) (heard, error) {
	terse := e.terse.Load()
	h, err := e.postAs(ctx, address, wav, terse)
	if !terse && refuses(err, "response_format", "verbose_json", "timestamp_granularities") {
		e.terse.Store(true)
		h, err = e.postAs(ctx, address, wav, true)
	}
	return h, err
}

func (e *Ears) postAs(ctx context.Context, address string, wav []byte, terse bool) (heard, error) {
	body, kind, err := e.form(wav, terse)
	if err != nil {
		return heard{}, fmt.Errorf("request body: %w", err)
	}
	resp, err := e.ask(ctx, http.MethodPost, address, kind, body)
	if err != nil {
		return heard{}, err
	}
	answer, err := whole(resp)
	if err != nil {
		return heard{}, err
	}
	return hear(answer)
}

// form is the request: the fields, what the configuration puts over them, and
// the sound.
func (e *Ears) form(wav []byte, terse bool) (body []byte, kind string, err error) {
	fields := map[string]any{"model": e.model, "response_format": "verbose_json", "timestamp_granularities[]": []any{"word"}}
	if terse {
		fields["response_format"] = "json"
		delete(fields, "timestamp_granularities[]")
	}
	if e.language != "" {
		fields["language"] = e.language
	}
	maps.Copy(fields, e.extra)
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		values, many := fields[name].([]any)
		if !many {
			values = []any{fields[name]}
		}
		for _, v := range values {
			text, isText := v.(string)
			if v == nil {
				continue
			}
			if !isText {
				encoded, err := json.Marshal(v)
				if err != nil {
					return nil, "", err
				}
				text = string(encoded)
			}
			if err := form.WriteField(name, text); err != nil {
				return nil, "", err
			}
		}
	}
	file, err := form.CreateFormFile("file", "turn.wav")
	if err == nil {
		_, err = file.Write(wav)
	}
	if err == nil {
		err = form.Close()
	}
	return b.Bytes(), form.FormDataContentType(), err
}

// pieces cuts samples at the quietest places so that none is longer than longest.
func pieces(samples []int16) [][]int16 {
	const most = int(longest * hearingRate / time.Second)
	var out [][]int16
	for len(samples) > most {
		n := quietest(samples[:most])
		out, samples = append(out, samples[:n]), samples[n:]
	}
	return append(out, samples)
}

// quietest is the middle of the quietest 200 ms of the second half of samples.
func quietest(samples []int16) int {
	const span, step = hearingRate / 5, hearingRate / 50
	at, least := len(samples), -1
	for i := len(samples) / 2; i+span <= len(samples); i += step {
		loud := 0
		for _, x := range samples[i : i+span] {
			loud += max(int(x), -int(x))
		}
		if least < 0 || loud <= least {
			at, least = i+span/2, loud
		}
	}
	return at
}
