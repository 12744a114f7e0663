// Package openai speaks to servers with OpenAI's HTTP interface: OpenAI itself,
// Ollama, llama-server, vLLM and the like. It is built on go-openai, with an
// HTTP client of its own under it, because that library's stream reader cannot
// tell a reply that broke off from one that has ended and loses most errors of
// local servers.
//
// It starts no goroutine. Every call ends when its context does; there is no
// other time limit.
package openai

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"

	goopenai "github.com/sashabaranov/go-openai"

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
	temperature  = .8
	thinkingRoom = 1000        // tokens a reasoning model may use beside the reply
	longestWait  = time.Second // for a server that asks to be tried again
)

// Chat is a chat model. It may be used by many practices at once.
type Chat struct {
	client *goopenai.Client
	model  string
	key    string
}

var _ persona.Completer = (*Chat)(nil)

// NewChat is the chat model c names. It does not connect.
func NewChat(c Config) (*Chat, error) {
	at, err := url.Parse(c.URL)
	if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
		return nil, errors.New("llm address: write it like http://localhost:11434/v1")
	}
	if at.User != nil || at.RawQuery != "" {
		return nil, errors.New("llm address: no password and no ? in it; the key has its own place")
	}
	if c.Model == "" {
		return nil, errors.New("llm model: the name of one is needed")
	}
	config := goopenai.DefaultConfig(c.Key)
	config.BaseURL = strings.TrimRight(c.URL, "/")
	config.HTTPClient = newDoer(c.HTTP, c.Extra)
	return &Chat{goopenai.NewClientWithConfig(config), c.Model, c.Key}, nil
}

// Complete streams the reply to p. The error of a server is an [*Error]; a
// reply that ended before the model said so, or at its longest, is
// [persona.ErrTruncated]. A server that is busy and asks for no more than a
// second is tried once more.
func (c *Chat) Complete(ctx context.Context, p persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		stream, err := c.open(ctx, p)
		if err != nil {
			yield("", c.plain(ctx, err))
			return
		}
		defer stream.Close()
		for {
			chunk, err := stream.Recv()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield("", c.plain(ctx, err))
				return
			}
			if len(chunk.Choices) == 0 {
				continue // usage
			}
			choice := chunk.Choices[0]
			if choice.Delta.Content != "" && !yield(choice.Delta.Content, nil) {
				return
			}
			switch choice.FinishReason {
			case "", goopenai.FinishReasonNull:
				continue
			case goopenai.FinishReasonLength:
				yield("", fmt.Errorf("at its longest: %w", persona.ErrTruncated))
			case goopenai.FinishReasonContentFilter:
				yield("", &Error{Message: "the reply was filtered"})
			}
			return // some servers never close
		}
	}
}

// Check asks the server for its models, to see whether it is there and lets
// us in. A server without such a list passes.
func (c *Chat) Check(ctx context.Context) error {
	_, err := c.client.ListModels(ctx)
	if err == nil {
		return nil
	}
	err = c.plain(ctx, err)
	if e, ok := errors.AsType[*Error](err); ok && e.Status == http.StatusNotFound {
		return nil
	}
	return err
}

func (c *Chat) open(ctx context.Context, p persona.Prompt) (*goopenai.ChatCompletionStream, error) {
	request := c.request(p)
	stream, err := c.client.CreateChatCompletionStream(ctx, request)
	if e, ok := errors.AsType[*Error](err); ok && e.RetryAfter > 0 && e.RetryAfter <= longestWait {
		select {
		case <-time.After(e.RetryAfter):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		stream, err = c.client.CreateChatCompletionStream(ctx, request)
	}
	return stream, err
}

func (c *Chat) request(p persona.Prompt) goopenai.ChatCompletionRequest {
	r := goopenai.ChatCompletionRequest{Model: c.model, Temperature: temperature}
	//lint:ignore SA1019 local servers know no other
	r.MaxTokens = p.MaxTokens
	for _, m := range p.Messages {
		r.Messages = append(r.Messages, goopenai.ChatCompletionMessage{Role: string(m.Role), Content: m.Text})
	}
	if goopenai.NewReasoningValidator().Validate(r) != nil {
		//lint:ignore SA1019 see above
		r.MaxTokens, r.Temperature = 0, 0
		r.MaxCompletionTokens = p.MaxTokens + thinkingRoom
	}
	return r
}

// plain is err without an address or a key in it.
func (c *Chat) plain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, persona.ErrTruncated) {
		return err
	}
	if e, ok := errors.AsType[*Error](err); ok {
		clean := *e
		clean.Message = c.hide(e.Message)
		return &clean
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return &Error{Message: c.hide(err.Error())}
}

func (c *Chat) hide(text string) string {
	if c.key == "" {
		return text
	}
	return strings.ReplaceAll(text, c.key, "…")
}
