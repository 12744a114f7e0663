// Package ort runs ONNX models on the ONNX Runtime shared library, reached
// through its C API without cgo.
//
// A [Runtime] is the opened library, a [Session] a loaded model, a [Value] a
// tensor in the runtime's memory, a [Call] one caller's way to run a session.
// Runtime and Session may be used by many goroutines at once; a Call belongs
// to one, and so does a Value while it is written. The package starts no
// goroutine of its own; the runtime starts threads only when a session is
// loaded with more than one.
//
// Everything the runtime keeps beyond a call lies in memory it allocated
// itself, so nothing in Go's heap is ever pinned. What was made here must be
// closed here: Values and Calls before their Session, Sessions before their
// Runtime.
//
// It needs ONNX Runtime 1.32 or newer (C API version 24). Only linux/amd64
// has been run; the other platforms are built.
package ort

import (
	"fmt"
	"strconv"
	"strings"
	"unsafe"

	"github.com/ebitengine/purego"
)

// Positions in the table of functions that GetApi returns (struct OrtApi of
// onnxruntime_c_api.h). The table only ever grows at its end.
const (
	getErrorMessage                  = 2
	createEnv                        = 3
	disableTelemetryEvents           = 6
	createSessionFromArray           = 8
	run                              = 9
	createSessionOptions             = 10
	setSessionGraphOptimizationLevel = 23
	setIntraOpNumThreads             = 24
	setInterOpNumThreads             = 25
	sessionGetInputCount             = 30
	sessionGetOutputCount            = 31
	sessionGetInputName              = 36
	sessionGetOutputName             = 37
	createRunOptions                 = 39
	runOptionsSetTerminate           = 46
	createTensorAsOrtValue           = 48
	getTensorMutableData             = 51
	getTensorElementType             = 60
	getDimensionsCount               = 61
	getDimensions                    = 62
	getTensorTypeAndShape            = 65
	allocatorFree                    = 76
	getAllocatorWithDefaultOptions   = 78
	releaseEnv                       = 92
	releaseStatus                    = 93
	releaseSession                   = 95
	releaseValue                     = 96
	releaseRunOptions                = 97
	releaseTensorTypeAndShapeInfo    = 99
	releaseSessionOptions            = 100
	addSessionConfigEntry            = 130
	tableSize                        = 131
)

const (
	apiVersion = 24 // ORT_API_VERSION of 1.24 and later headers
	minMajor   = 1
	minMinor   = 32
	enableAll  = 99 // GraphOptimizationLevel ORT_ENABLE_ALL
	logFatal   = 4  // OrtLoggingLevel; errors come back as a status
	maxCString = 4096
	logID      = "stillpoint\x00"
)

// Runtime is the opened library.
type Runtime struct {
	api       *[tableSize]uintptr
	env       uintptr
	allocator uintptr
	version   string
}

// Library is the place of the runtime's shared library in the models folder
// on the given GOOS.
func Library(goos string) string {
	switch goos {
	case "windows":
		return "onnxruntime/onnxruntime.dll"
	case "darwin":
		return "onnxruntime/libonnxruntime.1.32.0.dylib"
	}
	return "onnxruntime/libonnxruntime.so.1.32.0"
}

// Open loads the shared library at path and checks that it is new enough. The
// error says in a sentence what to do about it.
func Open(path string) (*Runtime, error) {
	getBase, err := symbol(path, "OrtGetApiBase")
	if err != nil {
		return nil, fmt.Errorf("open ONNX Runtime %s: %w", path, err)
	}
	r, _, _ := purego.SyscallN(getBase)
	base := *(**struct{ getAPI, getVersion uintptr })(unsafe.Pointer(&r))
	if base == nil {
		return nil, fmt.Errorf("open ONNX Runtime %s: OrtGetApiBase gave nothing", path)
	}
	r, _, _ = purego.SyscallN(base.getVersion)
	version := goString(*(**byte)(unsafe.Pointer(&r)))
	if !newEnough(version) {
		return nil, fmt.Errorf("open ONNX Runtime %s: it is version %q, %d.%d or newer is needed", path, version, minMajor, minMinor)
	}
	r, _, _ = purego.SyscallN(base.getAPI, apiVersion)
	rt := &Runtime{api: *(**[tableSize]uintptr)(unsafe.Pointer(&r)), version: version}
	if rt.api == nil {
		return nil, fmt.Errorf("open ONNX Runtime %s: version %s does not know C API %d", path, version, apiVersion)
	}
	id := []byte(logID)
	if err := rt.call(createEnv, logFatal, uintptr(unsafe.Pointer(&id[0])), uintptr(unsafe.Pointer(&rt.env))); err != nil {
		return nil, fmt.Errorf("open ONNX Runtime %s: %w", path, err)
	}
	// The official Windows builds would report usage to Microsoft.
	err = rt.call(disableTelemetryEvents, rt.env)
	if err == nil {
		err = rt.call(getAllocatorWithDefaultOptions, uintptr(unsafe.Pointer(&rt.allocator)))
	}
	if err != nil {
		rt.Close()
		return nil, fmt.Errorf("open ONNX Runtime %s: %w", path, err)
	}
	return rt, nil
}

// Version is the library's own version, such as "1.32.0".
func (rt *Runtime) Version() string { return rt.version }

// Close frees the environment. The library itself stays mapped: its threads
// and destructors do not survive being unloaded.
func (rt *Runtime) Close() error {
	rt.release(releaseEnv, rt.env)
	rt.env = 0
	return nil
}

// newEnough reports whether version, "major.minor.patch", is at least the one needed.
func newEnough(version string) bool {
	major, rest, _ := strings.Cut(version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	a, err1 := strconv.Atoi(major)
	b, err2 := strconv.Atoi(minor)
	return err1 == nil && err2 == nil && (a > minMajor || a == minMajor && b >= minMinor)
}

// call calls the function at position fn, which returns a status, and turns
// the status into an error. Pointers among args stay valid during the call.
//
//go:uintptrescapes
func (rt *Runtime) call(fn int, args ...uintptr) error {
	status, _, _ := purego.SyscallN(rt.api[fn], args...)
	if status == 0 {
		return nil
	}
	r, _, _ := purego.SyscallN(rt.api[getErrorMessage], status)
	message := goString(*(**byte)(unsafe.Pointer(&r)))
	purego.SyscallN(rt.api[releaseStatus], status)
	return fmt.Errorf("onnx runtime: %s", message)
}

// release frees a thing of the runtime; 0 is nothing to free.
func (rt *Runtime) release(fn int, thing uintptr) {
	if thing != 0 {
		purego.SyscallN(rt.api[fn], thing)
	}
}

// goString copies a C string, at most maxCString bytes of it.
func goString(p *byte) string {
	if p == nil {
		return ""
	}
	n := 0
	for n < maxCString && *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
		n++
	}
	return string(unsafe.Slice(p, n))
}
