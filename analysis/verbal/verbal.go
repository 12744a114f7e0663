// Package verbal turns a coach's words into evidence: which of the events that
// move the client, and which markers and mistakes of the report, a turn holds.
// One code serves the live client and the report.
//
// It works by word lists and rules on what a recogniser writes, so neither
// punctuation nor capitals are relied on. English only. It is pure: no clock,
// no state, the same turn gives the same evidence. Timing is not its business,
// nor is anything that needs the client's state ("ignored_bid").
package verbal

import (
	"cmp"
	"slices"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// Context is a coach's turn and what it answers.
type Context struct {
	// Heard is the talk so far, both sides as heard, oldest first; the last is
	// the coach's turn to be judged.
	Heard    []timeline.Utterance
	Cue      int      // 0 to 3: the intensity of the cue in her last utterance
	OwnWords []string // the scenario's own_words: words and images that are hers
	Feelings []string // feeling words she has used, as far as known; those of her last two turns are found here
	Told     int      // 0 to 3: the deepest layer heard
	NoEcho   bool     // the turn is known to be the coach's, and not her voice come back through the microphone
}

// Evidence is one thing that a turn does. A name is given at most once a turn.
type Evidence struct {
	Name       string
	From, To   int     // bytes in the turn's text: whole words
	Confidence float64 // 0 to 1; a judgement or advice below .7 is only possible, a feeling named below .5 only guessed
}

// The names, as the trust model has them.
const (
	EmotionAck    = "emotion_ack"
	Accept        = "accept"
	Repair        = "repair" // owns a slip; whether there was one is for the reader of the events
	Strength      = "strength"
	Empathy       = "empathy"
	Explore       = "explore"
	Invite        = "invite"
	WorldContext  = "context"
	ClientWords   = "client_words"
	Transparency  = "transparency"
	Judge         = "judge"
	AdviceEarly   = "advice_early"
	AdvicePermit  = "advice_permit"
	Minimise      = "minimise"
	SelfFocus     = "self_focus"
	Stacked       = "stacked"
	Leading       = "leading"
	GenericPraise = "generic_praise"
)

// Names that move no trust.
const (
	OffScript  = "off_script"  // an attack on the role-play, a swap of roles, nonsense; then nothing else is found
	AIQuestion = "ai_question" // asks whether she is a person; then nothing else is found
	Solution   = "solution"    // asks for solutions
	CheckIn    = "checkin"     // asks how she is, or whether she is there
	Announce   = "announce"    // says that there is time, or that silence follows
	StopBid    = "stop_bid"    // moves to end the talk
	Parting    = "parting"     // takes leave, or asks what she takes with her
)

// Detect finds the evidence in the coach's turn, ordered by From, then Name.
// It finds none when the last utterance is not the coach's.
func Detect(c Context) []Evidence {
	r, ok := judged(c)
	if !ok {
		return nil
	}
	return r.evidence()
}

// evidence is what was found, in Detect's order.
func (r *reading) evidence() []Evidence {
	out := make([]Evidence, 0, len(r.found))
	for _, f := range r.found {
		out = append(out, Evidence{f.name, r.words[f.from].from, r.words[f.to-1].to, f.confidence})
	}
	slices.SortFunc(out, func(a, b Evidence) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// judged is the coach's turn with all that the rules find in it; false when
// there is none, or when it is her own voice come back.
func judged(c Context) (*reading, bool) {
	if len(c.Heard) == 0 || c.Heard[len(c.Heard)-1].Side != timeline.Coach {
		return nil, false
	}
	r := &reading{turn: study(c.Heard[len(c.Heard)-1].Text, allForms), Context: c, past: past(c.Heard)}
	r.past.study()
	r.dropQuoted()
	if len(r.words) == 0 || !c.NoEcho && r.echo() {
		return nil, false
	}
	r.offScript()
	switch {
	case len(r.found) > 0:
	case lexicon.IsBackchannel(r.text):
		r.accept() // "Okay." takes her no; else a murmur says nothing
	default:
		for _, rule := range rules {
			rule(r)
		}
	}
	return r, true
}

// study reads text and finds forms and questions in it.
func study(text string, f *forms) *turn {
	t := read(text)
	t.ask()
	t.find(f)
	return t
}

// AsksFeeling says that text asks how something is or feels for her.
func AsksFeeling(text string) bool {
	t := study(text, allForms)
	for _, q := range t.questions {
		if t.asksFeeling(q) {
			return true
		}
	}
	return false
}
