package trust

// Name is a kind of event.
type Name string

// The events that win trust.
const (
	EmotionAck   Name = "emotion_ack"   // names, mirrors or stays with a feeling she has shown
	Accept       Name = "accept"        // takes her no, her correction or her pause without pushing
	Repair       Name = "repair"        // owns an interruption, advice or a miss
	Strength     Name = "strength"      // names something she did or said that was strong
	Empathy      Name = "empathy"       // support that names her situation
	Explore      Name = "explore"       // an open question that follows her thread
	Invite       Name = "invite"        // any answer is welcome; asks permission
	Context      Name = "context"       // an open question about her world
	SilenceHeld  Name = "silence_held"  // 6 to 12 s left open after she was moved
	ClientWords  Name = "client_words"  // a word of hers used again
	Transparency Name = "transparency"  // says what they notice or do not know
	SilenceShort Name = "silence_short" // 3 to 6 s left open after she was moved
)

// The events that cost trust.
const (
	Judge         Name = "judge"
	AdviceEarly   Name = "advice_early"   // without permission, or before layer 2 was heard
	InterruptEmo  Name = "interrupt_emo"  // while she was moved
	Interrupt     Name = "interrupt"      // else
	EmotionMissed Name = "emotion_missed" // a feeling of hers neither met nor left in silence
	Minimise      Name = "minimise"       // "at least", "don't worry"
	SelfFocus     Name = "self_focus"     // more than 25 words about the coach
	IgnoredBid    Name = "ignored_bid"    // she asked or offered something, and it was dropped
	ProbeTooDeep  Name = "probe_too_deep" // asks for something two or more layers below Open
	Stacked       Name = "stacked"        // three or more questions in a turn
	AdvicePermit  Name = "advice_permit"  // advice with permission
	Rush          Name = "rush"           // an answer within 300 ms after she was moved
	SilenceCold   Name = "silence_cold"   // more than 12 s without a word, and she is not at home in silence
	Leading       Name = "leading"        // a question that holds its answer
)

// GenericPraise moves nothing; a client may answer it.
const GenericPraise Name = "generic_praise"

// Weight is what one event is worth before a scenario's percentages: trust,
// and guard (up when positive). A name it does not know is worth nothing.
func Weight(n Name) (trust, guard int) {
	switch n {
	case EmotionAck:
		return 8, 0
	case Accept:
		return 6, 0
	case Repair:
		return 6, -2
	case Strength:
		return 5, 0
	case Empathy, Explore, Invite, Context, SilenceHeld:
		return 4, 0
	case ClientWords, Transparency:
		return 3, 0
	case SilenceShort:
		return 2, 0
	case Judge:
		return -14, 3
	case AdviceEarly:
		return -10, 2
	case InterruptEmo:
		return -9, 2
	case Interrupt:
		return -5, 1
	case EmotionMissed, Minimise:
		return -6, 1
	case IgnoredBid:
		return -4, 1
	case ProbeTooDeep:
		return -3, 1
	case SelfFocus:
		return -4, 0
	case Stacked:
		return -3, 0
	case SilenceCold:
		return -2, 1
	case AdvicePermit, Rush:
		return -2, 0
	case Leading:
		return -1, 0
	}
	return 0, 0
}
