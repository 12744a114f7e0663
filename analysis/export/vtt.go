package export

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"stillpoint/dialogue/timeline"
)

// vtt is WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format", 4) with a
// cue for each thing said, each in its voice. A planned pause is the time
// between two cues. Words that an interruption kept from being said stand in
// a span of class unsaid, in brackets.
func vtt(tl timeline.Timeline, name string) []byte {
	voices := map[timeline.Side]string{timeline.Coach: "Coach", timeline.Client: cmp.Or(escaped(clean(name)), "Client")}
	b := bytes.NewBufferString("WEBVTT\n")
	for _, s := range speech(tl) {
		text := escaped(s.text)
		if s.unsaid.text != "" {
			text = strings.TrimSpace(text + " <c.unsaid>[not said: " + escaped(s.unsaid.text) + "]</c>")
		}
		if text != "" {
			fmt.Fprintf(b, "\n%s --> %s\n<v %s>%s</v>\n", clock(s.from), clock(s.to), voices[s.side], text)
		}
	}
	return b.Bytes()
}

func clock(t timeline.Ms) string {
	s := t / 1000
	return fmt.Sprintf("%02d:%02d:%02d.%03d", s/3600, s/60%60, s%60, t%1000)
}

// escaped is text as a cue or a voice's name may have it. Without a > there is
// no arrow in it either.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
