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
	any|some|your|have ideas|advice|tips|suggestions|suggestion
	give me [any|some|your|an|a] [good] ideas|idea|advice|tips|tip|suggestions|suggestion
	do|have you have|got any|some|advice|a
	how do people|others|you|i do|fix|stop|change|manage
	is there a method|way|trick|technique
	there must be a
	what is the answer|trick|method|solution
	what do i do
	should i
	i could|should$
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

// What is hard for her, with no feeling word in it.
const difficultForms = `
	i do not know what|how to|i
	i do not know if|whether i can|will|could
	i can not do|handle|stop|seem|believe|make|get|find|quit|keep|afford|win|even|deal|go|sleep|think|see|take|stand
	i could not do|handle|stop|make|get|find|sleep|go|stand|face
	i am not sure|certain i can|could|will
	i do not see|know how i|to
	hard|difficult|tough to|for|time|on|when|because|in|at
	hard|difficult|tough$
	trouble sleeping|with|concentrating|breathing
	a|my|the|big|real|serious problem is|with
	is a [big|real|huge] problem
	i have|had|am lost|losing my|him|her|them|a|it
	lose|losing|lost my|him|her|them|everything
	left|leave|leaving|divorcing me
	fail|failed|failing|fails
	rock and a hard place
	not easy
	more|many|lots|only|nothing of|but|problems|trouble [problems|trouble]
	i have ruined|wrecked|blew|blown
	i ruined|wrecked|blew
	messed|screwed|fucked|screw|mess it|up|this|that
	nagging|nags|nag|yelling|yells|yelled|screaming|shouting|shouts|shouted [at] me
	fighting|arguing|fight|argue|fights|arguments
	forced|forces|forcing|pushed|pushing|made me to|into
	on my back|case
	off my back|case
	mean|nasty|rude|horrible|awful to me
	bullying|bullied|bully|rumors|rumours
	died|dying|dead|death|funeral|cancer
	sick|tired of
	had enough
	sigh|sighs|sobs|crying|cries|weeps
	so|too much to|for|going|at
	a lot to change|do|take|handle|carry|deal
	it is|was a lot right|at now|once|times
	huge|massive|enormous amount|thing|task|deal
	worse|worst
	nobody|no cares|listens|understands|helps|one
	not give a shit|damn|fuck|toss
	he|she|they|you do|does|did|would|will not care
	i do not want to hear
	i will not allow|stand
	i am not going to allow|stand
	not fair|working
	do not fit in
	no way|point|use out|in|to
	not going to be able
`
