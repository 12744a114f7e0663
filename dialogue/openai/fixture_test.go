package openai

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"stillpoint/media"
	"stillpoint/media/codec"
)

// saidWords are what testdata/yes.mp3 says, in the light voice: 24 kHz, 64 kbit/s, by LAME.
const saidWords = "Yes, I can hear you."

func mp3File(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/yes.mp3")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func said(t testing.TB) (all media.PCM) {
	t.Helper()
	for pcm, err := range codec.DecodeMP3(bytes.NewReader(mp3File(t))) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, pcm...)
	}
	return all
}

func serve(t testing.TB, handler http.HandlerFunc) Config {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return Config{URL: server.URL + "/v1", Key: key}
}

func answer(w http.ResponseWriter, kind, body string) {
	w.Header().Set("Content-Type", kind)
	io.WriteString(w, body)
}

func refuse(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	io.WriteString(w, body)
}

// goesAway waits until the client has closed the connection, and says so.
func goesAway(t testing.TB, gone <-chan struct{}) {
	t.Helper()
	select {
	case <-gone:
	case <-time.After(10 * time.Second):
		t.Error("the server is left waiting")
	}
}
