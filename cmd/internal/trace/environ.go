package trace

import (
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// FromEnviron is the sender that the environment asks for, by the variables of
// the OpenTelemetry specification: OTEL_EXPORTER_OTLP_ENDPOINT, _HEADERS,
// _TIMEOUT and _PROTOCOL, the same with TRACES_ before the last word, and
// OTEL_SERVICE_NAME and OTEL_SDK_DISABLED. It is nil when they ask for none.
func FromEnviron(environ func(string) (string, bool), log *slog.Logger) (*Sender, error) {
	get := func(name string) string { v, _ := environ(name); return v }
	either := func(what string) string {
		if v := get("OTEL_EXPORTER_OTLP_TRACES_" + what); v != "" {
			return v
		}
		return get("OTEL_EXPORTER_OTLP_" + what)
	}
	c := Config{URL: get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"), Service: get("OTEL_SERVICE_NAME"), Log: log}
	if base := get("OTEL_EXPORTER_OTLP_ENDPOINT"); c.URL == "" && base != "" {
		c.URL = strings.TrimRight(base, "/") + "/v1/traces"
	}
	if c.URL == "" || strings.EqualFold(get("OTEL_SDK_DISABLED"), "true") {
		return nil, nil
	}
	if u, err := url.Parse(c.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("the address of traces, by OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, is none: write http://host:4318")
	}
	if either("PROTOCOL") == "grpc" {
		return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_PROTOCOL is grpc: traces are sent by http/json alone, which collectors take on port 4318")
	}
	if text := either("TIMEOUT"); text != "" {
		ms, err := strconv.Atoi(text)
		if err != nil || ms <= 0 {
			return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_TIMEOUT=%q: write milliseconds", text)
		}
		c.Timeout = time.Duration(ms) * time.Millisecond
	}
	var err error
	if c.Headers, err = headers(either("HEADERS")); err != nil {
		return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_HEADERS: %w", err)
	}
	return New(c), nil
}

// headers are those of a list in the form of W3C Baggage: name=value,name=value,
// with %XX in the values. No error repeats a value.
func headers(list string) (map[string]string, error) {
	all := map[string]string{}
	for i, pair := range strings.Split(list, ",") {
		if strings.TrimSpace(pair) == "" {
			continue
		}
		name, text, ok := strings.Cut(pair, "=")
		name = strings.TrimSpace(name)
		v, err := url.PathUnescape(strings.TrimSpace(text))
		if !ok || err != nil || !isName(name) || strings.ContainsFunc(v, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }) {
			return nil, fmt.Errorf("entry %d is no name=value", i+1)
		}
		all[name] = v
	}
	return all, nil
}

// isName: a token of RFC 9110, 5.6.2.
func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("!#$%&'*+-.^_`|~", c))
	})
}
