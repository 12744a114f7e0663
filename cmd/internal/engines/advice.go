package engines

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"

	"stillpoint/dialogue/openai"
)

// Advice is what to do about an error of the engine, a sentence; "" when
// nothing is known to help.
func Advice(e *Engine, err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf("Is %s loading its model, or too slow for this one?", e.Host())
	}
	if errors.Is(err, syscall.ECONNREFUSED) {
		return fmt.Sprintf("Is the server on %s running, and is the port right?", e.Host())
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return "Is the name of the server right, and is there a network?"
	}
	said, ok := errors.AsType[*openai.Error](err)
	if !ok {
		return ""
	}
	switch said.Status {
	case http.StatusUnauthorized, http.StatusForbidden:
		if !e.Key.Set() {
			return "It wants a key, and none is set: name a variable by key_env."
		}
		return fmt.Sprintf("The key in %s is not taken, or not for this model.", e.Key.from)
	case http.StatusNotFound:
		if strings.Contains(strings.ToLower(said.Message), "model") {
			return "Does the service have this model? On Speaches POST /v1/models fetches one, on Ollama `ollama pull`."
		}
		return fmt.Sprintf("Is the address right, with or without /v1? Or the service has no %s.", does[e.Kind])
	case http.StatusTooManyRequests:
		return "Its limit is reached, or the account has no credit."
	case http.StatusServiceUnavailable:
		return "It is loading its model, or overloaded: try again in a minute."
	case 0:
		if strings.Contains(said.Message, "is the address right") {
			return "No such interface is at this address, perhaps a page for people: the one that is meant most often ends in /v1."
		}
	}
	return ""
}
