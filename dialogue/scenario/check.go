package scenario

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

var idForm = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$`)

// moveNames are the kinds of moves; the first three are needed in every talk.
var moveNames = []string{MoveThin, MoveUnclearAudio, MoveGoodbye,
	MoveDeflect, MoveAdvice, MovePraise, MoveMissed, MoveJudged, MoveRepaired, MoveUnsure, MoveSafety, MoveHere, MoveSpent, MoveClosedAgain, MoveOffScript, MoveTakeaway, MoveTold}

// events are what a line may fit or the client be touchy about (the trust model's names).
var events = strings.Fields(`any emotion_ack accept repair strength empathy explore invite context silence_held client_words
	transparency silence_short judge advice_early interrupt_emo interrupt emotion_missed minimise self_focus ignored_bid
	probe_too_deep stacked advice_permit rush silence_cold leading generic_praise`)

// problems collects what has to change.
type problems struct {
	list []error
	keys map[string]int // top-level key to its line in the file
}

func (p *problems) add(line int, format string, args ...any) {
	p.list = append(p.list, &Problem{Line: line, Message: fmt.Sprintf(format, args...)})
}

// in adds a problem of the section under a top-level key.
func (p *problems) in(key, format string, args ...any) {
	p.add(p.keys[key], key+": "+format, args...)
}

// oneOf adds a problem unless value is one of list.
func (p *problems) oneOf(line int, what, value string, list []string) {
	if !slices.Contains(list, value) {
		p.add(line, "%s %q: write one of %s", what, value, strings.Join(list, ", "))
	}
}

// check finds what the format alone does not, and places the cues' pauses.
func (s *Scenario) check(keys map[string]int) error {
	p := problems{keys: keys}
	s.checkHead(&p)
	s.checkTrust(&p)
	s.checkCues(&p)
	s.checkLines(&p)
	s.checkTopics(&p)
	s.checkMoves(&p)
	s.checkReactions(&p)
	s.checkLeaks(&p)
	return errors.Join(p.list...)
}

func (s *Scenario) checkHead(p *problems) {
	if s.Schema != Schema {
		p.in("schema", "%d is not known here: write schema: %d", s.Schema, Schema)
	}
	if !idForm.MatchString(s.ID) {
		p.in("id", "%q: write up to 64 small letters, digits and hyphens, like the-trays", s.ID)
	}
	p.oneOf(p.keys["language"], "language", s.Language, []string{"en"})
	p.oneOf(p.keys["difficulty"], "difficulty", s.Difficulty, difficulties)
	if s.Title == "" {
		p.in("title", "write a few words")
	}
	if s.Person.Name == "" {
		p.in("person", "name is missing")
	}
	p.oneOf(p.keys["person"], "person: voice: tts: kokoro", s.Person.Voice.TTS.Kokoro, voices)
	switch speed := s.Person.Voice.TTS.Speed; {
	case speed == 0:
		s.Person.Voice.TTS.Speed = 1
	case speed < 0.5 || speed > 2:
		p.in("person", "tts: speed %v: write a number from 0.5 to 2", speed)
	}
	for _, sound := range s.Sounds {
		if t, err := ParseText(sound); err != nil || len(t.Pieces) != 1 || len(sound) > 24 {
			p.in("sounds", "%q: write a short sound without pauses, like \"Hm.\"", sound)
		}
	}
	if s.End.Minutes < 1 || s.End.Minutes > 120 {
		p.in("end", "minutes %d: write a number from 1 to 120", s.End.Minutes)
	}
	if s.End.OnTime != "" {
		p.oneOf(p.keys["end"], "end: on_time", s.End.OnTime, moveNames)
	}
}

func (s *Scenario) checkTrust(p *problems) {
	t := s.Trust
	for layer := range 4 {
		if _, ok := s.Layers[layer]; !ok {
			p.in("layers", "%d is missing: write all of 0, 1, 2, 3", layer)
		}
	}
	if len(s.Layers) > 4 {
		p.in("layers", "only 0, 1, 2 and 3 are known")
	}
	if t.Start < 0 || t.Start > 100 || t.Gain < 0 || t.Gain > 400 || t.Loss < 0 || t.Loss > 400 {
		p.in("trust", "start is 0 to 100, gain and loss are 0 to 400 percent")
	}
	if t.SilenceEase < 0 || t.SilenceEase > 3 {
		p.in("trust", "silence_ease %d: write 0 (hates it) to 3 (at home in it)", t.SilenceEase)
	}
	if keys := slices.Sorted(maps.Keys(t.Open)); !slices.Equal(keys, []int{1, 2, 3}) || !slices.Equal(slices.Sorted(maps.Keys(t.Close)), keys) {
		p.in("trust", "open and close each need 1, 2 and 3: write open: {1: 32, 2: 52, 3: 72} and close: {1: 22, 2: 42, 3: 62}")
		return
	}
	for layer := 1; layer <= 3; layer++ {
		if t.Close[layer] >= t.Open[layer] || t.Close[layer] < 0 || t.Open[layer] > 100 {
			p.in("trust", "layer %d: close must be below open, both from 0 to 100", layer)
		}
		if layer > 1 && (t.Open[layer] <= t.Open[layer-1] || t.Close[layer] <= t.Close[layer-1]) {
			p.in("trust", "the thresholds of layer %d must be above those of layer %d", layer, layer-1)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.Touchy)) {
		percent := t.Touchy[name]
		p.oneOf(p.keys["trust"], "trust: touchy", name, events[1:])
		if percent < 0 || percent > 400 {
			p.in("trust", "touchy %s: %d percent: write 0 to 400", name, percent)
		}
	}
}

func (s *Scenario) checkCues(p *problems) {
	seen := map[string]bool{}
	for i := range s.Cues {
		c := &s.Cues[i]
		if c.ID == "" || seen[c.ID] {
			p.in("emotion_cues", "id %q is missing or there twice", c.ID)
		}
		seen[c.ID] = true
		if c.Intensity < 1 || c.Intensity > 3 || c.Layer < 0 || c.Layer > 3 {
			p.in("emotion_cues", "%s: intensity is 1 to 3, layer 0 to 3", c.ID)
		}
		if c.Marker == "" {
			continue
		}
		t, err := ParseText(c.Marker + " word")
		if err != nil || len(t.Pieces) != 1 || t.Pieces[0].Pause == 0 || t.Pieces[0].Words != "word" {
			p.in("emotion_cues", "%s: marker %q: write one pause like [pause:0.9], or \"\"", c.ID, c.Marker)
			continue
		}
		c.pause = t.Pieces[0].Pause
	}
}

// place is text with the pause of the cue in it.
func (s *Scenario) place(text Text, cue string, at int, p *problems) Text {
	if cue == "" {
		return text
	}
	c := s.Cue(cue)
	if c == nil {
		p.add(at, "cue %q is not among emotion_cues", cue)
		return text
	}
	return text.withCue(c.pause)
}

func (s *Scenario) checkLines(p *problems) {
	if len(s.Opening.Text.Pieces) == 0 {
		p.in("opening", "say is missing")
		return
	}
	s.Opening.Text = s.place(s.Opening.Text, s.Opening.Cue, s.Opening.Text.at, p)
	if n := len(s.Lines); n > MaxLines {
		p.in("lines", "%d are too many: at most %d", n, MaxLines)
		return
	}
	if len(s.Lines) == 0 {
		p.in("lines", "there is none: write at least one under layer0")
	}
	byID := map[string]*Line{}
	for i := range s.Lines {
		line := &s.Lines[i]
		if !idForm.MatchString(line.ID) {
			p.add(line.at, "id %q: a line needs one of small letters, digits and hyphens, like a1", line.ID)
		} else if other := byID[line.ID]; other != nil {
			p.add(line.at, "id %s is used already in line %d: write another", line.ID, other.at)
			continue
		}
		byID[line.ID] = line
		if len(line.Text.Pieces) == 0 {
			p.add(line.at, "%s: say is missing", line.ID)
			continue
		}
		if line.Text.HasResume() {
			p.add(line.Text.at, "%s: {resume} belongs under interrupted only", line.ID)
		}
		line.Text = s.place(line.Text, line.Cue, line.at, p)
		for _, f := range line.Fits {
			p.oneOf(line.at, "fits", f, events)
		}
		for _, tag := range line.Tags {
			p.oneOf(line.at, "tags", tag, []string{"bid", "insight", "hard"})
		}
		if _, ok := s.Person.OwnWords[line.Word]; line.Word != "" && !ok {
			p.add(line.at, "word %q is not among person: own_words", line.Word)
		}
	}
	for i := range s.Lines {
		for _, id := range s.Lines[i].After {
			if byID[id] == nil {
				p.add(s.Lines[i].at, "after: there is no line %q", id)
			}
		}
	}
	if id := circle(s.Lines, byID); id != "" {
		p.add(byID[id].at, "after: %s waits for itself, by way of %s: take one of them out", id, strings.Join(byID[id].After, ", "))
	}
}

// circle is the id of a line that can never be free because it waits for
// itself, empty when there is none.
func circle(lines []Line, byID map[string]*Line) string {
	const open, done = 1, 2
	state := map[string]int{}
	var visit func(id string) string
	visit = func(id string) string {
		line := byID[id]
		if line == nil || state[id] == done {
			return ""
		}
		if state[id] == open {
			return id
		}
		state[id] = open
		for _, next := range line.After {
			if found := visit(next); found != "" {
				return found
			}
		}
		state[id] = done
		return ""
	}
	for _, line := range lines {
		if found := visit(line.ID); found != "" {
			return found
		}
	}
	return ""
}

func (s *Scenario) checkTopics(p *problems) {
	if n := len(s.Topics); n > MaxLines {
		p.in("topics", "%d are too many: at most %d", n, MaxLines)
	}
	seen := map[string]bool{}
	for _, t := range s.Topics {
		switch {
		case !idForm.MatchString(t.ID):
			p.add(t.at, "topic id %q: write small letters, digits and hyphens, like weather", t.ID)
		case seen[t.ID]:
			p.add(t.at, "topic id %s is used already: write another", t.ID)
		case len(t.Asked) == 0 || len(t.Say) == 0:
			p.add(t.at, "topic %s: write both asked and say", t.ID)
		case slices.ContainsFunc(t.Say, Text.HasResume):
			p.add(t.at, "topic %s: {resume} belongs under interrupted only", t.ID)
		}
		seen[t.ID] = true
	}
}

func (s *Scenario) checkMoves(p *problems) {
	for _, name := range slices.Sorted(maps.Keys(s.Moves)) {
		p.oneOf(p.keys["moves"], "moves:", name, moveNames)
		for _, t := range s.Moves[name] {
			if t.HasResume() {
				p.add(t.at, "moves: %s: {resume} belongs under interrupted only", name)
			}
		}
	}
	for _, name := range moveNames[:3] {
		if len(s.Moves[name]) == 0 {
			p.in("moves", "%s: write at least one", name)
		}
	}
}

func (s *Scenario) checkReactions(p *problems) {
	if !slices.IsSortedFunc(s.Silence, func(a, b Silence) int { return cmp.Compare(a.At, b.At) }) {
		p.in("silence", "write the entries in the order of at")
	}
	for i, e := range s.Silence {
		what := fmt.Sprintf("entry %d (at %v)", i+1, float64(e.At))
		if d := e.At.Duration(); d < time.Second || d > 5*time.Minute {
			p.in("silence", "%s: at is 1 to 300 seconds", what)
		}
		if len(e.When.any) == 0 {
			p.in("silence", "%s: when is missing: %s", what, whenHelp)
		}
		if e.Do.Continue == (len(e.Do.Say) > 0) || e.Do.Continue && e.Do.Aside {
			p.in("silence", "%s: do is {say: …}, {say: …, aside: true} or {continue: true}", what)
		}
		if slices.ContainsFunc(e.Do.Say, Text.HasResume) {
			p.in("silence", "%s: {resume} belongs under interrupted only", what)
		}
		if e.Do.Aside && i != len(s.Silence)-1 {
			p.in("silence", "%s: aside ends the silence, so it must be the last entry", what)
		}
	}
	for i, e := range s.Interrupted {
		if len(e.When.any) == 0 || len(e.Say) == 0 {
			p.in("interrupted", "entry %d: write when and say", i+1)
		}
	}
	if s.SilenceLimits.SpokenPerGap < 0 || s.SilenceLimits.SameLineCooldownTurns < 0 || s.InterruptedLimits.ResumeMaxPerPractice < 0 {
		p.in("silence_limits", "these and interrupted_limits are numbers from 0")
	}
}
