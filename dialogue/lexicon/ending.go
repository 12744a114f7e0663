package lexicon

import "strings"

// End says whether a text can be a whole turn, going by how it ends.
type End int

const (
	EndUnsure  End = iota // no text, too short, or a last word that can be either
	EndDone               // a question mark, or at least four words and a last word that can end a clause
	EndHanging            // more words must follow: "and", "the", "about your", "it's", "um", a comma
)

func (e End) String() string { return [...]string{"unsure", "done", "hanging"}[e] }

// EndKind is how text ends. A full stop means nothing: recognisers put one
// after most cuts in mid-sentence. Dots or a dash at the end are a trailing
// off. Where the last word can both end a clause and go on ("that", "is",
// "about"), the words before it decide, and where they do not, the answer is
// [EndUnsure].
func EndKind(text string) End {
	text = strings.TrimRight(text, " \t\n\"'”’)")
	switch {
	case strings.HasSuffix(text, "?"):
		return EndDone
	case strings.HasSuffix(text, ","), strings.HasSuffix(text, "…"), strings.HasSuffix(text, ".."),
		strings.HasSuffix(text, "-"), strings.HasSuffix(text, "—"), strings.HasSuffix(text, "–"):
		if len(Tokens(text)) > 0 {
			return EndHanging
		}
	}
	tokens := Tokens(text)
	if len(tokens) == 0 {
		return EndUnsure
	}
	kind := lastWord(tokens)
	if kind == EndDone && len(tokens) < 4 {
		return EndUnsure
	}
	return kind
}

// The classes of last words that are not free to end a clause.
var (
	// Nothing ends with these: articles, possessives, subject pronouns,
	// conjunctions, contractions with an auxiliary, hesitations.
	neverLast = phrases(`a, an, the, my, your, our, their, its, whose, every,
		i, we, he, they, she,
		and, but, or, because, cause, 'cause, cuz, although, unless, whether, while, whereas, nor, than, if, till, until, since, whenever,
		i'm, you're, we're, they're, he's, she's, it's, that's, there's, here's, what's, who's, where's, how's, let's,
		i've, you've, we've, they've, i'll, you'll, we'll, they'll, he'll, she'll, it'll, that'll, i'd, you'd, we'd, they'd, he'd, she'd, it'd,
		um, umm, uh, uhh, er, erm, uhm, em, gonna, wanna, gotta,
		sounds, willing, of, into, onto, upon, towards, toward, during, among, against, between, from, per, via, despite, within`)
	// Pairs that hang although their last word alone would not.
	hangingPairs = phrases(`like you, does that, how did that, what did that, where did that, when did that, why did that, you know, i mean, sort of, kind of, a bit of, a lot of, as if, even if, even though, so that, such as, as well as, in order, rather than, each of, i guess, i wonder, i'm wondering, i think, i'm thinking, i feel, i'm curious, let me, would you, could you, can you, do you, did you, have you, are you, were you, will you, what you, how you, when you, if you, that you, and you, but you, so you, because you, where you, whether you, and it, but it, if it, when it, that it, because it, so it, how it, and what, and how, and when, and where, and who, and that, but that, and this, and there, is there, was there, and just, to just, maybe just, and maybe, and then, so then, but then`)
	// Pairs that end although their last word alone would not.
	endingPairs = phrases(`going on, go on, goes on, went on, moving on, move on, hold on, holding on, carry on, carrying on, hang on, come on, later on, early on, rely on, focus on, work on, working on, take on, taking on, took on, depend on, based on,
		come in, coming in, came in, give in, settle in, let in, fit in, stepped in, step in, join in, kick in, begin in, moved in, believe in, interested in,
		hand over, handing over, handed over, take over, taking over, took over, start over, is over, was over, it over, them over, all over, that over,
		come from, comes from, coming from, came from, heard from, start from,
		think of, thinking of, thought of, afraid of, scared of, proud of, aware of, made of, tired of, capable of, ashamed of, know of, part of, because of, care of, let go of, rid of,
		talk about, talking about, talked about, think about, thinking about, thought about, worried about, worry about, it about, that about, all about, care about, told me about, said about, hear about, speak about, curious about, know about, spoke about,
		look at, looking at, good at, getting at, better at, laugh at, aim at,
		looking for, look for, hoping for, hope for, asking for, ask for, wish for, waiting for, wait for, responsible for, is for, was for, that for, stand for, ready for, it for, care for, there for, here for,
		deal with, dealing with, live with, stay with, sit with, sitting with, struggling with, struggle with, work with, working with, cope with, start with, left with, do with, begin with, along with, that with, happy with, talk with, here with,
		forward to, talk to, turn to, listen to, speak to, used to, listening to, talking to, get to, come to, have to, close to, respond to, drawn to, up to,
		want to do, to do, to be, go by, pass by, stand by, went by, think so, hope so, guess so, suppose so, even so, or so, say so, said so, do so, so so, think that through,
		why not, if not, or not, hope not, am not, are not, is not, do not, of course not, guess not, probably not, maybe not, though not,
		as well, very well, so well, pretty well, go well, goes well, went well, going well, did well, do well, doing well, that well, quite well, really well, this well, works well, sleep well, too well, work well,
		if you like, as you like, would you like,
		so what, or what, you know what, guess what, know what, know why, wonder why, tell me why, see why, understand why, exactly why, sure why, that's why, remember why, me why,
		know how, show how, somehow how, and how, know when, tell me when, since when, know who, tell me who, know where, tell me where, from where, know which, even when,
		like that, about that, with that, of that, for that, to that, in that, at that, from that, by that, on that, after that, before that, behind that, through that, without that, under that, do that, did that, doing that, done that, all that, just that, want that, wanted that, carry that, carrying that, stop that, change that, put that, hold that, holding that, need that, try that, love that, hear that, heard that, feel that, meant that, handle that, leave that, notice that, having that, sharing that, saying that, share that, describe that, describing that, appreciate that, into that, make that, making that, got that, let that, get that, like this, about this, with this, of this, for this, to this, in this, from this, on this, do this, doing this, did this, all this, after this, before this, through this, carry this, carrying this, hold this, into this, around this, around that, against that, than that, beyond that, past that, beneath that, underneath that,
		to you, for you, with you, about you, of you, from you, at you, on you, in you, than you, around you, thank you, tell you, told you, hear you, see you, asked you, ask you, gives you, give you, let you, stops you, stop you, makes you, helps you, costs you, cost you, tells you, keeps you, matters to you, inside you, behind you, between you,
		to her, with her, about her, for her, told her, tell her, ask her, asked her, see her, of her, from her, like her, than her, help her, of his, like his, was his, is his`)
	// These can be either.
	either = phrases(`you, kind, sort, little, going, that, this, these, those, her, his, which, who, what, how, why, when, where, as, so, well, like, though, not, just, very, quite, some, any, more, most, such, each, much, many, also, even, only, maybe, perhaps, really, actually, basically, probably,
		do, does, did, is, are, was, were, am, be, been, being, have, has, had, having,
		in, on, at, to, for, with, by, about, over, under, through, without, around, behind, beyond, across, along, near, off, up, down, out, before, after, inside, outside, above, below, except,
		don't, doesn't, didn't, isn't, aren't, wasn't, weren't, can't, couldn't, won't, wouldn't, shouldn't, haven't, hasn't, hadn't`)
	// Of those, the ones that seldom end a turn of a coach.
	rarelyLast = phrases(`to, for, with, at, by, in, on, as, so, like, about, very, quite, such, just, without,
		is, are, was, were, am, do, does, did, have, has, had, be, been, being, not, what, how, which, who, when, where, why`)
	modals   = phrases(`will, would, can, could, shall, should, may, might, must`)
	wh       = phrases(`what, who, whom, where, which, how, whatever, whoever, wherever, however, whichever`)
	relative = phrases(`what, who, whom, where, which, how, whatever, whoever, wherever, however, whichever, as, than, everything, anything, something, nothing, all, things, thing, way, person, people, best, that`)
	likens   = phrases(`feel, feels, felt, was, is, be, been, being, it, that, this, look, looks, looked, sound, sounds, really, actually, you, they, life, work, days, evenings, nights, that's, it's`)
	pronouns = phrases(`i, you, we, he, she, it, they, that, this, there, things, people, these, those`)
	beForms  = phrases(`is, are, was, were, am, be, been`)
	// What stands before "is" in "what I'm hearing is": a content follows.
	clefts = phrases(`hear, heard, hearing, notice, noticed, noticing, see, saw, seeing, think, thinking, mean, know, wonder, wondering, want, need, matters, feel, feeling, sense, sensing, do, get, getting, happens, happened, say, saying, said, is, sounds, picking`)
)

func lastWord(tokens []string) End {
	n := len(tokens)
	last := tokens[n-1]
	before := func(i int) string { // the i-th word before the last one
		if n-1-i < 0 {
			return ""
		}
		return tokens[n-1-i]
	}
	for k := min(4, n); k >= 2; k-- {
		tail := strings.Join(tokens[n-k:], " ")
		if endingPairs[tail] {
			return EndDone
		}
		if hangingPairs[tail] {
			return EndHanging
		}
	}
	switch {
	case neverLast[last]:
		return EndHanging
	case modals[last]:
		if pronouns[before(1)] && near(tokens, relative) { // "as best you can"
			return EndUnsure
		}
		return EndHanging
	case beForms[last] && clefts[before(1)]:
		return EndHanging
	case beForms[last] && pronouns[before(1)] && (relative[before(2)] || near(tokens, wh)): // "than it was", "how heavy it is"
		return EndDone
	case (last == "do" || last == "did" || last == "does" || last == "have" || last == "had") &&
		pronouns[before(1)] && relative[before(2)]: // "what you do", "everything you have"
		return EndDone
	case last == "like" && near(tokens, wh) && likens[before(1)]: // "what it was really like"
		return EndDone
	case last == "well" && n > 1 && !neverLast[before(1)] && before(1) != "oh" && before(1) != "so":
		return EndDone
	case rarelyLast[last]:
		if near(tokens, wh) && !wh[last] && last != "when" && last != "why" || n > 1 && before(1) == "it" { // "who you lean on": stranded, or not
			return EndUnsure
		}
		return EndHanging
	case either[last]:
		return EndUnsure
	}
	return EndDone
}

// near says that one of the seven words before the last one is in set.
func near(tokens []string, set phraseSet) bool {
	n := len(tokens)
	for _, w := range tokens[max(0, n-8) : n-1] {
		if set[w] {
			return true
		}
	}
	return false
}
