package persona

import (
	"strings"

	"stillpoint/dialogue/lexicon"
)

// stems are the words of text without their endings.
func stems(text string) []string {
	words := lexicon.Tokens(text)
	for i, w := range words {
		words[i] = stem(w)
	}
	return words
}

// stem takes the ending off a word, so that "carrying", "carried" and
// "carries" are one. It is rough: it need not be right, only the same for
// words that belong together.
func stem(w string) string {
	if cut := strings.IndexByte(w, '\''); cut > 0 {
		w = w[:cut]
	}
	if base, ok := irregular[w]; ok {
		w = base
	}
	for _, ending := range []struct {
		suffix, with string
		least        int // letters that must be left
	}{
		{"ies", "y", 2}, {"sses", "ss", 1}, {"xes", "x", 2}, {"ches", "ch", 2}, {"shes", "sh", 2},
		{"ss", "ss", 1}, {"us", "us", 1}, {"s", "", 3},
	} {
		if len(w) >= len(ending.suffix)+ending.least && strings.HasSuffix(w, ending.suffix) {
			w = strings.TrimSuffix(w, ending.suffix) + ending.with
			break
		}
	}
	for _, suffix := range []string{"fulness", "ness", "ment", "fully", "ful", "ingly", "edly", "ing", "ied", "ed", "ly"} {
		base, ok := strings.CutSuffix(w, suffix)
		if !ok || len(base) < 3 || !strings.ContainsAny(base, "aeiouy") {
			continue
		}
		if suffix == "ied" {
			base += "y"
		}
		if n := len(base); n > 3 && base[n-1] == base[n-2] && !strings.ContainsRune("lsz", rune(base[n-1])) {
			base = base[:n-1] // "stopp" of "stopped"
		}
		w = base
		break
	}
	if n := len(w); n > 3 && w[n-1] == 'e' {
		w = w[:n-1]
	} else if n > 3 && w[n-1] == 'y' {
		w = w[:n-1] + "i"
	}
	return w
}

// irregular forms, and words for the same.
var irregular = map[string]string{
	"told": "tell", "said": "say", "says": "say", "felt": "feel", "kept": "keep", "thought": "think", "went": "go", "gone": "go", "goes": "go", "did": "do", "done": "do", "does": "do",
	"don": "do", "didn": "do", "doesn": "do", "had": "have", "has": "have", "haven": "have", "hasn": "have", "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "am": "be", "isn": "be", "aren": "be", "wasn": "be",
	"made": "make", "took": "take", "taken": "take", "gave": "give", "given": "give", "got": "get", "came": "come", "saw": "see", "seen": "see", "knew": "know", "known": "know", "left": "leave", "lost": "lose",
	"brought": "bring", "bought": "buy", "taught": "teach", "held": "hold", "stood": "stand", "understood": "understand", "found": "find", "heard": "hear", "meant": "mean", "met": "meet", "paid": "pay", "ran": "run",
	"sat": "sit", "slept": "sleep", "spoke": "speak", "spoken": "speak", "wrote": "write", "written": "write", "began": "begin", "begun": "begin", "broke": "break", "broken": "break", "chose": "choose", "chosen": "choose",
	"fell": "fall", "fallen": "fall", "grew": "grow", "grown": "grow", "hid": "hide", "hidden": "hide", "led": "lead", "built": "build", "wore": "wear", "worn": "wear", "woke": "wake", "drove": "drive", "driven": "drive", "ate": "eat", "eaten": "eat",
	"mum": "mother", "mom": "mother", "mummy": "mother", "dad": "father", "daddy": "father", "kid": "child", "kids": "child", "children": "child", "boy": "son", "girl": "daughter",
	"lonely": "loneli", "better": "good", "best": "good", "worse": "bad", "worst": "bad", "men": "man", "women": "woman", "people": "person", "feelings": "feel", "feeling": "feel", "job": "work", "jobs": "work",
	"an": "a", "these": "this", "those": "that", "me": "i", "my": "i", "your": "you", "yours": "you", "yourself": "you", "him": "he", "his": "he", "her": "she", "hers": "she", "them": "they", "their": "they",
	"anybody": "anyone", "somebody": "someone", "everybody": "everyone", "nobody": "noone", "whats": "what", "ll": "will", "won": "will", "wouldn": "would", "can": "can", "couldn": "could",
}

// content are the stems of text that carry a meaning of their own: none of the
// small words, and none that belong to every coaching talk.
func content(text string) []string {
	all := stems(text)
	kept := all[:0]
	for _, w := range all {
		if len(w) > 1 && !small[w] {
			kept = append(kept, w)
		}
	}
	return kept
}

var small = smallWords()

func smallWords() map[string]bool {
	set := map[string]bool{}
	for _, w := range stems(`a an the and or but so because if then than that this these those there here it its it's i me my mine we us our you your yours yourself he him his she her hers they them their
		be is are was were been being do does did done doing have has had having will would shall should can could may might must ought let
		what which who whom whose when where why how not no nor never yes yeah okay ok well oh ah hm mm um uh right just only even also too very really quite rather maybe perhaps still yet already again ever always often sometimes now today then soon later
		of in on at to for with by about over under through without around from into onto up down out off before after between during against as like than
		all any some each every both many much more most other another such own same one two first next last few little bit lot kind sort thing things something anything nothing everything someone anyone everyone else
		go going come coming get getting make making take taking give say saying tell telling talk talking speak know think thinking see look looking hear hearing mean feel feeling want need like try trying use keep put find happen happens work
		way part moment time times day place side point sense word question answer person people matter matters sound sounds seem seems
		wonder wondering curious notice noticing imagine understand guess suppose sure sorry please thank thanks welcome hello hi good great nice fine different important possible
		underneath beneath deep deeper wish hope hoping body heart easy hard difficult strong real really true new begin end session conversation coaching goal learn change choose decide believe care support emotion story picture image situation problem challenge issue step future past life useful helpful
		help share sharing describe explain bring brings start stop stay hold change let us would could might able long far back away together alone ago
		i'm i've i'd i'll you're you've you'd you'll that's what's there's here's let's he's she's they're we're don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't gonna gotta`) {
		set[w] = true
	}
	return set
}
