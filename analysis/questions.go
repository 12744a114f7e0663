package analysis

import "slices"

const (
	Before = "before"
	After  = "after"
)

// Questions are for the coach alone, to think about before a practice and
// after it. They are our own.
func Questions() []Question { return slices.Clone(bank) }

var bank = []Question{
	{Before, "M1", "What do you not know yet about the world this person lives in?"},
	{Before, "M2", "Which words of your own do you reach for first, and what would it be like to leave them out?"},
	{Before, "M3", "How will you notice what this person already does well?"},
	{Before, "M4", "What would tell this person, in the first minute, that you are on their side?"},
	{Before, "M5", "What do you usually do when somebody's voice begins to shake?"},
	{Before, "M6", "What would you want to be told about how this talk will go?"},
	{Before, "X1", "What happens in you just before you offer a solution?"},
	{Before, "X4", "How long can you be quiet before it feels like a fault?"},
	{After, "M1", "Which person or place did the client name that you never asked about?"},
	{After, "M2", "Which of the client's words is still in your ear, and did you ever say it?"},
	{After, "M3", "What did the client manage that nobody has said aloud yet?"},
	{After, "M4", "Where did you feel for the client, and how could the client have known?"},
	{After, "M5", "At which moment did the voice change, and what did you do in the next three seconds?"},
	{After, "M6", "What did you think and not say? What kept you from it?"},
	{After, "X1", "If you had kept your best idea to yourself, what might have come instead?"},
	{After, "X2", "Which feeling was in the room that neither of you named?"},
	{After, "X3", "Where did you find yourself agreeing or disagreeing with how the client lives?"},
	{After, "X4", "Which silence was yours, and which one did you end?"},
	{After, "X5", "Which sentence of yours would you have said differently to a friend?"},
}

// questions are at most four for this practice: those about its drill, to
// look back on and to take into the next.
func questions(r Report) []Question {
	out := []Question{}
	codes := []string{"M5", "X4"}
	if r.Drill != nil {
		w := ways[slices.IndexFunc(ways, func(w way) bool { return w.code == r.Drill.Code })]
		codes = slices.Concat(w.markers, w.mistakes)
	}
	for _, when := range []string{After, Before} {
		n := 0
		for _, q := range bank {
			if q.When == when && slices.Contains(codes, q.Code) && n < 2 {
				out = append(out, q)
				n++
			}
		}
	}
	return out
}
