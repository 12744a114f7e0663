package dialogue

import (
	"slices"
	"strings"
	"time"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// oddWords is how far outside a piece of speech, or back in time, an engine's
// word may lie and still be believed.
const oddWords = 500 * time.Millisecond

// spokeIn notes an IPU of the coach's, as long as a turn may hold it.
func (p *Practice) spokeIn(s span) {
	p.ipus = slices.DeleteFunc(p.ipus, func(o span) bool { return o.to < s.to-p.floor.rules.Cap-time.Minute })
	p.ipus = append(p.ipus, s)
}

// timesOf are the words of c with their times, by the engine that heard them or
// else estimated from where the coach spoke. estimated: some are.
func (p *Practice) timesOf(c *coachTurn) (words []timeline.Word, estimated bool) {
	if c.typed {
		return nil, false
	}
	from := c.from
	for _, s := range append(slices.Clip(c.sealed), sealed{c.text, c.to, c.words}) {
		to := max(from, min(s.to, c.to))
		if strings.TrimSpace(s.text) == "" {
			from = to
			continue
		}
		part, ok := measured(s.text, s.words, from, to)
		if !ok {
			part, estimated = spread(s.text, voicedIn(p.ipus, from, to)), true
		}
		words, from = append(words, part...), to
	}
	return words, estimated
}

// measured are an engine's words, in order and within [from, to); false when
// they are not those of text or lie elsewhere.
func measured(text string, words []timeline.Word, from, to time.Duration) ([]timeline.Word, bool) {
	var all []string
	last := from
	out := make([]timeline.Word, len(words))
	for i, w := range words {
		a, b := w.From.Duration(), w.To.Duration()
		if b < a || a < last-oddWords || b > to+oddWords {
			return nil, false
		}
		a = min(max(a, last), to)
		last = min(max(a, b), to)
		out[i] = timeline.Word{Text: strings.TrimSpace(w.Text), From: timeline.At(a), To: timeline.At(last)}
		all = append(all, w.Text)
	}
	return out, len(words) > 0 && lexicon.SameText(strings.Join(all, " "), text)
}

// voicedIn is where in [from, to) the coach spoke; all of it when that is not known.
func voicedIn(ipus []span, from, to time.Duration) (out []span) {
	for _, s := range ipus {
		if s = (span{max(s.from, from), min(s.to, to)}); s.from < s.to {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return []span{{from, to}}
	}
	return out
}

// spread shares stretches of speech among the words of text in proportion to
// their sounds. A word lies in one stretch, the one that its middle falls in.
func spread(text string, voiced []span) (out []timeline.Word) {
	words := strings.Fields(text)
	var all time.Duration
	for _, s := range voiced {
		all += s.to - s.from
	}
	total, at := sounds(words), 0
	until := time.Duration(0) // of the voiced time, to the end of s
	for i, s := range voiced {
		until += s.to - s.from
		n, first := 0, at
		for n < len(words) {
			sounds := soundsIn(words[n])
			if middle := all * time.Duration(2*at+sounds) / time.Duration(2*total); middle >= until && i < len(voiced)-1 {
				break
			}
			at += sounds
			n++
		}
		where := first
		for _, w := range words[:n] {
			next := where + soundsIn(w)
			d := s.to - s.from
			out = append(out, timeline.Word{Text: w,
				From: timeline.At(s.from + d*time.Duration(where-first)/time.Duration(at-first)),
				To:   timeline.At(s.from + d*time.Duration(next-first)/time.Duration(at-first))})
			where = next
		}
		words = words[n:]
	}
	return out
}
