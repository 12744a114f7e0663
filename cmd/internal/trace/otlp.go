package trace

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// The JSON of OTLP: ids are in hexadecimal, 64-bit numbers are texts.
type (
	request struct {
		ResourceSpans []resourceSpans `json:"resourceSpans"`
	}
	resourceSpans struct {
		Resource   resource     `json:"resource"`
		ScopeSpans []scopeSpans `json:"scopeSpans"`
	}
	resource struct {
		Attributes []attribute `json:"attributes"`
	}
	scopeSpans struct {
		Scope scope  `json:"scope"`
		Spans []span `json:"spans"`
	}
	scope struct {
		Name string `json:"name"`
	}
	span struct {
		TraceID    string      `json:"traceId"`
		SpanID     string      `json:"spanId"`
		ParentID   string      `json:"parentSpanId,omitempty"`
		Name       string      `json:"name"`
		Kind       int         `json:"kind"`
		Start      string      `json:"startTimeUnixNano"`
		End        string      `json:"endTimeUnixNano"`
		Attributes []attribute `json:"attributes,omitempty"`
	}
	attribute struct {
		Key   string `json:"key"`
		Value any    `json:"value"`
	}
)

const internal = 1 // SPAN_KIND_INTERNAL

func (s *Sender) post(ctx context.Context, spans []Span) error {
	own := resource{[]attribute{{"service.name", value(slog.StringValue(s.Service))}}}
	body, err := json.Marshal(request{[]resourceSpans{{own, []scopeSpans{{scope{"stillpoint"}, written(spans)}}}}})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, bytes.NewReader(body))
	if err != nil {
		return errors.New("the address cannot be used")
	}
	for name, v := range s.Headers {
		req.Header.Set(name, v)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.http.Do(req)
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err // the address may hold a key
	}
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection can be used again
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("the collector answered %d", resp.StatusCode)
	}
	return nil
}

func written(spans []Span) []span {
	all := make([]span, 0, len(spans))
	for _, sp := range spans {
		j := span{TraceID: hex.EncodeToString(sp.Trace[:]), SpanID: hex.EncodeToString(sp.ID[:]), Name: sp.Name, Kind: internal,
			Start: nanos(sp.Start), End: nanos(sp.End)}
		if sp.Parent != (SpanID{}) {
			j.ParentID = hex.EncodeToString(sp.Parent[:])
		}
		for _, a := range sp.Attrs {
			j.Attributes = append(j.Attributes, attribute{a.Key, value(a.Value)})
		}
		all = append(all, j)
	}
	return all
}

func nanos(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }

func value(v slog.Value) any {
	switch v.Kind() {
	case slog.KindInt64:
		return map[string]string{"intValue": strconv.FormatInt(v.Int64(), 10)}
	case slog.KindBool:
		return map[string]bool{"boolValue": v.Bool()}
	case slog.KindFloat64:
		return map[string]float64{"doubleValue": v.Float64()}
	}
	return map[string]string{"stringValue": v.String()}
}
