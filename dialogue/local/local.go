// Package local is the speech engines that run on this machine: Silero hears
// whether somebody speaks, Moonshine what, MiniLM finds what was asked about,
// Kokoro or the light voice answers. All of them run on ONNX Runtime.
//
// [Open] begins to load what is present and returns; a part of the speech that
// is asked for is waited for. What is absent or broken is left out, and
// [Engines.Missing] says so: the talk then goes on typed, with captions.
//
// Engines own the loading goroutines and two pools of niced threads, one for
// listening and one for speaking, so that neither waits for the other;
// [Engines.Close] joins them all.
package local

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"stillpoint/dialogue/local/minilm"
	"stillpoint/dialogue/local/moonshine"
	"stillpoint/dialogue/local/ort"
	"stillpoint/dialogue/local/silero"
	"stillpoint/dialogue/local/work"
)

// Config says where things are. Models is needed, the rest may be zero.
type Config struct {
	Models string // folder of the model files, as `stillpoint fetch` lays it out
	Spoken string // folder of the lines spoken ahead
	// Meaning is the folder where the meanings of scenarios' phrases are kept.
	Meaning string
	// Deaf leaves the recogniser out, Mute the voices: somebody else does that,
	// and their files need not be there.
	Deaf, Mute bool
	// Lazy has each model loaded when it is first asked for; else all are
	// begun at once.
	Lazy bool
	// Workers is how many jobs of listening are done at once, and how many of
	// speaking, which take two threads each; 0 is half of the machine's cores.
	Workers int
	Log     *slog.Logger // nil: slog.Default
}

// How far the threads step back behind the pacer: speaking more than
// listening, which somebody always waits for.
const (
	listenNice = 5
	speakNice  = 10
)

var errClosed = errors.New("the speech engines are closed")

// errAbsent is the error of an engine that [Engines.Missing] already speaks of.
var errAbsent = errors.New("files are missing")

var errLeftOut = errors.New("it was left out")

// leftOut is an engine that nobody wanted.
func leftOut[T any]() (none T, err error) { return none, errLeftOut }

// Engines is what was found. It is safe for concurrent use.
type Engines struct {
	config           Config
	rt               *ort.Runtime // nil: absent or broken
	listen, speak    *work.Pool
	loading, running sync.WaitGroup
	shut             context.CancelCauseFunc
	silero           engine[*silero.Model]
	moonshine        engine[*moonshine.Model]
	mouth            *mouth
	meaning          engine[*minilm.Model]
	loads            []func() // of all engines
	mu               sync.Mutex
	missing          []string
	closers          []func() // of what was loaded
}

// engine returns a model as soon as it is loaded, which the first call begins.
type engine[T any] func() (T, error)

// Open looks for the engines in c.Models and begins to load them, unless c is
// Lazy. The error is about c alone.
func Open(c Config) (*Engines, error) {
	if c.Models == "" {
		return nil, errors.New("open the speech engines: no folder of models is named")
	}
	if c.Workers <= 0 {
		c.Workers = max(1, runtime.NumCPU()/2)
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	e := &Engines{config: c, listen: work.New(c.Workers, listenNice), speak: work.New(c.Workers, speakNice)}
	ctx, shut := context.WithCancelCause(context.Background())
	e.shut = shut
	for _, p := range []*work.Pool{e.listen, e.speak} {
		e.running.Go(func() { p.Run(ctx) })
	}
	e.openRuntime()
	e.silero = load(e, "voice activity", []string{"silero_vad_v6.onnx"}, func(files [][]byte) (*silero.Model, error) {
		return silero.Load(e.rt, files[0])
	})
	e.moonshine = leftOut[*moonshine.Model]
	if !c.Deaf {
		e.moonshine = load(e, "speech recognition", []string{"moonshine-encoder.onnx", "moonshine-decoder.onnx", "llama-tokenizer.js"},
			func(files [][]byte) (*moonshine.Model, error) {
				return moonshine.Load(e.rt, files[0], files[1], files[2])
			})
	}
	e.mouth = openMouth(e)
	e.meaning = load(e, "the comparison by meaning", meaningFiles, func(files [][]byte) (*minilm.Model, error) {
		return minilm.Load(e.rt, files[0], files[1])
	})
	if c.Lazy {
		return e, nil
	}
	for _, l := range e.loads {
		e.loading.Go(l)
	}
	e.running.Go(func() {
		e.loading.Wait()
		debug.FreeOSMemory() // of the files, some 200 MB that the collector would leave for minutes
	})
	return e, nil
}

func (e *Engines) openRuntime() {
	name := ort.Library(runtime.GOOS)
	if !e.present(name) {
		return
	}
	rt, err := ort.Open(filepath.Join(e.config.Models, filepath.FromSlash(name)))
	if err != nil {
		e.broken("ONNX Runtime", err)
		return
	}
	e.rt = rt
}

// load is an engine that reads the named files and makes a model of them. The
// model is closed with e.
func load[T interface{ Close() }](e *Engines, name string, files []string, build func(files [][]byte) (T, error)) engine[T] {
	missing := false
	for _, f := range files {
		missing = !e.present(f) || missing
	}
	if missing || e.rt == nil {
		return func() (none T, err error) { return none, fmt.Errorf("%s: %w", name, errAbsent) }
	}
	g := sync.OnceValues(func() (model T, err error) {
		contents := make([][]byte, len(files))
		for i, f := range files {
			if contents[i], err = os.ReadFile(filepath.Join(e.config.Models, filepath.FromSlash(f))); err != nil {
				e.broken(name, err)
				return model, err
			}
		}
		if model, err = build(contents); err != nil {
			e.broken(name, err)
			return model, err
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		e.closers = append(e.closers, model.Close)
		return model, nil
	})
	e.loads = append(e.loads, func() { g() })
	return g
}

// present reports whether a model file is there, and notes it if not.
func (e *Engines) present(name string) bool {
	if info, err := os.Stat(filepath.Join(e.config.Models, filepath.FromSlash(name))); err == nil && info.Mode().IsRegular() {
		return true
	}
	e.note(fmt.Sprintf("%s is missing: run `stillpoint fetch`", name))
	return false
}

// broken notes that what is there does not load.
func (e *Engines) broken(name string, err error) {
	e.note(fmt.Sprintf("%s does not load: %v. If a file is damaged, delete it and run `stillpoint fetch`", name, err))
}

func (e *Engines) note(sentence string) {
	e.config.Log.Warn("speech engine left out", "why", sentence)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.missing = append(e.missing, sentence)
}

// Missing says in sentences what is absent or broken, as far as it is known:
// after [Engines.Ready], all of it.
func (e *Engines) Missing() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.missing)
}

// Ready waits until everything is loaded that can be.
func (e *Engines) Ready() {
	for _, l := range e.loads {
		l()
	}
}

// Close ends what is running and frees everything. Detectors must be closed before.
func (e *Engines) Close() error {
	e.shut(errClosed)
	e.running.Wait()
	e.loading.Wait()
	for _, closeModel := range e.closers {
		closeModel()
	}
	err := e.mouth.close()
	if e.rt == nil {
		return err
	}
	return errors.Join(err, e.rt.Close())
}
