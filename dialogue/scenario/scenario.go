// Package scenario describes whom a coach practises with: a person, what she
// holds on four layers, the lines she may speak and what moves her. A scenario
// is a YAML file of at most 64 kB and 200 lines of speech; [Parse] refuses
// unknown keys, aliases and everything else that would only show up in the
// middle of a talk, and says which line of the file to change.
//
// A Scenario is never written to after Parse, so it may be shared.
package scenario

import (
	"slices"
	"strings"
	"time"
)

// Schema is the version of the file format this package reads.
const Schema = 1

// difficulties, the easiest first.
var difficulties = []string{"gentle", "middle", "guarded"}

// Scenario is one client to practise with.
type Scenario struct {
	Schema     int      `yaml:"schema"`
	ID         string   `yaml:"id"` // small letters, digits and hyphens
	Language   string   `yaml:"language"`
	Title      string   `yaml:"title"`
	Difficulty string   `yaml:"difficulty"`       // gentle, middle or guarded
	Focus      []string `yaml:"competency_focus"` // of ICF competencies, "4.1"

	Person   Person   `yaml:"person"`
	Contract Contract `yaml:"contract"`
	Facts    []string `yaml:"facts"`
	Trust    Trust    `yaml:"trust"`
	Layers   Layers   `yaml:"layers"`

	Think     Think             `yaml:"think"`
	Sounds    []string          `yaml:"sounds"` // short sounds that may cover a late first piece
	SayAs     map[string]string `yaml:"say_as"` // word to IPA of the voice
	Reference Reference         `yaml:"reference"`

	Cues    []Cue               `yaml:"emotion_cues"`
	Opening Opening             `yaml:"opening"`
	Lines   Lines               `yaml:"lines"`
	Topics  []Topic             `yaml:"topics"`
	Moves   map[string]Variants `yaml:"moves"` // by the Move names

	Silence           []Silence         `yaml:"silence"` // by rising At
	SilenceLimits     SilenceLimits     `yaml:"silence_limits"`
	Interrupted       []Interrupted     `yaml:"interrupted"`
	InterruptedLimits InterruptedLimits `yaml:"interrupted_limits"`
	End               End               `yaml:"end"`

	SHA256 string `yaml:"-"` // of the file, hex
}

// Person is who the client is.
type Person struct {
	Name      string            `yaml:"name"`
	Age       int               `yaml:"age"`
	Role      string            `yaml:"role"`
	Family    string            `yaml:"family"`
	Voice     PersonVoice       `yaml:"voice"`
	Values    []string          `yaml:"values"`
	Strengths []string          `yaml:"strengths"`
	OwnWords  map[string]string `yaml:"own_words"` // word to what it means to her
	NeverSays []string          `yaml:"never_says"`
}

// FirstName is what a coach calls her.
func (p Person) FirstName() string {
	first, _, _ := strings.Cut(p.Name, " ")
	return first
}

// PersonVoice is how she talks.
type PersonVoice struct {
	Pace           string   `yaml:"pace"`
	Register       string   `yaml:"register"`
	Habits         []string `yaml:"habits"`
	Fillers        []string `yaml:"fillers"`
	FillersPerTurn MinMax   `yaml:"fillers_per_turn"`
	TTS            TTS      `yaml:"tts"`
}

// MinMax is a range of counts, both ends included.
type MinMax struct {
	Min int `yaml:"min"`
	Max int `yaml:"max"`
}

// TTS names her voice in each engine.
type TTS struct {
	Kokoro string  `yaml:"kokoro"`
	OpenAI string  `yaml:"openai"`
	Speed  float64 `yaml:"speed"` // 0.5 to 2; 0 in the file means 1
}

// Contract is what she came for.
type Contract struct {
	AskedFor      string        `yaml:"asked_for"`
	KnowsThisIs   string        `yaml:"knows_this_is"`
	DoesNotWant   []string      `yaml:"does_not_want"`
	AdviceSeeking AdviceSeeking `yaml:"advice_seeking"`
}

// AdviceSeeking is how often she may ask for advice, when, and in which words.
type AdviceSeeking struct {
	MaxPerPractice int  `yaml:"max_per_practice"`
	OnlyWhen       When `yaml:"only_when"`
	Text           Text `yaml:"line"`
}

// Trust is how easily she is moved (see the trust package).
type Trust struct {
	Start       int            `yaml:"start"` // 0 to 100
	Gain        int            `yaml:"gain"`  // percent
	Loss        int            `yaml:"loss"`  // percent
	Open        map[int]int    `yaml:"open"`  // layer to the trust that opens it
	Close       map[int]int    `yaml:"close"` // layer to the trust below which it shuts
	SilenceEase int            `yaml:"silence_ease"`
	Touchy      map[string]int `yaml:"touchy"` // event to percent
}

// Layers are what she holds, from 0 (surface) to 3 (fear and belief).
type Layers map[int]Layer

// Layer is one of the four.
type Layer struct {
	Name      string   `yaml:"name"`
	Holds     string   `yaml:"holds"`
	Tell      string   `yaml:"tell"` // what shows while it is shut
	LeakTerms []string `yaml:"leak_terms"`
}

// Reference is a good practice with this person, for comparison.
type Reference struct {
	Talk          float64        `yaml:"talk"` // the coach's share, 0 to 1
	Opportunities map[string]int `yaml:"opportunities"`
}

// Cue is a feeling a coach can perceive.
type Cue struct {
	ID        string `yaml:"id"`
	Layer     int    `yaml:"layer"`
	Intensity int    `yaml:"intensity"` // 1 to 3
	Marker    string `yaml:"marker"`    // a pause that goes with it, or empty

	pause time.Duration
}

// Opening is the first thing she says.
type Opening struct {
	Text Text   `yaml:"say"`
	Cue  string `yaml:"cue"`
}

// Line is an authored line. It is free once every id in After has been
// spoken and its layer is open.
type Line struct {
	ID    string   `yaml:"id"`
	Text  Text     `yaml:"say"`
	After []string `yaml:"after"`
	Asked []string `yaml:"asked"` // ways a coach may come to this line
	Fits  []string `yaml:"fits"`  // trust events it goes well with, or any
	Cue   string   `yaml:"cue"`
	Word  string   `yaml:"word"` // the own word it carries
	Tags  []string `yaml:"tags"` // bid, insight, hard

	Layer int `yaml:"-"`
	at    int // line in the file
}

// Topic is something small she can always be asked about: it belongs to the
// surface, leads nowhere and may be said again after a while.
type Topic struct {
	ID    string   `yaml:"id"`
	Asked []string `yaml:"asked"` // ways a coach may ask about it
	Say   Variants `yaml:"say"`

	at int // line in the file
}

// The names of the moves: lines that answer how the coach behaved. Thin ones
// are for when nothing else fits, Unsure for a question none of her lines
// answers, Safety for one about self-harm, illness or abuse (she carries none
// of them), Here for whether she can hear, Spent for when all has been said,
// Takeaway for what she takes with her, Told for a question whose answer she
// has given.
const (
	MoveDeflect      = "deflect"
	MoveAdvice       = "advice"
	MovePraise       = "praise"
	MoveMissed       = "missed"
	MoveJudged       = "judged"
	MoveRepaired     = "repaired"
	MoveThin         = "thin"
	MoveUnsure       = "unsure"
	MoveSafety       = "safety"
	MoveHere         = "here"
	MoveSpent        = "spent"
	MoveClosedAgain  = "closed_again"
	MoveUnclearAudio = "unclear_audio"
	MoveOffScript    = "off_script"
	MoveTakeaway     = "takeaway"
	MoveTold         = "told"
	MoveGoodbye      = "goodbye"
)

// Silence is what she does when At has passed since her audio reached the
// coach's ear. Of the entries with the same At the first whose When holds counts.
type Silence struct {
	At   Seconds `yaml:"at"`
	When When    `yaml:"when"`
	Do   Do      `yaml:"do"`
}

// Do is one of: say something, say something and set the role-play aside,
// go on with her next line, deeper.
type Do struct {
	Say      Variants `yaml:"say"`
	Continue bool     `yaml:"continue"`
	Aside    bool     `yaml:"aside"`
}

// SilenceLimits keep her from talking to herself.
type SilenceLimits struct {
	SpokenPerGap          int `yaml:"spoken_per_gap"` // entries that set aside stand outside
	SameLineCooldownTurns int `yaml:"same_line_cooldown_turns"`
}

// Interrupted is what she may say when the coach has spoken over her.
type Interrupted struct {
	When When     `yaml:"when"`
	Say  Variants `yaml:"say"`
}

// InterruptedLimits bound how often she takes up the line that was cut.
type InterruptedLimits struct {
	ResumeMaxPerPractice int `yaml:"resume_max_per_practice"`
}

// End is how long a practice lasts and what she leaves with.
type End struct {
	Minutes    int            `yaml:"minutes"`
	OnTime     string         `yaml:"on_time"`     // the move she ends with
	LeavesWith map[int]string `yaml:"leaves_with"` // by the deepest layer told
}

// Cue is the cue with this id, nil when there is none.
func (s *Scenario) Cue(id string) *Cue {
	for i := range s.Cues {
		if s.Cues[i].ID == id {
			return &s.Cues[i]
		}
	}
	return nil
}

// Line is the line with this id, nil when there is none.
func (s *Scenario) Line(id string) *Line {
	for i := range s.Lines {
		if s.Lines[i].ID == id {
			return &s.Lines[i]
		}
	}
	return nil
}

// SilenceTimes are the lengths of open silence at which she may do something,
// by rising length.
func (s *Scenario) SilenceTimes() []time.Duration {
	var at []time.Duration
	for _, e := range s.Silence {
		at = append(at, e.At.Duration())
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// SilenceAt is the entry for at seconds of open silence under v.
func (s *Scenario) SilenceAt(at time.Duration, v Vars) (entry Silence, ok bool) {
	for _, e := range s.Silence {
		if e.At.Duration() == at && e.When.Holds(v) {
			return e, true
		}
	}
	return Silence{}, false
}
