package trust

import (
	"cmp"
	"slices"
	"strings"
)

const (
	causes     = 2 // named in a sentence
	quoteWords = 8
)

var (
	reached = [4]string{"", "what worries them", "how it feels", "what they are afraid of"}
	drewTo  = [4]string{"the surface", "what worries them", "how it feels", ""}
	times   = [recent + 2]string{2: " twice", " three times", " four times", " five times", " six times", " seven times"}
)

// why tells a person in one sentence what opened or shut her and which events
// of this turn did it. s is the state before it.
func why(s, after State, c Change, events []Event) string {
	switch {
	case c.Opened != nil:
		return "The client went on to " + reached[*c.Opened] + ": " + opened(s, after, *c.Opened, events) + "."
	case c.Closed != nil:
		return "The client drew back to " + drewTo[after.Open] + ": " + closed(s, after, events) + "."
	}
	return ""
}

func opened(s, after State, layer int, events []Event) string {
	worth := func(e Event) int {
		trust, _ := Weight(e.Name)
		return s.worn(e.Name, trust)
	}
	good := slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return worth(e) <= 0 })
	slices.SortStableFunc(good, func(a, b Event) int { return cmp.Compare(worth(b), worth(a)) })
	var parts []string
	met := false
	for _, e := range good[:min(causes, len(good))] {
		part := because(e.Name)
		if len(parts) == 0 {
			part += times[after.held(e.Name)] + quote(e)
		}
		parts = append(parts, part)
		met = met || e.Name == EmotionAck || e.Name == SilenceHeld
	}
	if layer > 1 && !met {
		if s.EmoAck {
			parts = append(parts, "their feeling had been met before")
		} else {
			parts = append(parts, "their silence had been held before")
		}
	}
	if clean(after) || len(parts) == 0 {
		parts = append(parts, "nothing was pushed")
	}
	return join(parts)
}

func closed(s, after State, events []Event) string {
	cost := func(e Event) int {
		trust, guard := Weight(e.Name)
		return trust - 4*guard
	}
	bad := slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return cost(e) >= 0 })
	slices.SortStableFunc(bad, func(a, b Event) int { return cmp.Compare(cost(a), cost(b)) })
	var parts []string
	for _, e := range bad[:min(causes, len(bad))] {
		part := because(e.Name)
		if len(parts) == 0 {
			part += quote(e)
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		parts = append(parts, "there was not trust enough for more")
	}
	said := join(parts)
	if after.Rupture && !s.Rupture {
		said += ", and until that is owned they will not say how it feels"
	}
	return said
}

// clean says that none of the recent turns held a miss.
func clean(s State) bool {
	for _, names := range s.Recent {
		for _, n := range names {
			if trust, _ := Weight(n); trust < 0 {
				return false
			}
		}
	}
	return true
}

// quote is the beginning of the coach's words in brackets, or nothing.
func quote(e Event) string {
	words := strings.Fields(e.Evidence)
	if len(words) == 0 {
		return ""
	}
	said := strings.Join(words[:min(quoteWords, len(words))], " ")
	if len(words) > quoteWords {
		said += " …"
	}
	return " (“" + said + "”)"
}

func join(parts []string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// because is what an event was, as half a sentence about the client.
func because(n Name) string {
	switch n {
	case EmotionAck:
		return "their feeling was met"
	case Accept:
		return "their answer was taken as it was"
	case Repair:
		return "a misstep was owned"
	case Strength:
		return "a strength of theirs was seen"
	case Empathy:
		return "their situation was understood"
	case Explore:
		return "a question followed their thread"
	case Invite:
		return "they were left free to answer or not"
	case Context:
		return "their world was asked about"
	case SilenceHeld:
		return "their silence was held"
	case ClientWords:
		return "their own words were picked up"
	case Transparency:
		return "the coach was open about the talk"
	case SilenceShort:
		return "they were given a moment"
	case Judge:
		return "they were judged"
	case AdviceEarly:
		return "advice came before it was wanted"
	case InterruptEmo:
		return "they were interrupted while they were moved"
	case Interrupt:
		return "they were interrupted"
	case EmotionMissed:
		return "their feeling was passed over"
	case Minimise:
		return "what they said was made small"
	case SelfFocus:
		return "the talk turned to the coach"
	case IgnoredBid:
		return "what they offered was left lying"
	case ProbeTooDeep:
		return "a question reached for more than they were ready to say"
	case Stacked:
		return "several questions came at once"
	case AdvicePermit:
		return "advice took the place of their own thinking"
	case Rush:
		return "the answer came too fast"
	case SilenceCold:
		return "they were left alone in a long silence"
	case Leading:
		return "a question held its own answer"
	}
	return ""
}
