package verbal

// Her side: the no that can be taken, the yes that grants, the question that asks for advice, the pause.
const herNoForms = `
	^no not|it|i|that|we|he|she|you|thanks|thank
	^nope
	^not really|quite|exactly|now|today|yet|that
	it|that is|was not that|it|about|quite|right|true|what|like
	that is not
	more like
	i do not want to|that|a|any|you|your|advice
	i do not think i want|can|will|should|would
	i would rather
	i would prefer
	can|could we not|go|stay|talk|leave|stop|get
	we could|can|should stop|leave|pause
	let us not|leave|stay|get
	i am not ready|going
	rather not
	i did not mean|say
	you are wrong
	that is wrong
	it was|is nothing
	ignore|forget that|it|me
	never mind
	leave it
	drop it
	i never said
	hold on
	i would not say|call|put
	enough of|about|for
	talked|said enough
	you keep asking|pushing|saying|coming|going
	stop asking
	do not push|ask|start|make
	^no$ @.6
	not really|quite|exactly|now|today|yet|so @.6
	i do not know|think|like|see|need|feel|believe|care @.6
	i would not @.6
	i am not sure|there|that @.6
	i can not @.6
	it is fine @.6
`
const herYesForms = `
	^yes|yeah|yep|yup|sure|okay|ok|please|alright|certainly|absolutely|definitely
	^go on|ahead|for
	^all right
	^of course
	^if you like|want|must|think
	^fine
	^why not
	i would like|love that|to|it
	i do not mind
	i suppose so
	i guess so
	you can|may
	please do
	tell me
	i am listening
	try me
`
const herAskForms = `
	what would|should|do|can|could you|i|people|others|we [normally|usually] do|try|say|advise|suggest|recommend
	what do you|people think|suggest|recommend|advise|normally|usually [i] [should|do]
	tell me what to|you|i
	just tell me
	any|some|your|have|give ideas|advice|tips|suggestions|suggestion|me [advice|tips|idea]
	do|have you have|got any|some|advice|a
	how do people|others|you|i do|fix|stop|change|manage
	is there a method|way|trick|technique
	there must be a
	what is the answer|trick|method|solution
	what do i do
	should i
	what should
	how should i
	can you help|tell|give|suggest
`
const herPauseForms = `
	give me a
	let me think
	i need a moment|minute|second
	one moment|second
	wait
	hang|hold on
	i do not know
	i am not sure
	sorry
	i can not
	i have lost
	just a
`
const offerForms = `
	i could|can tell|show|explain|give|send|read|bring|try|do|say
	do|would you want|like me
	shall i
	should i
	can|could|may i tell|ask|say|show|give
	let me tell|show|give
	if you want|like
	there is something
	i have not told|said|shown
	i will tell|show
`
