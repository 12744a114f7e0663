package openai

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"stillpoint/dialogue/persona"
)

// Config says which server and which model.
type Config struct {
	URL   string            // of the interface, most often ending in /v1
	Key   string            // empty: none is sent
	Model string            // as the server calls it
	Extra map[string]any    // put into every request, over what is there; nil: nothing
	HTTP  http.RoundTripper // nil: http.DefaultTransport
}

const (
	mostBody    = 4 << 20     // bytes of an answer that is not sound
	longestWait = time.Second // for a server that asks to be tried again
)

// service is a server that is asked for one kind of thing.
type service struct {
	kind  string
	base  string // without a slash at its end
	key   string
	model string
	extra map[string]any
	http  http.Client
}

func newService(kind string, c Config) (*service, error) {
	at, err := url.Parse(c.URL)
	if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
		return nil, fmt.Errorf("%s address: write it like http://localhost:11434/v1", kind)
	}
	if at.User != nil || at.RawQuery != "" {
		return nil, fmt.Errorf("%s address: no password and no ? in it; the key has its own place", kind)
	}
	return &service{kind: kind, base: strings.TrimRight(c.URL, "/"), key: c.Key, model: c.Model, extra: c.Extra, http: http.Client{
		Transport:     c.HTTP,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// ask sends a request and gives an answer of status 200 back, else an error.
// A server that is busy and asks for no more than a second is tried once more.
func (s *service) ask(ctx context.Context, method, address, kind string, body []byte) (*http.Response, error) {
	for again := false; ; again = true {
		resp, err := s.send(ctx, method, address, kind, body)
		if err == nil || again || !s.awaits(ctx, err) {
			return resp, err
		}
	}
}

func (s *service) send(ctx context.Context, method, address, kind string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if s.key != "" {
		req.Header.Set("Authorization", "Bearer "+s.key)
	}
	// A compressing proxy would hold sound back.
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := s.http.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, refusal(resp)
	}
	return resp, nil
}

// awaits lets the time pass that a busy server asks for in err, and reports
// whether it may be asked again.
func (s *service) awaits(ctx context.Context, err error) bool {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.Status != http.StatusTooManyRequests && e.Status < 500 || e.RetryAfter <= 0 || e.RetryAfter > longestWait {
		return false
	}
	wait := time.NewTimer(e.RetryAfter)
	defer wait.Stop()
	select {
	case <-wait.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// plain is err as others see it: with its kind, without an address or a key,
// and the cause of ctx once that has ended.
func (s *service) plain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if errors.Is(err, persona.ErrTruncated) {
		return err
	}
	if e, ok := errors.AsType[*Error](err); ok {
		clean := *e
		clean.Kind, clean.Message, clean.said = s.kind, s.hide(e.Message), ""
		return &clean
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return &Error{Kind: s.kind, Message: s.hide(short(reason(err))), cause: err}
}

func (s *service) hide(text string) string {
	if s.key == "" {
		return text
	}
	return strings.ReplaceAll(text, s.key, "…")
}

// Models are the names of the models a server has, in its order. The model in
// c is not looked at.
func Models(ctx context.Context, c Config) ([]string, error) {
	s, err := newService("", c)
	if err != nil {
		return nil, err
	}
	return s.models(ctx)
}

// Listless tells whether err, of [Models], is of a server that is there and has
// no list of models.
func Listless(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && (e.Status == http.StatusNotFound || e.Status == http.StatusMethodNotAllowed)
}

func (s *service) models(ctx context.Context) ([]string, error) {
	resp, err := s.ask(ctx, http.MethodGet, s.base+"/models", "", nil)
	if err != nil {
		return nil, s.plain(ctx, err)
	}
	body, err := whole(resp)
	if err != nil {
		return nil, s.plain(ctx, err)
	}
	names, err := modelNames(body)
	if err != nil {
		return nil, s.plain(ctx, err)
	}
	return names, nil
}

// modelNames reads {"data": [{"id"}]}, or without the object around it.
func modelNames(body []byte) ([]string, error) {
	type model struct {
		ID string `json:"id"`
	}
	var list struct {
		Data *[]model `json:"data"`
	}
	if json.Unmarshal(body, &list) != nil || list.Data == nil {
		list.Data = new([]model)
		if json.Unmarshal(body, list.Data) != nil {
			return nil, &Error{Message: message(body)}
		}
	}
	var names []string
	for _, m := range *list.Data {
		if m.ID != "" && !slices.Contains(names, m.ID) {
			names = append(names, m.ID)
		}
	}
	return names, nil
}

// whole reads and closes an answer that is not sound. A page for people is none.
func whole(resp *http.Response) ([]byte, error) {
	defer resp.Body.Close()
	if kind := contentType(resp); kind == "text/html" {
		return nil, notThere(kind)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, mostBody+1))
	if err != nil {
		return nil, err
	}
	if len(body) > mostBody {
		return nil, &Error{Message: "sent more than an answer can be"}
	}
	return body, nil
}

func contentType(resp *http.Response) string {
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return kind
}

// notThere is the error of an answer of a kind that a service does not give.
func notThere(kind string) *Error {
	return &Error{Message: fmt.Sprintf("answered with %q: no such service is there (is the address right? most end in /v1)", kind)}
}
