package verbal

import "stillpoint/dialogue/timeline"

// An Exchange is an utterance of the coach's and what stands around it. All
// but Text may be "".
type Exchange struct {
	Text    string // what is classed
	Before  string // the client's words before it
	Own     string // the coach's utterance before that
	After   string // the client's reply
	Earlier string // the client's words of the turns before Before, newest first
}

// earlierTurns is how many of the client's utterances make Earlier.
const earlierTurns = 5

// ExchangeAt is the exchange of utterance i of a talk, oldest first.
func ExchangeAt(talk []timeline.Utterance, i int) Exchange {
	e := Exchange{Text: talk[i].Text}
	own, her := false, 0
	for j := i - 1; j >= 0 && her <= earlierTurns; j-- {
		switch u := talk[j]; {
		case u.Side == talk[i].Side:
			if !own {
				e.Own, own = u.Text, true
			}
		case her == 0 && !own:
			e.Before = u.Text
			her++
		default:
			e.Earlier += u.Text + "\n"
			her++
		}
	}
	if i+1 < len(talk) && talk[i+1].Side != talk[i].Side {
		e.After = talk[i+1].Text
	}
	return e
}
