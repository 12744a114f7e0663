package verbal

// Advice, strengths, time given, a check on her and the end, said in further ways. They stand apart from the lists
// that the model of what an utterance does was trained with: its weights stay
// as they are.
const ideaForms = `
	you could send|leave|invite|hand|offer|agree|share|swap|split|drop|book|arrange|organise|organize|suggest|propose|practise|practice|limit|reduce|email|phone|text|message|visit|train|teach|move|pass|plan|spend|switch @.8
	what if you just|simply told|tell|asked|ask|let|gave|give|tried|try|stopped|stop|started|start|set|delegated|delegate|left|leave|talked|spoke|wrote|said @.8
	how about a|an|some|the [short|weekly|daily|regular|quick|long|proper|fixed] meeting|call|walk|list|plan|break|holiday|course|schedule|reminder|deadline|checklist|template|routine|app|rule @.8
	what you want to do is give|ask|tell|set|write|sit|talk|send|let|put|hand @.8
	could|can not you just|simply|try|ask|tell|let|give|talk|delegate|send|hand @.8
	could you simply @.7
	it would|might|could|may help [you] to delegate|plan|ask|set|write|share|stop|start|give|schedule|block|send|hand|let|talk to|him|her|them|the|a|it|your|some|these|those @.8
`

const deedForms = `
	that|it took|takes nerve|grit [to] @.8
	i [do] notice|noticed|hear|heard|see|saw|admire|respect|appreciate|value|love how quickly|fast|gently|steadily|patiently|bravely|well you @.6
`

const timeForms = `
	stay with that|it|this as long
	let us be|stay|sit quiet|silent @.8
	we can [just] be|stay|sit [here] quiet|silent @.8
	we have [all] the|plenty [of] time
`

const nowForms = `
	how are you as|while|when|hearing|saying you|that|this|it @.8
`

const endForms = `
	our|the time is nearly|almost|about up|over
	time is nearly|almost up
`

// Advice asked as if it were a question.
const couldYouForms = `
	could you cut|hire|delegate|postpone|cancel|reschedule|outsource|reorganise|reorganize|automate|downsize @.7
	could you change|move|limit|reduce|split|sell|book|drop|train|email|phone|text|message your|the|some|him|her|them|a|more|this|that|costs|hours @.7
	could you take [the|a|some|one|every] [other] evenings|evening|weekends|weekend|days|day|week|weeks|mornings|holiday|time|walk|walks off|from|away|out|to|for @.7
	could you take a|some|more breaks|break|holiday|leave|rest @.7
	could you get some|more|a help|rest|sleep|support|exercise @.7
	could you ask|invite|let him|her|them|your|someone|somebody @.7
	could you tell|talk|speak [to|with] him|her|them|your|someone|somebody|a @.7
	could you set a|an|some|yourself|clearer|firmer @.7
	could you make a|yourself list|plan|rule|schedule|timetable|budget @.7
	could you leave|stop|start|go [home|working|checking|doing] earlier|early|later|working|checking|doing|drinking|worrying|at @.7
	could you give him|her|them|yourself @.7
`

// There is time; her no is fair enough.
const hurryForms = `
	we|you need not hurry|rush @.8
	we|you do not have|need to hurry|rush @.8
`
const fairForms = `
	^fair you|that|point|question do|did|is|taken @.75
	^fair$ @.75
`
