package local

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"stillpoint/dialogue"
	"stillpoint/dialogue/local/kokoro"
	"stillpoint/dialogue/local/phoneme"
	"stillpoint/dialogue/local/piper"
	"stillpoint/dialogue/local/speak"
	"stillpoint/dialogue/local/spoken"
	"stillpoint/dialogue/local/work"
)

// Joe is the name of the light voice. All others are Kokoro's.
const Joe = "joe"

// joeFiles are the model of the light voice and what describes it.
var joeFiles = [...]string{"piper-joe.onnx", "piper-joe.onnx.json"}

// TooSlow is the share of a sound's length that its synthesis may take; above
// it the light voice should be offered.
const TooSlow = 0.8

// mouth is the part of Engines that speaks.
type mouth struct {
	kokoro   engine[hashed[*kokoro.Model]]
	joe      func() (hashed[*piper.Model], error) // loaded when first asked for: few want it
	lexicons [2]func() (*phoneme.Lexicon, error)  // by phoneme.Accent
	store    *spoken.Store                        // nil: nothing is kept

	mu    sync.Mutex
	spent map[string]effort // by engine
}

type effort struct{ work, sound time.Duration }

// hashed is a model and the hash of its file, which names its sounds on the disk.
type hashed[T interface{ Close() }] struct {
	model T
	hash  string
}

func (h hashed[T]) Close() { h.model.Close() }

func hash(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}

// openMouth begins to load the voices.
func openMouth(e *Engines) *mouth {
	m := &mouth{spent: make(map[string]effort)}
	for _, a := range []phoneme.Accent{phoneme.US, phoneme.GB} {
		m.lexicons[a] = sync.OnceValues(func() (*phoneme.Lexicon, error) { return phoneme.Open(e.config.Models, a) })
	}
	m.kokoro, m.joe = leftOut[hashed[*kokoro.Model]], leftOut[hashed[*piper.Model]]
	if e.config.Mute {
		return m
	}
	for _, name := range phoneme.Files() {
		e.present(name)
	}
	m.kokoro = load(e, "the voice", []string{"kokoro-v1.0-int8.onnx"}, func(files [][]byte) (hashed[*kokoro.Model], error) {
		h := hashed[*kokoro.Model]{hash: hash(files[0])}
		// On a thread of the pool, so that the runtime's own step back with it.
		err := e.speak.Do(context.Background(), work.Urgent, func(context.Context) (err error) {
			h.model, err = kokoro.Load(e.rt, files[0])
			return err
		})
		return h, err
	})
	m.joe = sync.OnceValues(e.loadJoe)
	if e.config.Spoken != "" {
		var err error
		if m.store, err = spoken.Open(e.config.Spoken, spoken.DefaultLimit, e.config.Log); err != nil {
			e.config.Log.Error("spoken lines are not kept; each will be spoken anew", "err", err)
		}
	}
	return m
}

func (e *Engines) loadJoe() (hashed[*piper.Model], error) {
	var none hashed[*piper.Model]
	if e.rt == nil {
		return none, errAbsent
	}
	var files [len(joeFiles)][]byte
	for i, name := range joeFiles {
		var err error
		if files[i], err = os.ReadFile(filepath.Join(e.config.Models, name)); err != nil {
			return none, err
		}
	}
	model, err := piper.Load(e.rt, files[0], files[1])
	if err != nil {
		return none, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closers = append(e.closers, model.Close)
	return hashed[*piper.Model]{model, hash(files[0])}, nil
}

func (m *mouth) close() error {
	if m.store == nil {
		return nil
	}
	return m.store.Close()
}

// Voices is the names of the voices that are present, the light one last.
func (e *Engines) Voices() []string {
	var names []string
	files, err := os.ReadDir(filepath.Join(e.config.Models, "voices"))
	if _, broken := e.mouth.kokoro(); err == nil && broken == nil {
		for _, f := range files {
			name, ok := strings.CutSuffix(f.Name(), ".bin")
			if ok && english(name) && f.Type().IsRegular() {
				names = append(names, name)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(e.config.Models, joeFiles[0])); err == nil && e.rt != nil {
		names = append(names, Joe)
	}
	return names
}

// english reports whether name is of an English Kokoro voice: a or b, f or m, _.
func english(name string) bool {
	return len(name) > 3 && strings.Contains("ab", name[:1]) && strings.Contains("fm", name[1:2]) && name[2] == '_' &&
		!strings.ContainsAny(name, `./\:`)
}

// Voice speaks as the voice called name, at speed (0.5 to 2; 0 means 1),
// with sayAs (words and their IPA) before the dictionaries. What was spoken
// before comes from the disk at once. The caller waits for it, so it goes
// before whatever is spoken ahead.
func (e *Engines) Voice(name string, speed float64, sayAs map[string]string) (dialogue.Voice, error) {
	v, how, err := e.voice(name, speed, sayAs, work.Urgent)
	if err != nil || e.mouth.store == nil {
		return v, err
	}
	return e.mouth.store.Voice(v, how), nil
}

// Ahead prepares to speak texts, in their order, into the store, with the
// priority of what nobody waits for yet. With first of them done a practice
// can begin. It fails when there is no store.
func (e *Engines) Ahead(name string, speed float64, sayAs map[string]string, texts []string, first int, report func(spoken.Progress)) (*spoken.Ahead, error) {
	v, how, err := e.voice(name, speed, sayAs, work.Ahead)
	if err != nil {
		return nil, err
	}
	if e.mouth.store == nil {
		return nil, errors.New("speak ahead: there is no folder to keep the lines in")
	}
	return &spoken.Ahead{Voice: e.mouth.store.Voice(v, how), Texts: texts, First: first, Report: report, Log: e.config.Log}, nil
}

func (e *Engines) voice(name string, speed float64, sayAs map[string]string, p work.Priority) (dialogue.Voice, spoken.How, error) {
	fail := func(err error) (dialogue.Voice, spoken.How, error) {
		return nil, spoken.How{}, fmt.Errorf("voice %s: %w", name, err)
	}
	how := spoken.How{Rules: fmt.Sprintf("%d.%d", phoneme.Version, speak.Version), Voice: name, Speed: speed, SayAs: sayAs}
	var engine speak.Engine
	gain := 1.0
	kind := "kokoro"
	switch {
	case name == Joe:
		kind = Joe
		joe, err := e.mouth.joe()
		if err != nil {
			return fail(err)
		}
		how.Model, gain = joe.hash, piper.Gain
		if engine, err = joe.model.Voice(speed); err != nil {
			return fail(err)
		}
	case !english(name):
		return fail(errors.New("there is no such voice"))
	default:
		model, err := e.mouth.kokoro()
		if err != nil {
			return fail(err)
		}
		style, err := os.ReadFile(filepath.Join(e.config.Models, "voices", name+".bin"))
		if err != nil {
			return fail(err)
		}
		how.Model, gain = model.hash, kokoro.Gain(name)
		if kokoro.Trails(name) {
			how.Rules += " bare"
		}
		if engine, err = model.model.Voice(name, style, speed); err != nil {
			return fail(err)
		}
	}
	lexicon, err := e.mouth.lexicons[phoneme.AccentOf(name)]()
	if err != nil {
		return fail(err)
	}
	v, err := speak.New(speak.Config{
		Engine: timed{engine, kind, e.mouth}, Lexicon: lexicon, SayAs: sayAs, Gain: gain,
		Turn: func(ctx context.Context, synthesis func(context.Context) error) error {
			return e.speak.Do(ctx, p, synthesis)
		},
		Unknown: func(word string) {
			e.config.Log.Info("a word is in no dictionary and was read by its letters; the scenario's say_as can help", "word", word)
		},
	})
	if err != nil {
		return fail(err)
	}
	return v, how, nil
}

// timed notes how long an engine takes.
type timed struct {
	speak.Engine
	kind string
	m    *mouth
}

func (t timed) Say(ctx context.Context, phonemes string) ([]float32, error) {
	begun := time.Now()
	samples, err := t.Engine.Say(ctx, phonemes)
	if err == nil {
		sound := time.Duration(len(samples)) * time.Second / time.Duration(t.Rate())
		t.m.mu.Lock()
		defer t.m.mu.Unlock()
		s := t.m.spent[t.kind]
		t.m.spent[t.kind] = effort{s.work + time.Since(begun), s.sound + sound}
	}
	return samples, err
}

// Speed is how long Kokoro's synthesis takes for a second of sound on this
// machine, in seconds, over all it has spoken so far; 0 before the first. Over
// [TooSlow] the light voice should be offered.
func (e *Engines) Speed() float64 { return e.mouth.ratio("kokoro") }

func (m *mouth) ratio(kind string) float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.spent[kind]
	if s.sound == 0 {
		return 0
	}
	return s.work.Seconds() / s.sound.Seconds()
}

// Pronounce gives the phonemes the voice called name would say text with, and
// the words that no dictionary has.
func (e *Engines) Pronounce(name, text string, sayAs map[string]string) (phoneme.Reading, error) {
	l, err := e.mouth.lexicons[phoneme.AccentOf(name)]()
	if err != nil {
		return phoneme.Reading{}, fmt.Errorf("pronounce: %w", err)
	}
	return l.Read(text, sayAs), nil
}
