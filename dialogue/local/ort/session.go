package ort

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"unsafe"
)

// Session is a loaded model.
type Session struct {
	rt              *Runtime
	ptr             uintptr
	inputs, outputs []string
}

// settings are session options that have no function of their own
// (onnxruntime_session_options_config_keys.h).
var settings = [][2]string{
	// Threads that wait for work sleep. Spinning, they take the processor from
	// whoever could use it.
	{"session.intra_op.allow_spinning", "0"},
	// Weights kept as integers but used as floats are turned into floats once,
	// at loading, and not anew in every run.
	{"session.disable_quant_qdq", "1"},
}

// Load reads an ONNX model (the bytes are not kept) and prepares it to run on
// the caller's thread and threads-1 more, which have the scheduling priority
// of the thread that calls Load. All graph optimisations are on.
func (rt *Runtime) Load(model []byte, threads int) (*Session, error) {
	if len(model) == 0 {
		return nil, errors.New("load model: it is empty")
	}
	var options uintptr
	if err := rt.call(createSessionOptions, uintptr(unsafe.Pointer(&options))); err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	defer rt.release(releaseSessionOptions, options)
	err := rt.call(setSessionGraphOptimizationLevel, options, enableAll)
	if err == nil {
		err = rt.call(setIntraOpNumThreads, options, uintptr(threads))
	}
	if err == nil {
		err = rt.call(setInterOpNumThreads, options, 1)
	}
	for _, kv := range settings {
		if err == nil {
			key, value := append([]byte(kv[0]), 0), append([]byte(kv[1]), 0)
			err = rt.call(addSessionConfigEntry, options, uintptr(unsafe.Pointer(&key[0])), uintptr(unsafe.Pointer(&value[0])))
		}
	}
	s := &Session{rt: rt}
	if err == nil {
		err = rt.call(createSessionFromArray, rt.env, uintptr(unsafe.Pointer(&model[0])), uintptr(len(model)), options, uintptr(unsafe.Pointer(&s.ptr)))
	}
	if err == nil {
		s.inputs, err = s.names(sessionGetInputCount, sessionGetInputName)
	}
	if err == nil {
		s.outputs, err = s.names(sessionGetOutputCount, sessionGetOutputName)
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("load model: %w", err)
	}
	return s, nil
}

func (s *Session) names(count, name int) ([]string, error) {
	var n uintptr
	if err := s.rt.call(count, s.ptr, uintptr(unsafe.Pointer(&n))); err != nil {
		return nil, err
	}
	names := make([]string, n)
	for i := range names {
		var p *byte
		if err := s.rt.call(name, s.ptr, uintptr(i), s.rt.allocator, uintptr(unsafe.Pointer(&p))); err != nil {
			return nil, err
		}
		names[i] = goString(p)
		if err := s.rt.call(allocatorFree, s.rt.allocator, uintptr(unsafe.Pointer(p))); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// Inputs is the names of the model's inputs, in its order.
func (s *Session) Inputs() []string { return slices.Clone(s.inputs) }

// Outputs is the names of the model's outputs, in its order.
func (s *Session) Outputs() []string { return slices.Clone(s.outputs) }

// Close frees the model. No Call of it may be running.
func (s *Session) Close() {
	s.rt.release(releaseSession, s.ptr)
	s.ptr = 0
}

// Run runs the model once: named tensors in, the named outputs out, in the
// order asked for. The caller closes them. See [Call.Run] for how it ends.
func (s *Session) Run(ctx context.Context, inputs map[string]*Value, outputs ...string) ([]*Value, error) {
	var names []string
	var in []*Value
	for name, v := range inputs {
		names, in = append(names, name), append(in, v)
	}
	out := make([]*Value, len(outputs))
	for i := range out {
		out[i] = new(Value)
	}
	if err := s.Call(names, outputs).Run(ctx, in, out); err != nil {
		return nil, err
	}
	return out, nil
}

// Call is one caller's prepared way to run a session with a fixed list of
// inputs and outputs. It is not safe for concurrent use and needs no closing.
type Call struct {
	s                 *Session
	inNames, outNames []*byte // C strings
	in, out           []uintptr
}

// Call prepares to run s with these inputs and outputs, in this order.
func (s *Session) Call(inputs, outputs []string) *Call {
	return &Call{
		s: s, inNames: cStrings(inputs), outNames: cStrings(outputs),
		in: make([]uintptr, len(inputs)), out: make([]uintptr, len(outputs)),
	}
}

func cStrings(names []string) []*byte {
	ptrs := make([]*byte, len(names))
	for i, name := range names {
		ptrs[i] = &append([]byte(name), 0)[0]
	}
	return ptrs
}

// Run runs the model. An out Value that is empty is filled by the runtime and
// is the caller's to close; one that holds a tensor of the right shape is
// written in place, so that nothing is allocated. A Value may be an output of
// one run and an input of the next.
//
// When ctx ends the runtime stops between two operators, within milliseconds,
// and Run returns ctx's cause. After an error an empty out Value is still
// empty; one that holds a tensor may be half written.
func (c *Call) Run(ctx context.Context, in, out []*Value) error {
	if len(in) != len(c.in) || len(out) != len(c.out) || len(out) == 0 {
		return fmt.Errorf("run model: %d inputs and %d outputs, want %d and %d", len(in), len(out), len(c.in), len(c.out))
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for i, v := range in {
		if v == nil || v.ptr == 0 {
			return fmt.Errorf("run model: input %d is empty", i)
		}
		c.in[i] = v.ptr
	}
	for i, v := range out {
		c.out[i] = v.ptr
	}
	options, done, err := c.s.rt.terminateWith(ctx)
	if err != nil {
		return fmt.Errorf("run model: %w", err)
	}
	err = c.s.rt.call(run, c.s.ptr, options,
		uintptr(unsafe.Pointer(unsafe.SliceData(c.inNames))), uintptr(unsafe.Pointer(unsafe.SliceData(c.in))), uintptr(len(in)),
		uintptr(unsafe.Pointer(unsafe.SliceData(c.outNames))), uintptr(len(out)), uintptr(unsafe.Pointer(unsafe.SliceData(c.out))))
	done()
	runtime.KeepAlive(in)
	runtime.KeepAlive(c)
	if err != nil {
		for i, ptr := range c.out {
			if out[i].ptr != ptr {
				c.s.rt.release(releaseValue, ptr)
			}
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return fmt.Errorf("run model: %w", err)
	}
	for i, v := range out {
		v.rt, v.ptr = c.s.rt, c.out[i]
	}
	return nil
}

// terminateWith makes run options that end the run with ctx; done frees them.
// A context that never ends needs none.
func (rt *Runtime) terminateWith(ctx context.Context) (options uintptr, done func(), err error) {
	if ctx.Done() == nil {
		return 0, func() {}, nil
	}
	if err := rt.call(createRunOptions, uintptr(unsafe.Pointer(&options))); err != nil {
		return 0, nil, err
	}
	fired := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		rt.call(runOptionsSetTerminate, options) // cannot fail: it sets a flag
		close(fired)
	})
	return options, func() {
		if !stop() {
			<-fired
		}
		rt.release(releaseRunOptions, options)
	}, nil
}
