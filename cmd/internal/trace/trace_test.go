package trace

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// collector keeps what is posted to it.
type collector struct {
	*httptest.Server
	mu     sync.Mutex
	bodies []string
	header http.Header
	path   string
}

func newCollector(t *testing.T, status int) *collector {
	c := &collector{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.bodies, c.header, c.path = append(c.bodies, string(body)), r.Header, r.URL.Path
		w.WriteHeader(status)
	}))
	t.Cleanup(c.Close)
	return c
}

// sent runs s until all it holds has been posted.
func sent(t *testing.T, s *Sender, spans ...Span) {
	t.Helper()
	s.Put(spans...)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.Run(ctx)
}

func TestSpansArriveAsOTLP(t *testing.T) {
	c := newCollector(t, http.StatusOK)
	env := map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": c.URL + "/", "OTEL_EXPORTER_OTLP_HEADERS": "authorization=Bearer%20abc, x-two = 2", "OTEL_SERVICE_NAME": "here"}
	s, err := FromEnviron(func(name string) (string, bool) { v, ok := env[name]; return v, ok }, nil)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Unix(1764000000, 5)
	parent := Span{Trace: NewID(), ID: NewSpanID(), Name: "turn", Start: began, End: began.Add(3 * time.Second),
		Attrs: []slog.Attr{slog.Int("turn", 4), slog.String("why", "reply"), slog.Bool("cut", true), slog.Float64("share", .5)}}
	child := Span{Trace: parent.Trace, ID: NewSpanID(), Parent: parent.ID, Name: "respond", Start: began, End: began.Add(time.Second)}
	sent(t, s, parent, child)
	if len(c.bodies) == 0 || c.path != "/v1/traces" || c.header.Get("Authorization") != "Bearer abc" || c.header.Get("X-Two") != "2" || c.header.Get("Content-Type") != "application/json" {
		t.Fatalf("%d requests, to %s with %v", len(c.bodies), c.path, c.header)
	}
	type posted struct {
		ResourceSpans []struct {
			Resource struct {
				Attributes []struct{ Value struct{ StringValue string } }
			}
			ScopeSpans []struct {
				Spans []struct {
					TraceID, SpanID, ParentSpanID, Name, StartTimeUnixNano, EndTimeUnixNano string
					Kind                                                                    int
					Attributes                                                              []struct {
						Key   string
						Value map[string]any
					}
				}
			}
		}
	}
	var got posted
	for _, body := range c.bodies { // one, or one for each
		var p posted
		if err := json.Unmarshal([]byte(body), &p); err != nil {
			t.Fatalf("%v in %s", err, body)
		}
		if name := p.ResourceSpans[0].Resource.Attributes[0].Value.StringValue; name != "here" {
			t.Errorf("service %q", name)
		}
		got.ResourceSpans = append(got.ResourceSpans, p.ResourceSpans...)
	}
	spans := got.ResourceSpans[0].ScopeSpans[0].Spans
	for _, r := range got.ResourceSpans[1:] {
		spans = append(spans, r.ScopeSpans[0].Spans...)
	}
	if len(spans) != 2 {
		t.Fatalf("%d spans", len(spans))
	}
	one, two := spans[0], spans[1]
	if one.TraceID != hex.EncodeToString(parent.Trace[:]) || len(one.TraceID) != 32 || len(one.SpanID) != 16 || one.ParentSpanID != "" || one.Kind != 1 ||
		one.StartTimeUnixNano != "1764000000000000005" || one.EndTimeUnixNano != "1764000003000000005" || two.ParentSpanID != one.SpanID || two.Name != "respond" {
		t.Errorf("spans %+v", spans)
	}
	var values []any
	for _, a := range one.Attributes {
		values = append(values, a.Value["intValue"], a.Value["stringValue"], a.Value["boolValue"], a.Value["doubleValue"])
	}
	want := []any{"4", nil, nil, nil, nil, "reply", nil, nil, nil, nil, true, nil, nil, nil, nil, .5}
	for i := range want {
		if values[i] != want[i] {
			t.Errorf("attribute value %d is %v, want %v", i, values[i], want[i])
		}
	}
	if s.Dropped() != 0 {
		t.Errorf("%d dropped", s.Dropped())
	}
}

// A collector that takes nothing, or hangs, costs nobody anything.
func TestWhatDoesNotArriveIsCounted(t *testing.T) {
	refuses := newCollector(t, http.StatusServiceUnavailable)
	var said strings.Builder
	s := New(Config{URL: refuses.URL + "/secret-path", Log: slog.New(slog.NewTextHandler(&said, nil))})
	for range queued + 7 {
		s.Put(Span{Name: "turn"})
	}
	if s.Dropped() != 7 {
		t.Errorf("%d dropped by a full queue, want 7", s.Dropped())
	}
	sent(t, s)
	if s.Dropped() != queued+7 || len(refuses.bodies) < queued/batch {
		t.Errorf("%d dropped in %d requests", s.Dropped(), len(refuses.bodies))
	}
	if n := strings.Count(said.String(), "do not arrive"); n != 1 {
		t.Errorf("said %d times: %s", n, said.String())
	}
	gone := New(Config{URL: "http://127.0.0.1:1/secret-path", Log: s.Log})
	sent(t, gone, Span{Name: "turn"})
	if gone.Dropped() != 1 || strings.Contains(said.String(), "secret-path") {
		t.Errorf("%d dropped; it says %s", gone.Dropped(), said.String())
	}
	var none *Sender
	none.Put(Span{})
}

func TestNobodyWaitsForTheCollector(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, began := New(Config{URL: "http://127.0.0.1:1"}), time.Now()
		for range queued + 7 {
			s.Put(Span{Name: "turn"})
		}
		if waited := time.Since(began); waited > 0 || s.Dropped() != 7 {
			t.Errorf("%v were waited, %d spans dropped", waited, s.Dropped())
		}
	})
}

func TestEnviron(t *testing.T) {
	for _, tt := range []struct {
		env  map[string]string
		want string // "": no sender; else a part of the address or of the error
	}{
		{map[string]string{}, ""},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x:4318", "OTEL_SDK_DISABLED": "true"}, ""},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x:4318"}, "http://x:4318/v1/traces"},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x:4318", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://y/t"}, "https://y/t"},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "x:4318"}, "is none"},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, "http/json alone"},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_EXPORTER_OTLP_TIMEOUT": "soon"}, "milliseconds"},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_EXPORTER_OTLP_HEADERS": "a=b,canary"}, "entry 2"},
	} {
		s, err := FromEnviron(func(name string) (string, bool) { v, ok := tt.env[name]; return v, ok }, nil)
		got := ""
		switch {
		case err != nil:
			got = err.Error()
		case s != nil:
			got = s.URL
		}
		if got != tt.want && (tt.want == "" || !strings.Contains(got, tt.want)) || strings.Contains(got, "canary") {
			t.Errorf("%v: %q, want %q", tt.env, got, tt.want)
		}
	}
}

func FuzzHeaders(f *testing.F) {
	for _, s := range []string{"", "a=b", "a=b,c=d%20e", "a", "=b", "a=%zz", " a = b ,", "a=\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, list string) {
		all, err := headers(list)
		if err != nil {
			return
		}
		req := httptest.NewRequest(http.MethodPost, "/", nil)
		for name, v := range all {
			req.Header.Set(name, v)
			if name == "" || strings.ContainsAny(name, " \r\n:") || strings.ContainsAny(v, "\r\n\x00") {
				t.Errorf("%q: header %q: %q", list, name, v)
			}
		}
	})
}
