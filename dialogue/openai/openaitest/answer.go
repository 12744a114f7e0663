package openaitest

import (
	"bytes"
	"context"
	"embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"net/http"
	"strings"
	"time"

	"stillpoint/media"
)

// answer is what a healthy server sends, in the pieces in which it does.
type answer struct {
	kind   string // content type
	body   [][]byte
	format string // of sound
	hz     int
	rate   int
	pace   time.Duration // between two pieces
}

func (a answer) whole() []byte { return bytes.Join(a.body, nil) }

// dragging is a as a slow server sends it.
func (a answer) dragging() answer {
	if a.format == "" {
		a.pace = time.Second / 5
		return a
	}
	a.pace = 20 * time.Millisecond
	for range 4 { // sixteen times as long
		a.body = append(a.body[:len(a.body):len(a.body)], a.body...)
	}
	return a
}

func (a answer) send(w *wire) {
	w.head(http.StatusOK, a.kind)
	for i, piece := range a.body {
		if i > 0 && !w.wait(a.pace) || !w.write(piece) {
			return
		}
	}
}

// wire is the way back to a client.
type wire struct {
	server *Server
	w      http.ResponseWriter
	ctx    context.Context // ends when the client goes
	seen   *Request
}

func (w *wire) head(status int, kind string) {
	w.w.Header().Set("Content-Type", kind)
	w.w.WriteHeader(status)
}

// write sends b at once; false when nobody is there to take it.
func (w *wire) write(b []byte) bool {
	n, err := w.w.Write(b)
	w.server.mu.Lock()
	w.seen.Sent += n
	w.server.mu.Unlock()
	if err == nil {
		err = http.NewResponseController(w.w).Flush()
	}
	return err == nil && w.ctx.Err() == nil
}

func (w *wire) wait(d time.Duration) bool {
	if d <= 0 {
		return w.ctx.Err() == nil
	}
	select {
	case <-time.After(d):
		return true
	case <-w.ctx.Done():
		return false
	}
}

// hang does nothing until the client goes.
func (w *wire) hang() { <-w.ctx.Done() }

// cut closes the connection in the middle of the answer.
func (w *wire) cut() { panic(http.ErrAbortHandler) }

// Stream is text as a streamed reply, an event a piece.
func Stream(text string) [][]byte {
	chunk := func(delta, finish string) []byte {
		return fmt.Appendf(nil, `data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":%q,"choices":[{"index":0,"delta":%s,"finish_reason":%s}]}`+"\n\n", Model, delta, finish)
	}
	out := [][]byte{chunk(`{"role":"assistant","content":""}`, "null")}
	for _, token := range strings.SplitAfter(text, " ") {
		content, err := json.Marshal(token)
		if err != nil {
			panic(err) // a string always can
		}
		out = append(out, chunk(`{"content":`+string(content)+`}`, "null"))
	}
	return append(out, chunk("{}", `"stop"`),
		[]byte(`data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"instant","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":9,"total_tokens":16}}`+"\n\n"),
		[]byte("data: [DONE]\n\n"))
}

func whole(text string) []byte {
	return asJSON(map[string]any{"object": "chat.completion", "choices": []any{map[string]any{
		"index": 0, "message": map[string]string{"role": "assistant", "content": text}, "finish_reason": "stop"}}})
}

// Heard is text as a transcription, with what some servers put beside it.
func Heard(text string, seconds float64) []byte {
	return asJSON(map[string]any{"text": text, "language": "english", "duration": fmt.Sprintf("%.2f", seconds)})
}

func asJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps of strings always can
	}
	return b
}

// ToneLength is how long each sentence sounds.
const ToneLength = 400 * time.Millisecond

// numTones is how many tones there are as mp3.
const numTones = 16

// Tone is the frequency, in Hz, at which the server speaks text: another one for each
// of the first sixteen texts.
func (s *Server) Tone(text string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	hz, ok := s.tones[text]
	if !ok {
		hz = Tone(len(s.tones) % numTones)
		s.tones[text] = hz
	}
	return hz
}

//go:embed tones
var tones embed.FS

// mp3Frame is the length of its frames, in bytes: 24 ms at 32 kbit/s.
const mp3Frame = 96

// MP3 is ToneLength of a tone in 24 kHz mono, by LAME 3.100; hz is one of [Server.Tone]'s.
func MP3(hz int) []byte {
	b, err := fs.ReadFile(tones, fmt.Sprintf("tones/%d.mp3", hz))
	if err != nil {
		panic(err)
	}
	return b
}

// PCM is ToneLength of a tone in 16-bit little-endian samples.
func PCM(hz, rate int) []byte { return asPCM(float64(hz), rate) }

func asPCM(hz float64, rate int) []byte {
	var out []byte
	for i := range int(ToneLength * time.Duration(rate) / time.Second) {
		v := int16(6000 * math.Sin(2*math.Pi*hz*float64(i)/float64(rate)))
		out = binary.LittleEndian.AppendUint16(out, uint16(v))
	}
	return out
}

// WAV is PCM with its header.
func WAV(hz, rate int) []byte {
	raw := PCM(hz, rate)
	samples := make([]int16, len(raw)/2)
	for i := range samples {
		samples[i] = int16(binary.LittleEndian.Uint16(raw[2*i:]))
	}
	var b bytes.Buffer
	if err := media.WriteWAV(&b, samples, rate); err != nil {
		panic(err) // a buffer takes all
	}
	return b.Bytes()
}

func pieces(b []byte, n int) (out [][]byte) {
	for len(b) > n {
		out, b = append(out, b[:n]), b[n:]
	}
	return append(out, b)
}
