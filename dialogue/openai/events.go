package openai

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"stillpoint/dialogue/persona"
)

const mostLine = 1 << 20 // bytes

// events reads a server's event stream (WHATWG HTML, section 9.2) and gives it
// on in the one form that go-openai reads without loss: nothing but
// `data: {…}` lines, each followed by an empty one. An error inside the stream
// is a read error, and so is an end before finish_reason or [DONE].
type events struct {
	body     io.Closer
	lines    *bufio.Reader
	read     int // bytes
	ready    bytes.Buffer
	isError  bool // by its event: line
	finished bool // the model said so
	done     bool // the server did
	err      error
}

func newEvents(body io.ReadCloser) *events {
	return &events{body: body, lines: bufio.NewReader(body)}
}

func (e *events) Close() error { return e.body.Close() }

func (e *events) Read(p []byte) (int, error) {
	for e.ready.Len() == 0 && e.err == nil {
		line, err := e.line()
		if failed := e.take(line); failed != nil {
			e.err = failed
		} else if err != nil {
			e.err = e.end(err)
		}
	}
	if e.ready.Len() > 0 {
		return e.ready.Read(p)
	}
	return 0, e.err
}

// end is how a stream ends that the connection ended with err.
func (e *events) end(err error) error {
	switch {
	case errors.Is(err, io.EOF) && e.finished:
		return io.EOF
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("the connection ended: %w", persona.ErrTruncated)
	}
	return err
}

// line is the next line without its end, also the last one that has none.
func (e *events) line() ([]byte, error) {
	var line []byte
	for {
		part, err := e.lines.ReadSlice('\n')
		e.read += len(part)
		line = append(line, part...)
		if len(line) > mostLine || e.read > mostBody {
			return nil, &Error{Message: "sent more than a reply can be"}
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return bytes.TrimRight(line, "\r\n"), err
		}
	}
}

// take reads one line; its error is what the server reports in it.
func (e *events) take(line []byte) error {
	field, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimSpace(value)
	switch string(bytes.TrimSpace(field)) {
	case "event":
		e.isError = string(value) == "error"
	case "error":
		return &Error{Message: message(value)}
	case "data":
		return e.data(value)
	default:
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] == '{' {
			return &Error{Message: message(line)}
		}
	}
	return nil
}

func (e *events) data(value []byte) error {
	if len(value) == 0 || e.done {
		return nil
	}
	if string(value) == "[DONE]" {
		e.finished, e.done = true, true
		e.ready.WriteString("data: [DONE]\n\n")
		return nil
	}
	if e.finished {
		e.count(value)
		return nil
	}
	var chunk struct {
		Error   json.RawMessage `json:"error"`
		Object  string          `json:"object"`
		Choices []struct {
			FinishReason string `json:"finish_reason"`
		} `json:"choices"`
	}
	if err := json.Unmarshal(value, &chunk); err != nil || e.isError || chunk.Object == "error" ||
		len(chunk.Error) > 0 && string(chunk.Error) != "null" {
		return &Error{Message: message(value)}
	}
	for _, choice := range chunk.Choices {
		e.finished = e.finished || choice.FinishReason != ""
	}
	if value[0] != '{' {
		return nil // null
	}
	e.ready.WriteString("data: { ") // go-openai takes {"error" for an error, also {"error":null
	e.ready.Write(value[1:])
	e.ready.WriteString("\n\n")
	return nil
}

// count passes on the tokens that were counted, which come behind the reply;
// nothing else that comes there is of interest.
func (e *events) count(value []byte) {
	var chunk struct {
		Usage struct {
			In  int `json:"prompt_tokens"`
			Out int `json:"completion_tokens"`
		} `json:"usage"`
	}
	if json.Unmarshal(value, &chunk) == nil && chunk.Usage.In > 0 {
		fmt.Fprintf(&e.ready, `data: { "choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d}}`+"\n\n", chunk.Usage.In, chunk.Usage.Out)
	}
}
