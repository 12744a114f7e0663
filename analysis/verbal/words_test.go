package verbal

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestFeelings(t *testing.T) {
	for text, want := range map[string]string{
		"I'm worn out and on edge.":         "worn out 2, on edge 2",
		"It hurts. I was terrified.":        "It hurts 2, terrified 3",
		"I'm not angry, just tired.":        "tired 1",
		"no wonder you're angry":            "angry 2",
		"I never felt lonely there":         "",
		"I cant cope any more":              "cant cope 3",
		"I'm not happy with it":             "not happy 2",
		"I'm afraid we're out of time":      "",
		"I'm afraid I'll lose him":          "afraid 2",
		"a hard drive and heavy traffic":    "",
		"it's hard to carry":                "hard to carry 2",
		"I lost the file, I live in a flat": "",
		"I feel lost and a bit flat":        "lost 2, flat 1",
		"She was so relieved.":              "relieved 0",
		"Lonely.":                           "Lonely 2",
		"my blood pressure":                 "",
		"There’s a knot in my stomach":      "knot in my stomach 2",
		"I'm at the end of my tether":       "at the end of my tether 3",
		"happy to help, glad you asked":     "",
	} {
		var got []string
		for _, s := range Feelings(text) {
			got = append(got, fmt.Sprint(text[s.From:s.To], " ", s.Intensity))
		}
		if g := strings.Join(got, ", "); g != want {
			t.Errorf("%q: got %q, want %q", text, g, want)
		}
	}
}

// TestFeelingLists: the lexicon is as large as it says, no phrase is in it twice.
func TestFeelingLists(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range feelingLists {
		for phrase := range strings.SplitSeq(l.phrases, ",") {
			p := strings.Join(plain(phrase), " ")
			if p == "" {
				continue
			}
			if key := fmt.Sprint(p, l.framed); seen[key] {
				t.Errorf("%q is listed twice", p)
			} else {
				seen[key] = true
			}
		}
	}
	t.Log(len(seen), "feeling words and phrases")
	if len(seen) < 500 {
		t.Errorf("only %d", len(seen))
	}
}

func TestStem(t *testing.T) {
	for _, same := range []string{"carry carries carrying carried", "tray trays", "sit sitting sat", "lonely loneliness", "stop stopped stopping", "make makes making",
		"worry worried worries", "box boxes", "miss misses missing", "angry angrily", "call calling called", "drive driving drove", "ashamed", "level levels levelled"} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if stem(w) != stem(words[0]) {
				t.Errorf("%s is %s, %s is %s", words[0], stem(words[0]), w, stem(w))
			}
		}
	}
	for _, apart := range []string{"thing think", "bring bread", "sing sin", "bus bush", "need nee"} {
		a, b, _ := strings.Cut(apart, " ")
		if stem(a) == stem(b) {
			t.Errorf("%s and %s are both %s", a, b, stem(a))
		}
	}
}

func TestPredicates(t *testing.T) {
	for text, want := range map[string]string{ // o: open question, a: asks, f: asks for a feeling, b: offers
		"what would you like to talk about":        "oa",
		"how does that feel":                       "oaf",
		"what is that like for you":                "oaf",
		"how are you feeling about it":             "oaf",
		"where in your body do you feel it":        "oaf",
		"tell me more":                             "oa",
		"could you say a bit more about your team": "oa",
		"do you like it":                           "a",
		"how many people work there":               "a",
		"what time is it":                          "a",
		"I know what you are like":                 "",
		"that is how it was":                       "",
		"You did?":                                 "a",
		"I could tell you about November.":         "b",
		"Do you want me to show you?":              "ab",
		"So what do people normally do?":           "oa",
		"":                                         "",
	} {
		got := ""
		for _, p := range []struct {
			letter string
			is     func(string) bool
		}{{"o", openQuestion}, {"a", asks}, {"f", AsksFeeling}, {"b", offers}} {
			if p.is(text) {
				got += p.letter
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// openQuestion says that text asks something that cannot be answered by yes,
// no, a number or a date, or invites to tell.
func openQuestion(text string) bool {
	return slices.ContainsFunc(study(text, allForms).questions, func(q question) bool { return q.open })
}

func asks(text string) bool { return len(study(text, allForms).questions) > 0 }

// offers says that text, hers, offers to tell or show something, or asks leave to.
func offers(text string) bool {
	_, ok := study(text, herForms).first(formOffer)
	return ok
}
