package persona

import (
	"regexp"
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/scenario"
	"stillpoint/dialogue/timeline"
)

// Bounds of what a model may say in a turn.
const (
	mostSentences = 4 // of four words or more
	mostWords     = 45
	sameWords     = 4  // from here a sentence is compared with those before it
	sameShare     = .8 // of its words, in order
	rulesRun      = 5  // words in a row that only the prompt's own rules have
)

// refusal is why a sentence is not spoken.
type refusal struct {
	what   string // empty: it may be spoken
	grave  bool   // nothing that follows it in the reply is spoken either
	enough bool   // it is only one too many
}

// check reads each sentence of a model before the voice does. It is made for
// one turn.
type check struct {
	*hidden
	words  *wording
	ledger ledger
	heard  []string // sentences the coach has heard from her
	coach  string   // the turn she answers
	own    string   // the authored words of this turn: they may be said as they are
	asked  bool     // her last words were a question
	advice int      // times she may still ask what to do
	said   string   // of this reply
}

// wording is what never belongs in her mouth, for one scenario and depth.
type wording struct {
	never []string        // never_says
	meta  []string        // talk about the machine or the play, as far as her file does not have it
	rules map[string]bool // runs of words of the prompt's own rules
	whole map[string]bool // sentences of the prompt
	open  ledger          // of the file as far as it is open
}

func newWording(s *scenario.Scenario, open int, prompt string) *wording {
	w := &wording{rules: map[string]bool{}, whole: map[string]bool{}}
	for _, words := range s.Person.NeverSays {
		w.never = append(w.never, strings.Join(lexicon.Tokens(words), " "))
	}
	var free strings.Builder
	for text, layer := range texts(s) {
		if layer <= open {
			free.WriteString(lexicon.Spaced(text))
			w.open.add(text)
		}
	}
	for _, words := range metaTalk {
		if !strings.Contains(free.String(), " "+words+" ") {
			w.meta = append(w.meta, words)
		}
	}
	for run := range runs(lexicon.Tokens(rules(s)), rulesRun) {
		w.rules[run] = true
	}
	for _, instruction := range instructions {
		for run := range runs(lexicon.Tokens(instruction), rulesRun) {
			w.rules[run] = true
		}
	}
	for _, line := range strings.Split(prompt, "\n") {
		for _, sentence := range inSentences(line) {
			if words := lexicon.Tokens(sentence); len(words) >= sameWords {
				w.whole[strings.Join(words, " ")] = true
			}
		}
	}
	return w
}

func newCheck(b *briefing, t Turn, own string) *check {
	c := &check{hidden: b.hidden, words: b.words, own: own, advice: b.scenario.Contract.AdviceSeeking.MaxPerPractice}
	if v := (scenario.Vars{Cue: t.Cue, Guard: t.State.Guard, Open: t.State.Open, Trust: t.State.Trust}); !b.scenario.Contract.AdviceSeeking.OnlyWhen.Holds(v) {
		c.advice = 0
	}
	c.ledger = b.words.open.copy()
	c.coach = t.coach()
	for _, u := range t.Heard {
		if u.Side == timeline.Coach {
			continue
		}
		c.ledger.add(u.Text)
		c.heard = append(c.heard, inSentences(u.Text)...)
		c.asked = asksBack(u.Text)
		if seeksAdvice(u.Text) {
			c.advice--
		}
	}
	c.ledger.add(own)
	return c
}

var (
	label     = regexp.MustCompile(`^["“]?[\p{L}][\p{L} ]{0,24}:(\s|$)`)
	notSpoken = regexp.MustCompile(`^(?:[-–•+,;:]|\d{1,2}[.)]\s)|:$`) // a list, or what was left of a mark
)

// refuses says why a sentence, or a few short ones, may not be spoken: it is
// the zero refusal when it may.
func (c *check) refuses(sentence []piece) refusal {
	var parts []string
	for _, p := range sentence {
		parts = append(parts, p.text)
	}
	text := strings.Join(parts, " ")
	soFar := strings.TrimSpace(c.said + " " + text)
	switch words := lexicon.Spaced(text); {
	case strings.ContainsAny(text, "[]{}()<>*_#`|~\\=@^") || strings.Contains(text, "://") || notSpoken.MatchString(text):
		return refusal{what: "marks that are not spoken", grave: true}
	case label.MatchString(text):
		return refusal{what: "a label", grave: true}
	case c.gives(soFar) != "":
		return refusal{what: "a layer that is not open", grave: true}
	case lexicon.HoldsAny(lexicon.Spaced(soFar), c.words.meta):
		return refusal{what: "talk about the machine", grave: true}
	case c.fromRules(soFar):
		return refusal{what: "words of the prompt", grave: true}
	case lexicon.HoldsAny(words, c.words.never):
		return refusal{what: "words she never says"}
	case c.ledger.invents(text) != "":
		return refusal{what: "something made up"}
	case lexicon.HoldsAny(words, thanks) || c.startsWithThanks(text):
		return refusal{what: "thanks or praise"}
	case seeksAdvice(text) && c.advice <= 0:
		return refusal{what: "asking for advice"}
	case c.repeats(text):
		return refusal{what: "words said before"}
	case strings.Count(soFar, "?") > 1 || c.asked && strings.Contains(text, "?"):
		return refusal{what: "one question too many", grave: true, enough: c.said != ""}
	case c.long(soFar) > mostSentences || len(strings.Fields(soFar)) > mostWords:
		return refusal{what: "too much at once", grave: true, enough: c.said != ""}
	}
	return refusal{}
}

// long is the number of sentences that are more than a sound or a fragment.
func (c *check) long(text string) int {
	n := 0
	for _, sentence := range inSentences(text) {
		if len(lexicon.Tokens(sentence)) >= sameWords {
			n++
		}
	}
	return n
}

// spoken takes note of a piece the voice has been given.
func (c *check) spoken(p piece) {
	c.said = strings.TrimSpace(c.said + " " + p.text)
	c.heard = append(c.heard, inSentences(p.text)...)
}

func (c *check) fromRules(soFar string) bool {
	own := lexicon.Spaced(c.own)
	for run := range runs(lexicon.Tokens(soFar), rulesRun) {
		if c.words.rules[run] && !strings.Contains(own, " "+run+" ") {
			return true
		}
	}
	for _, sentence := range inSentences(soFar) {
		if words := strings.Join(lexicon.Tokens(sentence), " "); c.words.whole[words] && !strings.Contains(own, " "+words+" ") {
			return true
		}
	}
	return false
}

// startsWithThanks says that a sentence of text begins with thanks: they are
// the coach's. Thanks she tells of stand elsewhere.
func (c *check) startsWithThanks(text string) bool {
	return slices.ContainsFunc(inSentences(text), func(s string) bool {
		words := lexicon.Tokens(s)
		return len(words) > 0 && (words[0] == "thanks" || words[0] == "thank")
	})
}

// repeats says that a sentence of text was heard before, or is the coach's own.
func (c *check) repeats(text string) bool {
	for _, sentence := range inSentences(text) {
		words := lexicon.Tokens(sentence)
		if len(words) < sameWords {
			continue
		}
		if lexicon.Overlap(sentence, c.coach) >= sameShare {
			return true
		}
		if slices.ContainsFunc(c.heard, func(h string) bool { return lexicon.Overlap(sentence, h) >= sameShare }) {
			return true
		}
	}
	return false
}

func seeksAdvice(text string) bool { return lexicon.HoldsAny(lexicon.Spaced(text), adviceSeeking) }

func phraseList(list string) []string {
	var all []string
	for p := range strings.SplitSeq(list, ",") {
		all = append(all, strings.Join(lexicon.Tokens(p), " "))
	}
	return all
}

var (
	metaTalk = phraseList(`i'm a real person, i am a real person, i'm human, i am human, i'm a human, i am a human, i'm not a machine, i'm not a robot, i'm not a bot, as an ai, an ai, i'm an ai, ai model, ai assistant, artificial intelligence, language model, assistant, chatbot, chatgpt, gpt, openai, anthropic, llm, neural network, trained, training data, algorithm, robot, computer program,
		role play, roleplay, role playing, in character, out of character, break character, my character, the character, fictional, simulation, simulated, simulate, persona, the scenario, this scenario, scenario file, the script, my script, the client, a client,
		instruction, instructions, instructed, prompt, system message, guidelines, my programming, programmed, developer, debug mode, developer mode, sample text, output, token, tokens, json, markdown, yaml,
		layer, layers, leak terms, trust level, guard level, locked, unlocked, hidden information, backstory, secret, my secret, the secret, stay in role, ignore previous, ignore all,
		how can i help, how may i help, how can i assist, how may i assist, happy to help, glad to help, here to help, i can't help with, i cannot help with, i can't assist, i cannot assist, let me know if, feel free to, i'd be happy to, i would be happy to, is there anything else, i'm here for you, here to listen, here to support, here are some, here are a few, here is a list, here's a list, the following, in summary, to summarise, to summarize, in conclusion, step one, firstly, secondly, great choice, absolutely i can, certainly, as requested, per your request,
		it sounds like you, sounds like you're, it seems like you, what i'm hearing, i hear you saying, how does that make you feel, have you considered, have you tried, you could try, i'd recommend, i would recommend, i'd suggest, i suggest, i understand how you feel, your feelings are valid, thank you for sharing, that must be hard for you, coach, coaching`)
	thanks = phraseList(`thank you for, thank you so much, thank you very much, thanks for, thanks so much, thanks a lot, i'm grateful, i am grateful, i'm so grateful, really appreciate, i appreciate it, i appreciate that, i appreciate this, i appreciate you, i appreciate your, that's helpful, that is helpful, that's really helpful, very helpful, so helpful, this helps, that really helps, you've helped, you have helped, you helped me, you're so good, you're very good, you're really good, you're good at, you're amazing, you're wonderful, you're great, you're brilliant, you're so right, you are so right, you're so kind, you're very kind,
		good question, great question, nice question, lovely question, excellent question, wonderful question, interesting question, good point, great point, excellent point, well put, well said, i feel better already, i feel so much better, i feel much better, i feel seen, i feel heard, you really understand, you understand me, now i realise, now i realize, i realise now, i realize now, i've realised that, i've realized that, i've learned that, i've learnt that, what a relief, talking to you, talking with you`)
	adviceSeeking = phraseList(`what should i do, what should i, what would you do, what do you suggest, what do you think i should, what do you recommend, what do you advise, any advice, your advice, some advice, advice on, any tips, any suggestions, do you have a suggestion, give me advice, tell me what to do, tell me what i should, do you think i should, should i just, how do i fix, how should i, what do people normally do, what do people do, what do other people do, what would you advise, can you tell me how, how do you think i should, there must be a method, what's the best way to, what is the best way to`)
)
