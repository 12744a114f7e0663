package rtc

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pion/sdp/v3"
)

// ErrOffer is wrapped by every error about an offer that is not acceptable,
// whatever the state of the line; the text says why.
var ErrOffer = errors.New("offer refused")

// maxOffer is the size in bytes of the largest offer looked at.
const maxOffer = 64 << 10

// checkOffer returns the offer without its candidates, which an ICE-lite
// server does not need: it learns them from the checks of the page. It refuses
// an offer that does not send Opus.
func checkOffer(offer string) (string, error) {
	if len(offer) > maxOffer {
		return "", fmt.Errorf("%w: %d bytes are too many", ErrOffer, len(offer))
	}
	var d sdp.SessionDescription
	if err := d.UnmarshalString(offer); err != nil {
		return "", fmt.Errorf("%w: not a session description: %w", ErrOffer, err)
	}
	reason := "no audio in it"
	for _, m := range d.MediaDescriptions {
		if m.MediaName.Media != "audio" || m.MediaName.Port.Value == 0 {
			continue
		}
		if !hasOpus(m) {
			reason = "no Opus in its audio"
		} else if !sends(d.Attributes, m.Attributes) {
			reason = "its audio is not sent"
		} else {
			reason = ""
			break
		}
	}
	if reason != "" {
		return "", fmt.Errorf("%w: %s", ErrOffer, reason)
	}
	for _, m := range d.MediaDescriptions {
		m.Attributes = slices.DeleteFunc(m.Attributes, func(a sdp.Attribute) bool {
			return a.Key == "candidate" || a.Key == "end-of-candidates"
		})
	}
	bare, err := d.Marshal()
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrOffer, err)
	}
	return string(bare), nil
}

// hasOpus reports whether m offers Opus (RFC 7587 section 7).
func hasOpus(m *sdp.MediaDescription) bool {
	return slices.ContainsFunc(m.Attributes, func(a sdp.Attribute) bool {
		format, codec, ok := strings.Cut(a.Value, " ")
		return a.Key == "rtpmap" && ok && strings.EqualFold(codec, "opus/48000/2") && slices.Contains(m.MediaName.Formats, format)
	})
}

// sends reports whether a section with these attributes, else those of the
// session, is sent; without a direction it is (RFC 8866 section 6.7).
func sends(session, section []sdp.Attribute) bool {
	for _, attributes := range [][]sdp.Attribute{section, session} {
		for _, a := range attributes {
			switch a.Key {
			case "sendrecv", "sendonly":
				return true
			case "recvonly", "inactive":
				return false
			}
		}
	}
	return true
}
