package lexicon

import (
	"slices"
	"strings"
)

var (
	harms = phrases(`kill myself, killing myself, hurt myself, hurting myself, harm myself, harming myself, cut myself, cutting myself, end my life, ending my life,
		take my life, taking my life, end it all, ending it all, hang myself, hanging myself, drown myself, drowning myself`)
	// What makes a harm the speaker's own, and meant.
	intents = phrases(`i want to, i wanna, i'd like to, i am going to, i'm going to, i'm gonna, i will, i'll, i plan to, i need to, i tried to, i've tried to, i have tried to,
		i think about, i think of, i'm thinking about, i'm thinking of, i am thinking of, i've been thinking about, i've been thinking of, i have been thinking of, i keep thinking about, i keep thinking of, i thought about, i thought of, i've thought about, i've thought of,
		i feel like, i've been, i have been, i might, i may, i just want to, i really want to, i wish i could, i wish i would, i sometimes want to, sometimes i want to, i wish i was, i wish i were, i'd rather, i want to just`)
	// Whole sentences of despair or of being harmed.
	despairs = []string{`i don't want to live`, `i do not want to live`, `i don't want to be alive`, `i don't want to be here any more`, `i don't want to be here anymore`,
		`i want to die`, `i just want to die`, `i wanna die`, `i want to be dead`, `i wish i was dead`, `i wish i were dead`, `i'd rather be dead`,
		`i can't go on living`, `i don't want to wake up`, `i have no reason to live`, `i am suicidal`, `i'm suicidal`, `i feel suicidal`, `i've been suicidal`, `i have been suicidal`,
		`i was raped`, `i've been raped`, `i'm being abused`, `i am being abused`, `i'm afraid he will kill me`, `i'm afraid she will kill me`,
		`better off without me`, `better off dead`}
	abusers = phrases(`my husband, my wife, my partner, my boyfriend, my girlfriend, my father, my mother, my dad, my mum, my mom, my ex, my brother`)
	abuses  = phrases(`hits me, beats me, hurts me, is hitting me, is beating me, is hurting me, abuses me, is abusing me, hit me again, threatens to kill, rapes me, keeps hitting me, strangled me`)
	// Before the words these take them away from the speaker: a reflection, a
	// report, a supposition, a figure of speech.
	borrows = phrases(`you said, you say, you're saying, you told me, you feel, you think, you thought, you felt, saying, said, says, he said, she said, they said, sounds like, sounds as, as if, if, like you, when you, whether, heard you, hear you, not, never, don't, didn't, wouldn't, imagine, suppose`)
	jokes   = phrases(`laughing, of, when i see, when i hear, than, with work, with embarrassment, with boredom, for a coffee, for saying, for forgetting, if i, shaving, on the paper, on paper, cooking`)
)

// AboutCoach says that text may be about the one who speaks it: first person
// and present, of self-harm, of not wanting to live or of being abused. It is
// careful: a question about the other ("have you thought of …"), a reflection
// ("you said you want to …"), a supposition and a figure of speech are none.
// Nobody may rely on it to notice everything.
func AboutCoach(text string) bool {
	for sentence := range sentences(text) {
		tokens := Tokens(sentence)
		joined := " " + strings.Join(tokens, " ") + " "
		for _, d := range despairs {
			if before, after, ok := strings.Cut(joined, " "+d+" "); ok && !borrowed(before) && !figure(strings.Fields(after)) {
				return true
			}
		}
		for i := range tokens {
			if n := leading(tokens[i:], harms); n > 0 && meant(tokens[:i]) && !figure(tokens[i+n:]) {
				return true
			}
			if n := leading(tokens[i:], abusers); n > 0 && abused(tokens[i+n:]) && !borrowed(strings.Join(tokens[:i], " ")) {
				return true
			}
		}
	}
	return false
}

// meant says that before, the words before a harm, end in an intent of the speaker.
func meant(before []string) bool {
	for i := len(before) - 1; i >= max(0, len(before)-7); i-- {
		for n := 4; n > 1; n-- {
			if i+n <= len(before) && intents[strings.Join(before[i:i+n], " ")] {
				return len(before)-i-n <= 2 && !borrowed(strings.Join(before[:i], " ")) && !slices.ContainsFunc(before[i:], has(negations))
			}
		}
	}
	return false
}

// borrowed says that what follows before is somebody else's, or only supposed.
func borrowed(before string) bool {
	tokens := strings.Fields(before)
	for i := range tokens {
		if leading(tokens[i:], borrows) > 0 {
			return true
		}
	}
	return false
}

// abused says that after, the words after a person, tell of abuse, and not
// that he "hits me up".
func abused(after []string) bool {
	n := leading(after, abuses)
	return n > 0 && (n == len(after) || after[n] != "up" && after[n] != "with")
}

func figure(after []string) bool {
	for i := range min(2, len(after)) {
		if leading(after[i:], jokes) > 0 {
			return true
		}
	}
	return false
}

var (
	asked = phrases(`you, your, yourself, anyone, anybody, someone, somebody, he, she, home, are, is, do`)
	risks = phrases(`suicide, suicidal, kill yourself, killing yourself, hurt yourself, hurting yourself, harm yourself, harming yourself, self harm, self harming, cut yourself, cutting yourself, end your life, ending your life, end it all, ending it all,
		take your life, taking your own, not wanting to live, wanting to die, want to die, wish you were dead, better off dead, not be alive, being alive any,
		hurting you, hitting you, he hit you, she hit you, he hits you, she hits you, he hurts you, she hurts you, beating you, he beats you, abusing you, abused, abuse, abusive, violent, violence, safe at home, are you safe, feel safe at,
		depressed, depression, are you ill, are you sick, seriously ill, an illness, a diagnosis, eating disorder, panic attacks, on medication, seeing a doctor, seen a doctor, see a doctor, seeing a therapist, drinking too much, an alcoholic`)
)

// AsksRisk says that text asks the other about self-harm, illness or abuse.
func AsksRisk(text string) bool {
	for sentence := range sentences(text) {
		tokens := Tokens(sentence)
		if !slices.ContainsFunc(tokens, has(asked)) || !Asks(sentence) {
			continue
		}
		for i := range tokens {
			if leading(tokens[i:], risks) > 0 {
				return true
			}
		}
	}
	return false
}
