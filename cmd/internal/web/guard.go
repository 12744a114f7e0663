package web

import (
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	personCookie = "stillpoint_person"
	personKept   = 400 * 24 * time.Hour // the longest browsers keep a cookie
	maxBody      = 64 << 10
)

// policy lets the pages use what this server gives and nothing else; blob: is
// the two seconds of microphone check that are played back.
const policy = "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// guard wraps every route: who may ask, how much, and what a browser may do
// with the answer.
func (s *Server) guard(next http.Handler) http.Handler {
	own := http.NewCrossOriginProtection()
	own.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writeRefusal(w, http.StatusForbidden, refusal{Code: "foreign_origin", Message: "Only this server's own pages may do that."})
	}))
	next = own.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
		if !s.knownHost(r.Host) {
			writeRefusal(w, http.StatusMisdirectedRequest, refusal{Code: "unknown_host",
				Message: "This server does not answer to that name. Open it as localhost, or start it with the name it should have."})
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// knownHost keeps a foreign name that resolves to this machine (DNS
// rebinding) from reading anything.
func (s *Server) knownHost(host string) bool {
	host = hostname(host)
	return slices.Contains(ownNames(), host) || slices.Contains(s.Hosts, host) || slices.Contains(s.Hosts, "*")
}

// hostname is a request's host without its port.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

// ownNames are this machine's, to itself alone.
func ownNames() []string { return []string{"localhost", "127.0.0.1", "::1"} }

// person names the browser that asks, "" if it has no name yet. It is no
// login: it lets a second tab of the same browser take up a practice, keeps
// one person's consent apart from another's, and says whose a practice is.
func person(r *http.Request) string {
	c, err := r.Cookie(personCookie)
	if err != nil || len(c.Value) < 22 || len(c.Value) > maxName {
		return ""
	}
	return digest(c.Value)
}

// name gives the browser a name unless it has one, and returns it. The name
// comes along when a link in a letter opens a page (SameSite=Lax), or that
// page would give the browser another one, and its practices would be lost.
func name(h http.Header, r *http.Request) string {
	if p := person(r); p != "" {
		return p
	}
	secret := newToken()
	c := http.Cookie{
		Name: personCookie, Value: secret, Path: "/", MaxAge: int(personKept.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	}
	h.Add("Set-Cookie", c.String())
	return digest(secret)
}
