package verbal

import "strings"

// A Span is a place in a text and how hard the feeling named there is to bear.
type Span struct {
	From, To  int // bytes
	Intensity int // 0 no burden ("relieved"), 1 mild ("unsure"), 2 plain ("lonely"), 3 strong ("terrified")
}

// Feelings finds the words and phrases of text that name a feeling, or what a
// feeling does to somebody ("worn out", "it hurts"), in order and without
// overlaps. What is denied ("I'm not angry") and other senses of the same
// words ("hard drive", "I'm afraid we're out of time") are left out.
func Feelings(text string) []Span {
	t := read(text)
	var out []Span
	for i := 0; i < len(t.words); i++ {
		if f := t.words[i].feeling; f.words > 0 {
			out = append(out, Span{t.words[i].from, t.words[i+f.words-1].to, f.intensity})
			i += f.words - 1
		}
	}
	return out
}

// A feeling begins at a word; words is 0 where none does.
type feeling struct {
	words, intensity int
}

type feelingPhrase struct {
	words     []string
	intensity int
	framed    bool // counts only after "feel", "is", "so" and the like
	ends      bool // counts only where nothing follows that it could belong to
}

var feelingsByWord = func() map[string][]feelingPhrase {
	out := map[string][]feelingPhrase{}
	for _, l := range feelingLists {
		for phrase := range strings.SplitSeq(l.phrases, ",") {
			if t := plain(phrase); len(t) > 0 {
				out[t[0]] = append(out[t[0]], feelingPhrase{t, l.intensity, l.framed, false})
			}
		}
	}
	for intensity, list := range idioms {
		for phrase := range strings.SplitSeq(list, ",") {
			phrase, ends := strings.CutSuffix(strings.TrimSpace(phrase), "$")
			for _, t := range persons(plain(phrase)) {
				out[t[0]] = append(out[t[0]], feelingPhrase{t, intensity, false, ends})
			}
		}
	}
	return out
}()

// plain is a phrase as read sees it, contractions split.
func plain(phrase string) []string {
	var out []string
	for w := range strings.FieldsSeq(phrase) {
		one, two := parts(w)
		out = append(out, one)
		if two != "" {
			out = append(out, two)
		}
	}
	return out
}

func (t *turn) markFeelings() {
	for i := 0; i < len(t.words); {
		f := t.feelingAt(i)
		t.words[i].feeling = f
		i += max(f.words, 1)
	}
}

// feelingAt is the longest phrase that begins at word i.
func (t *turn) feelingAt(i int) feeling {
	var best feeling
	for _, p := range feelingsByWord[t.words[i].is] {
		if len(p.words) <= best.words || !t.says(i, p.words) ||
			p.framed && !t.framed(i) || p.ends && t.goesOnTo(i+len(p.words)) || t.otherSense(i, len(p.words)) {
			continue
		}
		intensity := p.intensity
		if t.denied(i) {
			if intensity > 0 || !missed[t.words[i].is] {
				continue
			}
			intensity = 1
		}
		best = feeling{len(p.words), intensity}
	}
	return best
}

// says that the words from i on, of one sentence, are those given.
func (t *turn) says(i int, words []string) bool {
	if i+len(words) > t.sentenceOf(i).end {
		return false
	}
	for k, w := range words {
		if t.words[i+k].is != w {
			return false
		}
	}
	return true
}

// missed are good feelings whose want is a burden: "I don't feel safe".
var missed = set("happy confident comfortable safe secure supported understood accepted appreciated valued respected welcome included loved relaxed calm settled satisfied")

// frame are the words before which a word of many senses ("low", "lost") is a feeling.
var frame = set("feel feels feeling felt be is are was were am been being sound sounds sounded sounding seem seems seemed get gets got getting so too very really quite pretty how that more this and makes made little bit such something still somewhat")

// framed says that word i stands alone in its sentence or shortly after a word of frame.
func (t *turn) framed(i int) bool {
	s := t.sentenceOf(i)
	if s.end-s.first == 1 {
		return true
	}
	for k := i - 1; k >= s.first && k >= i-2; k-- {
		if frame[t.words[k].is] {
			return true
		}
		if !t.words[k].soft && t.words[k].is != "not" {
			return false
		}
	}
	return false
}

// denied says that what begins at i is negated: "not angry", "isn't really
// scared", "never felt lonely". A burden that is denied in so many words
// ("not okay", "can't cope") is a phrase of its own.
func (t *turn) denied(i int) bool {
	first := t.sentenceOf(i).first
	for k := i - 1; k >= first && k >= i-4; k-- {
		switch w := t.words[k]; {
		case negators[w.is]:
			return !t.isWord(k+1, "just", "only", "surprised", "wonder", "surprising") && !t.isWord(k-1, "why")
		case w.is == "a", w.is == "any", w.is == "to", w.soft, be[w.is], w.is == "been":
		default:
			return false
		}
	}
	return false
}

// otherSense says that the feeling word at i is used in another sense.
func (t *turn) otherSense(i, n int) bool {
	switch t.words[i].is {
	case "done": // "done in ten minutes"
		return t.goesOnTo(i + n)
	case "i": // "I broke down the door"
		return t.isWord(i+1, "broke") && t.isWord(i+3, "the", "every", "on", "a")
	case "afraid": // "I'm afraid we have to stop"
		return t.isWord(i-1, "am") && t.isWord(i+1, "we", "i", "you", "that", "it") && !t.isWord(i+2, "will", "would", "might", "am", "was")
	case "happy", "glad", "excited", "delighted": // "I'm happy to help"
		return !t.isWord(i-1, "you", "are", "were", "so") && t.isWord(i+1, "to", "you", "we", "with", "for", "that")
	case "hard", "tough":
		return t.isWord(i+1, "drive", "drug", "drugs", "liquor", "alcohol", "work", "worker", "copy", "to", "working", "on") && !t.isWord(i+2, "carry", "bear", "hear", "say", "hold", "live", "you", "yourself", "take", "be", "keep", "watch", "let", "admit", "sit")
	case "heavy":
		return t.isWord(i+1, "drinking", "drinker", "smoking", "smoker", "use", "traffic", "rain", "workload", "lifting", "duty")
	case "pressure":
		return t.isWord(i-1, "blood", "air", "water", "peer") || t.isWord(i-1, "my", "your", "the") && (t.in(i+1, be) || t.isWord(i+1, "has", "had", "have", "went", "goes")) // measured
	case "tired", "sick":
		return t.isWord(i+1, "leave", "note", "pay", "day")
	case "alone":
		return t.isWord(i-1, "it", "him", "her", "them", "me") && t.isWord(i-2, "leave", "left", "let")
	case "the", "a": // "lose the weight"
		return t.isWord(i+1, "weight") && t.isWord(i-1, "lose", "lost", "losing", "gain", "gained", "on", "with", "off")
	case "down":
		return t.isWord(i+1, "south", "north", "there", "here", "to", "the", "at", "in", "on", "from", "by", "as") || i+1 < len(t.words) && measures[t.words[i+1].is] ||
			t.isWord(i-2, "cut", "cutting", "write", "calm", "slow", "turn", "put", "set", "break")
	case "small", "cold", "low", "slow", "old", "flat", "sharp", "quiet", "blue", "raw": // "a small pack"
		return i+1 < t.sentenceOf(i).end && t.words[i+1].content && t.words[i+1].feeling.words == 0 && !t.words[i+1].pause && !t.words[i+1].soft
	case "off": // "and off you go"
		return t.isWord(i+1, "you", "we", "to", "of", "the", "his", "her", "your")
	case "used":
		return t.isWord(i+1, "to") || !t.in(i-1, be) && !t.in(i-2, be)
	case "careful": // "I'm being careful"
		return t.isWord(i-1, "be", "being")
	case "stupid", "silly", "mean": // "we'd go out and be stupid"
		return t.isWord(i-1, "be")
	case "sorry":
		return true
	}
	return false
}
