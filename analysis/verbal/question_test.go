package verbal

import "testing"

// Telling somebody is a fact that is asked about; telling the coach is asked for.
func TestQuestionKindTelling(t *testing.T) {
	for want, texts := range map[string][]string{
		"closed": {
			"Did you tell him?", "did you tell him what is wrong", "Did you describe it to the doctor?", "Did you explain that to her?", "Did you ask him?",
			"Did you ask him what he wants?", "Have you told your husband how you feel?", "Are you going to tell your boss?", "Had you talked about it before?",
			"Do you tell him these things?", "Did he tell you why?", "Have you ever talked to anyone about it?", "Did you talk about it at home?",
			"Did she say what was wrong?", "Did you find out what it is?", "Could you tell him?", "Can you explain it to your team?", "Would you describe that to her?",
			"When did it start?", "when did that begin", "When did it first happen?", "At what time?", "Since when?", "Is that what you told her?", "Did you say no?", "Can you walk to work?", "Did you share it with her?",
			"Were you able to tell her?", "Do you want to tell him?",
		},
		"open": {
			"Can you tell me more?", "could you tell me about him", "Would you tell me what happened?", "Can you describe it?", "Could you describe the room for me?",
			"Would you like to tell me about it?", "Are you willing to tell me what he said?", "Can you say more about that?", "Can you explain what you mean?",
			"Could you help me understand that?", "Can I ask what happened?", "Do you want to say more about that?", "Can we talk about what happened?",
			"In what way?", "in what way", "In what sense?", "Such as?", "such as", "Like what?", "For example?", "About what?", "To what extent?", "How so?", "And?", "Okay. Such as?",
			"In what way does that help?", "Can you tell me what is wrong?", "Could you describe your day?", "Can you describe him?", "Can you explain your thinking?", "Can you tell me what you said to your boss?", "Can we talk about how you get on with him?", "Can you walk me through it?", "Tell me about him.",
		},
		"": {"I like fruit such as pears.", "For example.", "So.", "And then she told him."},
	} {
		for _, text := range texts {
			if got := QuestionKind(text); got != want {
				t.Errorf("QuestionKind(%q) = %q, want %q", text, got, want)
			}
		}
	}
}
