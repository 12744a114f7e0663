// Package moonshine turns English speech into text with Moonshine tiny (int8,
// MIT licence; Jeffries et al., "Moonshine: Speech Recognition for Live
// Transcription and Voice Commands", 2024) on ONNX Runtime.
//
// A [Model] is a [dialogue.Transcriber]. It starts no goroutine: each call
// computes on the caller's thread, about 35 ms for each second of speech, so
// the caller decides how many run at once. The text is cased and punctuated
// as the model gives it; there are no word times.
package moonshine

import (
	"context"
	"fmt"
	"math"
	"strings"

	"stillpoint/dialogue"
	"stillpoint/dialogue/local/ort"
	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

const (
	rate            = 16000
	shortest        = rate / 10     // less than this holds no word
	padded          = rate          // shorter speech is padded with silence to this
	suspect         = rate          // speech longer than this has words in it
	retryPad        = 3 * rate / 10 // silence put around speech that came back empty
	tokensPerSecond = 6.5           // nobody speaks faster; more is the model talking to itself
	layers          = 6
	heads, headSize = 8, 36
	logitCount      = vocabularySize + 768
)

// Model is the loaded network.
type Model struct {
	rt               *ort.Runtime
	encoder, decoder *ort.Session
	vocabulary       vocabulary
	names            names
}

// names lists the decoder's inputs and outputs in the order the code uses.
// Key and value of the decoder come before those of the encoder, which are
// made by the first step and only read afterwards.
type names struct{ inputs, first, next []string }

func newNames() names {
	n := names{inputs: []string{"input_ids", "encoder_hidden_states", "use_cache_branch"}, first: []string{"logits"}}
	for _, side := range []string{"decoder", "encoder"} {
		for layer := range layers {
			for _, kind := range []string{"key", "value"} {
				n.inputs = append(n.inputs, fmt.Sprintf("past_key_values.%d.%s.%s", layer, side, kind))
				n.first = append(n.first, fmt.Sprintf("present.%d.%s.%s", layer, side, kind))
			}
		}
	}
	n.next = n.first[:1+2*layers]
	return n
}

// Load reads moonshine-encoder.onnx, moonshine-decoder.onnx (the merged one)
// and the vocabulary, llama-tokenizer.js.
func Load(rt *ort.Runtime, encoder, decoder, vocabularyJS []byte) (*Model, error) {
	m := &Model{rt: rt, names: newNames()}
	var err error
	if m.vocabulary, err = parseVocabulary(vocabularyJS); err != nil {
		return nil, fmt.Errorf("load Moonshine: %w", err)
	}
	if m.encoder, err = rt.Load(encoder, 1); err != nil {
		return nil, fmt.Errorf("load Moonshine encoder: %w", err)
	}
	if m.decoder, err = rt.Load(decoder, 1); err != nil {
		m.encoder.Close()
		return nil, fmt.Errorf("load Moonshine decoder: %w", err)
	}
	return m, nil
}

// Close frees the network. No call may be running.
func (m *Model) Close() {
	m.encoder.Close()
	m.decoder.Close()
}

// Transcribe implements [dialogue.Transcriber]. Speech of any length is
// accepted; it is cut at quiet places into pieces of at most 13 s. Confidence
// is the mean probability of the tokens.
func (m *Model) Transcribe(ctx context.Context, speech dialogue.Speech) (timeline.Utterance, error) {
	u := timeline.Utterance{From: timeline.At(speech.From), To: timeline.At(speech.To)}
	samples := trim(floats(media.Convert(speech.PCM, media.Rate, rate)))
	var texts []string
	sum, tokens := 0.0, 0
	for _, piece := range pieces(samples) {
		r, err := m.piece(ctx, piece)
		if err != nil {
			return timeline.Utterance{}, fmt.Errorf("transcribe: %w", err)
		}
		if text := m.vocabulary.text(r.tokens); text != "" {
			texts = append(texts, text)
			sum += r.probability
			tokens += len(r.tokens)
		}
	}
	u.Text = strings.Join(texts, " ")
	if tokens > 0 {
		u.Confidence = sum / float64(tokens)
	}
	return u, nil
}

func floats(pcm []int16) []float32 {
	out := make([]float32, len(pcm))
	for i, v := range pcm {
		out[i] = float32(v) / 32768
	}
	return out
}

// piece transcribes samples, once more with silence around them if they are
// long enough to hold words and none came.
func (m *Model) piece(ctx context.Context, samples []float32) (result, error) {
	if len(samples) < shortest {
		return result{}, nil
	}
	limit := max(3, int(math.Ceil(tokensPerSecond*float64(len(samples))/rate)))
	r, err := m.decode(ctx, pad(samples, 0), limit)
	if err == nil && len(samples) > suspect && m.vocabulary.text(r.tokens) == "" {
		r, err = m.decode(ctx, pad(samples, retryPad), limit)
	}
	return r, err
}

// pad puts n samples of silence around samples and more behind, up to the
// length the model wants at least.
func pad(samples []float32, n int) []float32 {
	out := make([]float32, max(padded, len(samples)+2*n))
	copy(out[n:], samples)
	return out
}
