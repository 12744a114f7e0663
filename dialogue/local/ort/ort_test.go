package ort

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// library opens the shared library of the models folder, or skips.
func library(t testing.TB) *Runtime {
	t.Helper()
	dir := os.Getenv("STILLPOINT_MODELS")
	path := filepath.Join(dir, Library(runtime.GOOS))
	if _, err := os.Stat(path); dir == "" || err != nil {
		t.Skipf("SKIPPED, NOTHING WAS CHECKED: ONNX Runtime is missing (STILLPOINT_MODELS=%q, want %s)", dir, path)
	}
	rt, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rt.Close() })
	return rt
}

// A hand-written ONNX model (onnx.proto): field is one length-delimited field.
func field(n int, b ...byte) []byte {
	head := []byte{byte(n<<3 | 2)}
	for l := len(b); ; l >>= 7 {
		if l < 128 {
			return append(append(head, byte(l)), b...)
		}
		head = append(head, byte(l&127|128))
	}
}

func text(n int, s string) []byte { return field(n, []byte(s)...) }

func node(op, a, b, out string) []byte {
	return field(1, slices.Concat(text(1, a), text(1, b), text(2, out), text(4, op))...)
}

// info is a ValueInfoProto of float32 with two free dimensions.
func info(n int, name string) []byte {
	dim := field(1, text(2, "n")...)
	shape := field(2, slices.Concat(dim, dim)...)
	tensor := field(1, slices.Concat([]byte{1 << 3, 1}, shape)...)
	return field(n, slices.Concat(text(1, name), field(2, tensor...))...)
}

func model(nodes []byte) []byte {
	graph := slices.Concat(nodes, text(2, "g"), info(11, "x"), info(11, "y"), info(12, "z"))
	return slices.Concat([]byte{1 << 3, 8}, field(7, graph...), field(8, 2<<3, 13)) // IR 8, operator set 13
}

func TestVersion(t *testing.T) {
	if rt := library(t); rt.Version() != "1.32.0" {
		t.Errorf("version %q, the pinned file is 1.32.0", rt.Version())
	}
	for version, want := range map[string]bool{"1.32.0": true, "1.33.1": true, "2.0.0": true, "1.31.9": false, "0.99": false, "": false, "x.y": false} {
		if got := newEnough(version); got != want {
			t.Errorf("newEnough(%q) = %v, want %v", version, got, want)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	wrong := filepath.Join(t.TempDir(), "libonnxruntime.so")
	if err := os.WriteFile(wrong, []byte("not a library"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{wrong, wrong + ".absent"} {
		if rt, err := Open(path); err == nil || rt != nil || !strings.Contains(err.Error(), path) {
			t.Errorf("Open(%s) = %v, %v; want an error that names the file", path, rt, err)
		}
	}
}

func TestRun(t *testing.T) {
	rt := library(t)
	if s, err := rt.Load([]byte("not a model"), 1); err == nil || s != nil {
		t.Errorf("Load of rubbish = %v, %v; want an error", s, err)
	}
	s, err := rt.Load(model(node("Add", "x", "y", "z")), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := fmt.Sprint(s.Inputs(), s.Outputs()); got != "[x y] [z]" {
		t.Errorf("names %s, want [x y] [z]", got)
	}
	x, err := NewValue(rt, []float32{1, 2, 3, 4}, 2, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	out, err := s.Run(t.Context(), map[string]*Value{"x": x, "y": x}, "z")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Data[float32](out[0])
	if want := []float32{2, 4, 6, 8}; err != nil || !slices.Equal(got, want) {
		t.Errorf("x+x = %v, %v; want %v", got, err, want)
	}
	// An output goes back in as an input, and a filled output is written in place.
	before := &got[0]
	if err := s.Call([]string{"x", "y"}, []string{"z"}).Run(t.Context(), []*Value{x, x}, out); err != nil {
		t.Fatal(err)
	}
	again, err := s.Run(t.Context(), map[string]*Value{"x": out[0], "y": x}, "z")
	if err != nil {
		t.Fatal(err)
	}
	defer again[0].Close()
	got, _ = Data[float32](again[0])
	if inPlace, _ := Data[float32](out[0]); !slices.Equal(got, []float32{3, 6, 9, 12}) || &inPlace[0] != before {
		t.Errorf("2x+x = %v (in place %v), want [3 6 9 12] (true)", got, &inPlace[0] == before)
	}
	out[0].Close()
	if _, err := Data[int64](again[0]); err == nil {
		t.Error("a float32 tensor was read as int64")
	}
	if _, err := NewValue(rt, []int64{1, 2}, 3); err == nil {
		t.Error("two elements passed for a tensor of three")
	}
	small, err := NewValue(rt, []int64{7}, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer small.Close()
	if _, err := s.Run(t.Context(), map[string]*Value{"x": x, "y": small}, "z"); err == nil {
		t.Error("int64 was accepted where float32 belongs")
	}
	if _, err := s.Run(t.Context(), map[string]*Value{"x": x, "y": out[0]}, "z"); err == nil {
		t.Error("an empty tensor was accepted as input")
	}
}

func TestContextEndsRun(t *testing.T) {
	rt := library(t)
	const deep = 3000 // some 30 s of matrix products
	var nodes []byte
	for i := range deep {
		from, to := fmt.Sprint("h", i), fmt.Sprint("h", i+1)
		if i == 0 {
			from = "x"
		}
		if i == deep-1 {
			to = "z"
		}
		nodes = append(nodes, node("MatMul", from, "y", to)...)
	}
	s, err := rt.Load(model(nodes), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	x, err := NewValue[float32](rt, nil, 768, 768)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	bargeIn := errors.New("barge-in")
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(50*time.Millisecond, func() { cancel(bargeIn) })
	start := time.Now()
	if _, err := s.Run(ctx, map[string]*Value{"x": x, "y": x}, "z"); err != bargeIn {
		t.Errorf("Run = %v, want %v", err, bargeIn)
	}
	t.Logf("came back %v after the context ended", time.Since(start)-50*time.Millisecond)
	if _, err := s.Run(ctx, map[string]*Value{"x": x, "y": x}, "z"); err != bargeIn {
		t.Errorf("Run under an ended context = %v, want %v", err, bargeIn)
	}
}

// TestManyUnderCollection runs one session from eight goroutines whose stacks
// grow while the collector runs all the time: a pointer that C saw move or
// vanish would give wrong sums.
func TestManyUnderCollection(t *testing.T) {
	rt := library(t)
	s, err := rt.Load(model(node("Add", "x", "y", "z")), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stop := make(chan struct{})
	var collector, wg sync.WaitGroup
	collector.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				runtime.GC()
			}
		}
	})
	for g := range 8 {
		wg.Go(func() {
			for i := range 2000 {
				if err := addOnce(t.Context(), rt, s, float32(g), float32(i), i%40); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	close(stop)
	collector.Wait()
}

// addOnce checks a+b at the bottom of depth frames of stack.
func addOnce(ctx context.Context, rt *Runtime, s *Session, a, b float32, depth int) error {
	var pad [256]byte
	if depth > 0 {
		return addOnce(ctx, rt, s, a, b, depth-1)
	}
	x, err := NewValue(rt, slices.Repeat([]float32{a}, 64), 8, 8)
	if err != nil {
		return err
	}
	defer x.Close()
	y, err := NewValue(rt, slices.Repeat([]float32{b}, 64), 8, 8)
	if err != nil {
		return err
	}
	defer y.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out, err := s.Run(ctx, map[string]*Value{"x": x, "y": y}, "z")
	if err != nil {
		return err
	}
	defer out[0].Close()
	got, err := Data[float32](out[0])
	if err != nil || len(got) != 64 || got[int(pad[0])+63] != a+b {
		return fmt.Errorf("%v + %v = %v, %w", a, b, got, err)
	}
	return nil
}
