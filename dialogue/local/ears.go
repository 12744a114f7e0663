package local

import (
	"context"

	"stillpoint/dialogue"
	"stillpoint/dialogue/local/moonshine"
	"stillpoint/dialogue/local/work"
	"stillpoint/dialogue/timeline"
	"stillpoint/media/voice"
)

// Detector returns a new Silero detector for one line. It computes on the
// caller's goroutine, about 0.1 ms a window.
func (e *Engines) Detector() (voice.Detector, error) {
	m, err := e.silero()
	if err != nil {
		return nil, err
	}
	return m.Detector()
}

// Ears returns Moonshine for transcripts that somebody waits for: final ones,
// and those begun early that become final if the coach does not go on. It is
// nil when the recogniser is absent or broken.
func (e *Engines) Ears() dialogue.Transcriber { return e.transcriber(work.Urgent) }

// Partials returns Moonshine for provisional transcripts: they make room for
// those of [Engines.Ears] and are begun again. It is nil as Ears is.
func (e *Engines) Partials() dialogue.Transcriber { return e.transcriber(work.Useful) }

func (e *Engines) transcriber(p work.Priority) dialogue.Transcriber {
	m, err := e.moonshine()
	if err != nil {
		return nil
	}
	return ears{model: m, pool: e.listen, priority: p}
}

// ears is a model on the threads of a pool.
type ears struct {
	model    *moonshine.Model
	pool     *work.Pool
	priority work.Priority
}

// Transcribe implements [dialogue.Transcriber].
func (e ears) Transcribe(ctx context.Context, speech dialogue.Speech) (timeline.Utterance, error) {
	var u timeline.Utterance
	err := e.pool.Do(ctx, e.priority, func(ctx context.Context) (err error) {
		u, err = e.model.Transcribe(ctx, speech)
		return err
	})
	return u, err
}
