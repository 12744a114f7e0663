package faulttest

import (
	"strings"
	"sync"
	"testing"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/chain"
	"stillpoint/dialogue/openai"
	"stillpoint/dialogue/openai/openaitest"
	"stillpoint/dialogue/persona"
	"stillpoint/media"
)

const sentence = "It's the rosters, I suppose. I fix them in the evening."

// A reply cut after each of its bytes, rudely and kindly: what comes is the
// beginning of it, and whether it broke off is said.
func TestWordsCutAtEveryByte(t *testing.T) {
	var whole []byte
	for _, piece := range openaitest.Stream(sentence) {
		whole = append(whole, piece...)
	}
	finished := strings.Index(string(whole), `"finish_reason":"stop"`)
	everyByte(t, len(whole), openaitest.Words, func(config openai.Config, n int, kindly bool) {
		chat, err := openai.NewChat(config)
		if err != nil {
			t.Fatal(err)
		}
		words := chain.NewWords([]chain.Link[persona.Completer]{{Name: "server", Engine: chat, Patience: 20 * time.Second}}, nil)
		var got strings.Builder
		var failed error
		for text, err := range words.Complete(t.Context(), persona.Prompt{Messages: []persona.Message{{Role: persona.User, Text: "Hi."}}}) {
			got.WriteString(text)
			failed = err
		}
		if !strings.HasPrefix(sentence, got.String()) {
			t.Errorf("cut at %d: %q", n, got.String())
		}
		switch over := n >= finished+len(`"finish_reason":"stop"}]}`); {
		case !over && failed == nil:
			t.Errorf("cut at %d of %d, kindly %v: %q and no error", n, len(whole), kindly, got.String())
		case n == len(whole) && (failed != nil || got.String() != sentence):
			t.Errorf("whole: %q and %v", got.String(), failed)
		}
	})
}

// A sentence's sound cut after each of its bytes: what comes is the beginning
// of its tone, the voice of this machine speaks when nothing had come, and
// never both.
func TestSoundCutAtEveryByte(t *testing.T) {
	for _, format := range []string{"mp3", "wav", "pcm"} {
		hz := openaitest.Tone(0)
		whole := map[string][]byte{"mp3": openaitest.MP3(hz), "wav": openaitest.WAV(hz, 8000), "pcm": openaitest.PCM(hz, 8000)}[format]
		everyByte(t, len(whole), openaitest.Voice, func(config openai.Config, n int, kindly bool) {
			remote, err := openai.NewVoice(openai.VoiceConfig{Config: config, Format: format, Rate: 8000})
			if err != nil {
				t.Fatal(err)
			}
			own := newVoice()
			v := chain.NewVoice([]chain.Link[dialogue.Voice]{{Name: "server", Engine: remote, Patience: 20 * time.Second}, {Name: local, Engine: own}}, nil)
			var all media.PCM
			var failed error
			for pcm, err := range v.Speak(t.Context(), sentence) {
				all = append(all, pcm...)
				failed = err
			}
			heard := tones(all, func(int) bool { return true })
			both := len(heard) > 1 && heard[0].hz != heard[len(heard)-1].hz
			// Of what ends kindly within the first frames nobody can tell that it
			// was to be longer.
			silent := len(heard) == 0 && failed == nil && !(kindly && all.Duration() > 0)
			if both || silent || all.Duration() > openaitest.ToneLength+150*time.Millisecond {
				t.Errorf("%s cut at %d of %d, kindly %v: %v of sound, tones %v, %v", format, n, len(whole), kindly, all.Duration(), heard, failed)
			}
			if n == len(whole) && (failed != nil || len(own.sentences()) > 0) {
				t.Errorf("%s whole: %v, spoken by this machine: %v", format, failed, own.sentences())
			}
			if !kindly && n < len(whole) && failed == nil && len(own.sentences()) == 0 {
				t.Errorf("%s cut at %d of %d: nobody says so", format, n, len(whole))
			}
		})
	}
}

// everyByte tries each number of bytes of length, a few of them at once,
// rudely and kindly in turn; fewer under the race detector. Of raw sound, each
// of the first hundred and some of the equal samples that follow.
func everyByte(t *testing.T, length int, kind openaitest.Kind, try func(config openai.Config, n int, kindly bool)) {
	const workers = 8
	offsets := make(chan int, length+1)
	for n := 0; n < length; n++ {
		if raw := length > 4000; n%(1+16*thin) == 0 && (!raw || n < 100 || n%31 == 0) {
			offsets <- n
		}
	}
	offsets <- length
	close(offsets)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			s := openaitest.New()
			defer s.Close()
			s.Rate = 8000
			s.Says = func(int) string { return sentence }
			rt := s.Transport()
			defer rt.CloseIdleConnections()
			for n := range offsets {
				kindly := n%2 == 0 || n == length
				s.Break(kind, openaitest.CutAt(n, kindly))
				try(openai.Config{URL: s.URL(), Model: openaitest.Model, HTTP: rt}, n, kindly)
			}
		})
	}
	all.Wait()
}
