// Package openai speaks to servers with OpenAI's HTTP interface: OpenAI itself,
// Ollama, llama-server, vLLM, Speaches, LocalAI, Kokoro-FastAPI, whisper.cpp
// and the like. [Chat] is built on go-openai, with an HTTP client of its own
// under it, because that library's stream reader cannot tell a reply that
// broke off from one that has ended and loses most errors of local servers.
// [Ears] and [Voice] ask by themselves, because it knows too few answers.
//
// It starts no goroutine. Every call ends when its context does, and then
// closes its connection; there is no other time limit.
package openai

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"sync/atomic"
	"time"

	goopenai "github.com/sashabaranov/go-openai"

	"stillpoint/dialogue/persona"
)

const (
	temperature  = .8
	thinkingRoom = 1000                   // tokens a reasoning model may use beside the reply
	countWait    = 250 * time.Millisecond // for the count of tokens, once the reply has ended
)

// Chat is a chat model. It may be used by many practices at once.
type Chat struct {
	*service
	client *goopenai.Client
	mute   atomic.Bool // the server cannot be asked to count its tokens
}

var _ persona.Completer = (*Chat)(nil)

// NewChat is the chat model c names. It does not connect.
func NewChat(c Config) (*Chat, error) {
	s, err := newService("llm", c)
	if err != nil {
		return nil, err
	}
	if c.Model == "" {
		return nil, errors.New("llm model: the name of one is needed")
	}
	config := goopenai.DefaultConfig(c.Key)
	config.BaseURL = s.base
	config.HTTPClient = doer{s}
	return &Chat{service: s, client: goopenai.NewClientWithConfig(config)}, nil
}

// Complete streams the reply to p. The error of a server is an [*Error]; a
// reply that ended before the model said so, or at its longest, is
// [persona.ErrTruncated]. A server that is busy and asks for no more than a
// second is tried once more.
func (c *Chat) Complete(ctx context.Context, p persona.Prompt) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		open, hangUp := context.WithCancel(ctx)
		defer hangUp()
		stream, err := c.open(open, p)
		if err != nil {
			yield("", c.plain(ctx, err))
			return
		}
		defer stream.Close()
		var count *goopenai.Usage
		defer func() {
			if count != nil && p.Spent != nil {
				p.Spent(count.PromptTokens, count.CompletionTokens)
			}
		}()
		for {
			chunk, err := stream.Recv()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield("", c.plain(ctx, err))
				return
			}
			if chunk.Usage != nil {
				count = chunk.Usage
			}
			if len(chunk.Choices) == 0 {
				continue
			}
			// A server that cuts a character in two sends what is no character.
			text := strings.ReplaceAll(chunk.Choices[0].Delta.Content, "\uFFFD", "")
			if text != "" && !yield(text, nil) {
				return
			}
			if over, err := c.ending(chunk.Choices[0].FinishReason); over {
				if p.Spent != nil && count == nil {
					count = c.count(stream, hangUp)
				}
				if err != nil {
					yield("", err)
				}
				return // some servers never close
			}
		}
	}
}

// ending says whether the model has ended for reason, and whether it should
// not have.
func (c *Chat) ending(reason goopenai.FinishReason) (over bool, err error) {
	switch reason {
	case "", goopenai.FinishReasonNull:
		return false, nil
	case goopenai.FinishReasonLength:
		return true, persona.ErrLength
	case goopenai.FinishReasonContentFilter:
		return true, &Error{Kind: c.kind, Message: "the reply was filtered"}
	}
	return true, nil
}

// count is the tokens that are counted behind the reply; nil when that takes
// too long or never comes.
func (c *Chat) count(stream *goopenai.ChatCompletionStream, hangUp func()) *goopenai.Usage {
	defer time.AfterFunc(countWait, hangUp).Stop()
	for {
		switch chunk, err := stream.Recv(); {
		case err != nil:
			return nil
		case chunk.Usage != nil:
			return chunk.Usage
		}
	}
}

func (c *Chat) open(ctx context.Context, p persona.Prompt) (*goopenai.ChatCompletionStream, error) {
	request := c.request(p)
	if p.Spent != nil && !c.mute.Load() {
		request.StreamOptions = &goopenai.StreamOptions{IncludeUsage: true}
	}
	for again := false; ; {
		stream, err := c.client.CreateChatCompletionStream(ctx, request)
		switch {
		case request.StreamOptions != nil && refuses(err, "stream_options", "include_usage"):
			c.mute.Store(true)
			request.StreamOptions = nil
		case err != nil && !again && c.awaits(ctx, err):
			again = true
		default:
			return stream, err
		}
	}
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
