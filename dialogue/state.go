package dialogue

// State is what the page shows of the floor.
type State string

const (
	Opening      State = "opening"
	Listening    State = "listening" // the coach speaks, or pauses in a turn
	Thinking     State = "thinking"
	Speaking     State = "speaking"
	OpenSilence  State = "open" // nobody speaks after her turn
	Aside        State = "aside"
	Reconnecting State = "reconnecting"
	Ended        State = "ended"
)
