package dialogue

import (
	"math"
	"strings"
	"time"
	"unicode"

	"stillpoint/dialogue/timeline"
	"stillpoint/media"
)

// wordTimes shares the time between the first and the last sample above
// -40 dB of full scale among the words of text, in proportion to how many
// sounds their spelling stands for. Times count from the first sample.
func wordTimes(text string, pcm media.PCM) []timedWord {
	from, to := loud(pcm)
	return share(text, from, to)
}

// share shares the samples [from, to) among the words of text.
func share(text string, from, to int) []timedWord {
	words := strings.Fields(text)
	total := sounds(words)
	out := make([]timedWord, len(words))
	at := 0
	for i, w := range words {
		next := at + soundsIn(w)
		out[i] = timedWord{w, media.Duration(from + (to-from)*at/total), media.Duration(from + (to-from)*next/total)}
		at = next
	}
	return out
}

// times are the words of pc and when they are spoken. Of a piece whose sound
// is not all there, the voice's pace says how long it would have been.
func (pc *piece) times() []timedWord {
	if pc.complete && !pc.broken || len(pc.pcm) == 0 {
		return wordTimes(pc.text, pc.pcm)
	}
	from, to := loud(pc.pcm)
	return share(pc.text, from, max(to, from+media.Samples(pc.pace)*sounds(strings.Fields(pc.text))))
}

// soundLength is how long a sound of pc took on average; 0 when it is too short to tell.
func (pc *piece) soundLength() time.Duration {
	n := sounds(strings.Fields(pc.text))
	if n < 8 || len(pc.pcm) == 0 {
		return 0
	}
	from, to := loud(pc.pcm)
	return media.Duration(to-from) / time.Duration(n)
}

func sounds(words []string) (n int) {
	for _, w := range words {
		n += soundsIn(w)
	}
	return n
}

type timedWord struct {
	text     string
	from, to time.Duration
}

func (w timedWord) middle() time.Duration { return (w.from + w.to) / 2 }

// loud is the range of samples from the first to the last above -40 dB.
func loud(pcm media.PCM) (from, to int) {
	const floor = math.MaxInt16 / 100
	from, to = 0, len(pcm)
	for from < to && pcm[from] < floor && pcm[from] > -floor {
		from++
	}
	for to > from && pcm[to-1] < floor && pcm[to-1] > -floor {
		to--
	}
	if from == to {
		return 0, len(pcm)
	}
	return from, to
}

// soundsIn estimates the number of phonemes in an English word: its letters,
// where a pair that spells one sound, a doubled letter and a silent final e
// count once. A word has at least one.
func soundsIn(word string) int {
	n := 0
	var last rune
	for _, r := range strings.ToLower(word) {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			continue
		case unicode.IsDigit(r):
			n += 4
		case r == last:
		case last != 0 && strings.Contains(" th sh ch ck ph wh ng gh ea ee oo ai ay ou ow ie ei oa au aw qu ", " "+string(last)+string(r)+" "):
		default:
			n++
		}
		last = r
	}
	if last == 'e' && n > 2 {
		n--
	}
	return max(n, 1)
}

// heard says that the coach has heard w, a word of pc: its first half.
func (r *reply) heard(pc *piece, w timedWord) bool {
	switch {
	case !pc.begun:
		return false
	case pc.done:
		return !pc.lost(w)
	}
	return w.middle() < r.heardPart(pc)
}

// lost says that the voice failed before it came to w.
func (pc *piece) lost(w timedWord) bool { return pc.broken && w.middle() >= pc.pcm.Duration() }

// heardPart is how many samples of pc the ear received before a cut at pos.
func (r *reply) heardPart(pc *piece) time.Duration {
	if !pc.begun {
		return 0
	}
	if !r.isCut {
		return media.Duration(len(pc.pcm))
	}
	return max(0, min(r.cutPos, pc.pos1())-pc.pos0)
}

// split gives the words that were heard and those that were not.
func (r *reply) split() (heard, unheard string) {
	var a, b []string
	for _, pc := range r.pieces {
		for _, w := range pc.times() {
			if r.heard(pc, w) {
				a = append(a, w.text)
			} else {
				b = append(b, w.text)
			}
		}
	}
	return strings.Join(a, " "), strings.Join(b, " ")
}

// told is what was heard, with a dash where words are missing.
func (r *reply) told() string {
	var out []string
	gap := false
	for _, pc := range r.pieces {
		for _, w := range pc.times() {
			heard := r.heard(pc, w)
			switch {
			case heard:
				out = append(out, w.text)
			case gap:
			case len(out) == 0:
				out = append(out, "—")
			default:
				out[len(out)-1] += "—"
			}
			gap = !heard
		}
	}
	return strings.Join(out, " ")
}

func (r *reply) lostWords() int {
	_, unheard := r.split()
	return len(strings.Fields(unheard))
}

// heardPieces are the pieces as heard, with the planned pauses between them,
// up to media time end.
func (r *reply) heardPieces(end time.Duration) []timeline.Piece {
	var out []timeline.Piece
	last := time.Duration(-1)
	for _, pc := range r.pieces {
		if pc.pause > 0 && last >= 0 {
			to := max(end, r.onset)
			if pc.begun {
				to = pc.from
			}
			if to > last {
				out = append(out, timeline.Piece{Pause: true, From: timeline.At(last), To: timeline.At(to), Planned: timeline.At(pc.pause)})
			}
		}
		if !pc.begun {
			break
		}
		to := pc.to
		if !pc.done {
			to = end
		}
		pt := timeline.Piece{Bridge: pc.bridge, From: timeline.At(pc.from), To: timeline.At(to), Estimated: true}
		var text []string
		for _, w := range pc.times() {
			if !r.heard(pc, w) {
				break
			}
			text = append(text, w.text)
			pt.Words = append(pt.Words, timeline.Word{Text: w.text, From: timeline.At(pc.from + w.from), To: min(timeline.At(pc.from+w.to), pt.To)})
		}
		pt.Text = strings.Join(text, " ")
		out = append(out, pt)
		last = to
	}
	return out
}

// rest is what was not heard of a cut utterance, from the start of the clause
// that was cut, as new pieces over the same stored sound; a piece whose sound
// had not all come when she was cut, or broke off, has none.
func (r *reply) rest() []*piece {
	if r == nil {
		return nil
	}
	for i, pc := range r.pieces {
		if pc.done {
			continue
		}
		var out []*piece
		if first := r.clause(pc); first != nil {
			out = append(out, first)
		}
		for _, later := range r.pieces[i+1:] {
			next := &piece{text: later.text, pause: later.pause, pace: later.pace}
			if later.complete && !later.broken {
				next.pcm, next.complete = later.pcm, true
			}
			out = append(out, next)
		}
		if len(out) > 0 {
			out[0].pause = 0
		}
		return out
	}
	return nil
}

// clause is the part of pc from the start of the clause that was cut; of a
// piece whose sound broke off, from the first word that was not heard.
func (r *reply) clause(pc *piece) *piece {
	words := pc.times()
	start := 0
	for i, w := range words {
		if !r.heard(pc, w) {
			break
		}
		if pc.broken || strings.ContainsAny(w.text[len(w.text)-1:], ".,;:!?") || strings.HasSuffix(w.text, "…") || strings.HasSuffix(w.text, "—") {
			start = i + 1
		}
	}
	if start >= len(words) || len(pc.pcm) == 0 {
		return nil
	}
	var text []string
	for _, w := range words[start:] {
		text = append(text, w.text)
	}
	if !pc.complete || pc.broken {
		return &piece{text: strings.Join(text, " "), pace: pc.pace}
	}
	from := time.Duration(0)
	if start > 0 {
		from = (words[start-1].to + words[start].from) / 2
	}
	return &piece{text: strings.Join(text, " "), pcm: pc.pcm[min(media.Samples(from), len(pc.pcm)):], complete: true}
}

// playing are her words that the coach may have heard between from and to.
func (p *Practice) playing(from, to time.Duration) string {
	var out []string
	for _, r := range []*reply{p.cut, p.lastCut, p.reply, p.lastSaid} {
		if r == nil {
			continue
		}
		for _, pc := range r.pieces {
			if !pc.begun {
				continue
			}
			for _, w := range pc.times() {
				if pc.from+w.to > from && pc.from+w.from < to && !pc.lost(w) {
					out = append(out, w.text)
				}
			}
		}
	}
	return strings.Join(out, " ")
}
