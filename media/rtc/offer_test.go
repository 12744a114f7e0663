package rtc

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/pion/sdp/v3"

	"stillpoint/media/rtc/rtctest"
)

const head = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"

// pageOffer is an offer like a page's.
func pageOffer(t testing.TB) string {
	p, err := rtctest.NewPeer(rtctest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	offer, err := p.Offer(false)
	if err != nil {
		t.Fatal(err)
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.Run(done); err != nil {
		t.Fatal(err)
	}
	return offer
}

func TestOfferRefused(t *testing.T) {
	good := pageOffer(t)
	s, err := Listen(Config{Loopback: true, Public: []string{"203.0.113.7"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	public := "203.0.113.7 " + strconv.Itoa(s.Port()) + " typ host"
	line := s.NewLine(LineConfig{})
	for name, offer := range map[string]string{
		"empty":          "",
		"garbage":        "\x00\xff{}",
		"huge":           head + strings.Repeat("a=x\r\n", 20_000),
		"no audio":       head,
		"video only":     strings.NewReplacer("m=audio", "m=video").Replace(good),
		"audio rejected": strings.Replace(good, "m=audio 9", "m=audio 0", 1),
		"no opus":        strings.Replace(good, "opus/48000/2", "PCMU/8000", 1),
		"receives only":  strings.Replace(good, "a=sendrecv", "a=recvonly", 1),
		"inactive":       strings.Replace(good, "a=sendrecv", "a=inactive", 1),
		"no fingerprint": strings.ReplaceAll(good, "a=fingerprint", "a=thumbprint"),
		"no credentials": strings.ReplaceAll(good, "a=ice-ufrag", "a=ice-nothing"),
	} {
		if offer == good {
			t.Errorf("%s: the offer is what a page makes", name)
		}
		if _, err := line.Offer(t.Context(), offer, false); !errors.Is(err, ErrOffer) {
			t.Errorf("%s: got %v, want an ErrOffer", name, err)
		}
		if line.link.current() != nil {
			t.Fatalf("%s: left a connection behind", name)
		}
	}
	answer, err := line.Offer(t.Context(), good, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a=ice-lite", "a=candidate", "a=end-of-candidates", " udp ", " tcp ", "127.0.0.1", public} {
		if !strings.Contains(answer, want) {
			t.Errorf("the answer has no %q:\n%s", want, answer)
		}
	}
	for _, not := range []string{"usedtx", "transport-cc", ".local"} {
		if strings.Contains(answer, not) {
			t.Errorf("the answer has %q:\n%s", not, answer)
		}
	}
	line.hangUp()
}

func FuzzOffer(f *testing.F) {
	f.Add(pageOffer(f))
	f.Add(head + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n")
	f.Add(head + "a=inactive\r\nm=audio 9 RTP/AVP 0\r\na=rtpmap:111 opus/48000/2\r\na=candidate:x\r\n")
	f.Fuzz(func(t *testing.T, offer string) {
		bare, err := checkOffer(offer)
		if err != nil {
			if !errors.Is(err, ErrOffer) || bare != "" {
				t.Fatalf("refused with %q, %v", bare, err)
			}
			return
		}
		var d sdp.SessionDescription
		if err := d.UnmarshalString(bare); err != nil {
			t.Fatalf("what is left is no session description: %v\n%s", err, bare)
		}
		if _, err := checkOffer(bare); err != nil {
			t.Fatalf("what is left is refused: %v\n%s", err, bare)
		}
	})
}
