package web

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"stillpoint/dialogue/chain"
)

// Parts of what a coach agrees to; pages show the text as it is told them.
const (
	consentBegins = "This practice is recorded on this server: both voices, the words, and the times. "
	consentEnds   = "Nobody else hears it unless you share it. You can delete it for good at any time."
	// consentEndsElsewhere is the end when something leaves this machine.
	consentEndsElsewhere = " What they keep of it is up to them. Nobody else hears it unless you share it. You can delete it here for good at any time."
)

// consentText is what a coach agrees to. It changes with where words and sound
// go, so that it is asked anew then.
func (s *Server) consentText() string {
	if out := leaving(s.Elsewhere); out != "" {
		return consentBegins + out + consentEndsElsewhere
	}
	return consentBegins + consentEnds
}

func (s *Server) consentSHA256() string {
	sum := sha256.Sum256([]byte(s.consentText()))
	return hex.EncodeToString(sum[:])
}

// gets is what an engine of a kind is given, in the order in which it is said.
var gets = []struct {
	kind chain.Kind
	what string
	many bool
}{
	{chain.Ears, "your voice", false},
	{chain.Words, "the words of both of you", true},
	{chain.Voice, "the client's words", true},
}

// leaving is one sentence about what leaves this machine in a talk; "" when
// nothing does.
func leaving(elsewhere []Elsewhere) string {
	var hosts, all []string
	for _, e := range elsewhere {
		if !slices.Contains(hosts, e.Host) {
			hosts = append(hosts, e.Host)
		}
	}
	for _, host := range hosts {
		var what []string
		verb := " goes to "
		has := func(kind chain.Kind) bool {
			return slices.ContainsFunc(elsewhere, func(e Elsewhere) bool { return e.Host == host && e.Kind == kind })
		}
		for _, g := range gets {
			if !has(g.kind) || g.kind == chain.Voice && has(chain.Words) { // those are among the words of both
				continue
			}
			if what = append(what, g.what); g.many || len(what) > 1 {
				verb = " go to "
			}
		}
		if len(what) > 0 {
			all = append(all, strings.Join(what, " and ")+verb+host)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "While you talk, " + strings.Join(all, "; ") + "."
}
