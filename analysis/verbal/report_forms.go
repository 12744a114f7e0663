package verbal

// Kinds that only the report looks for.
const (
	formInsight kind = 1000 + iota
	formDid
	formAgrees
	formRejects
	formCloses
	formUnderstood
	formWarm
	formChoice
	formLeave
	formNotices
	formFrame
	formSaysBack
)

var reportForms = compile(known, list{formInsight, insightForms}, list{formDid, didForms}, list{formAgrees, agreesForms}, list{formRejects, rejectsForms},
	list{formCloses, closesForms}, list{formUnderstood, understoodForms}, list{formWarm, warmForms}, list{formChoice, choiceForms},
	list{formLeave, leaveForms}, list{formNotices, noticesForms}, list{formFrame, frameForms}, list{formSaysBack, saysBackForms})

// She sees something new.
const insightForms = `
	i realise|realize|realised|realized @.6
	i have realised|realized
	i am realising|realizing
	i see now
	now i see
	i can see that|it|now @.6
	i never thought of it
	i had not thought|seen of|it
	i have never said that|this
	i never saw it|that @.6
	it just hit|struck me
	it dawned on
	it occurs to me
	it is|feels|felt lighter
	i did not know i thought|felt|wanted @.6
	i have [only] just noticed|understood|seen|realised|realized
	i just noticed|understood|saw
	that is what it is @.6
	so that is why
	maybe that is why
	now that i say it
`

// She tells what she did or managed.
const didForms = `
	i [have] managed to
	i [have] finally told|asked|said|did|done|stopped|started|finished|called|spoke|left|handed|went|sent|wrote|opened
	i did it
	i made it through|to
	i said no to
	i told him|her|them no|that|i
	i asked him|her|them|for
	i stood up
	i stayed with|calm|away|off|home
	i kept going|it|at|my|calm
	i stuck to|with
	i have not had|smoked|drunk|looked|checked a|in|since|for|one
	i have been going|practising|practicing|trying|walking|running|sober|clean
	i got through
	i am proud
	i saw to
	i drove them|him|her
	i handed it|them|him|that over|to
	i held it|on|my
	i rang|called|phoned|fixed|sorted|wrote|made|built|organised|organized|finished|carried|cooked|cleaned ~ myself|alone
	i put it|my down
`

// She says yes to what the coach gave back.
const agreesForms = `
	exactly
	precisely
	spot on
	that is it
	that is [exactly|just] [exactly|what|how|it] right|true|exactly|is
	that is [exactly|just] how|what it|i
	you are [absolutely|quite|so] right
	you have got it
	you got it
	you put|said it|that [better|exactly|well]
	^yes that is
	^yes it is|does|was
	^yes i do|am|did
	^yeah it is|does|was
	^yeah i do|am|did
	^yes very|completely|definitely|absolutely|totally much @.8
	^absolutely
	^definitely
	^no you are right
	^no that is it|right|true|fair
	^no exactly|absolutely|totally|definitely|i
	^no it is|was hard|tough|exhausting|awful|true|not
	^no no that is
	^no i know|do|did
`

// She says no to it. "No" alone may answer a question of fact.
const rejectsForms = `
	^not really|quite|exactly
	^no not really|quite|exactly|so|that|at
	^no that is|was not
	^no it is|was more|not that|about|so|the
	^no i would not
	^no i am|was not
	^no i do not
	that is not it|what|how|right|true|quite|really|me
	that is not quite|exactly|what|how
	it is not that|about|like
	it is|was more like|that|a
	more like @.7
	i would not say|call|put
	i did not say|mean
	i never said
	you are wrong
	that is wrong
	^nope
	^no$
`

// She leaves the topic herself.
const closesForms = `
	^anyway
	let us go back
	back to the
	let us talk about something
	i have said more|enough
	back on the shelf
	never mind
	forget it|that
	i do not want to talk|go|get
	i would rather not
	it does not matter
	that is enough
	can we talk about|move
	leave it
`

// "I understand" and its like: true perhaps, but it names nothing.
const understoodForms = `
	i [do|can|fully|totally|completely] understand
	i get it|that|you
	i see [that]$
	i know how [that|you|it]
	i know what you mean
	i hear you|that
	got it
	understood
	makes sense
	that makes sense
	fair enough
	sounds like a plan
	sounds good
	i am sorry to hear that$
`

// It is left to her what comes next.
const choiceForms = `
	take your time
	take all the time
	no rush|hurry
	there is no rush|hurry|pressure|need
	we have time
	would you rather|like|prefer
	do you want [us] to
	shall|should we
	we can
	we do not have|need
	you do not have|need
	if you like|want|prefer|would
	if it is|feels
	whatever
	whenever
	wherever
	it is up to you
	your choice|call|pace
	at your own
	let us leave|stay|drop|park|slow
	i can|will wait
	it is okay|fine|all to
`

// Something is given back.
const saysBackForms = `
	you are|were feeling|saying|wondering|hoping|worried|torn
	you feel|felt|sound|seem|sounded|seemed
	it|that|this [does] sounds|seems|sound|seem like|as|that
	sounds|seems like|as
	what i am hearing|understanding
	i am hearing
	i hear
	you [also] [just] mentioned|described|said|told
	so you are|have|feel|want|would|do|were
	so it is
	so there is
	part of you
	on the one hand
`

// Leave is asked for something the coach would do, or any answer made welcome.
const leaveForms = `
	may|can|could i [just] offer|share|ask|check|say|suggest|add|tell|give|reflect|push|stop|pause|throw|bring|interrupt|go|come|make
	may i
	is|would it [be] [all] okay|ok|alright|right|fine|helpful|useful [with] [you] if i|we
	is it okay|ok|alright|fine to
	do|would you mind if i|we
	would you like me to
	would you like to hear
	do you want me to
	are you open|willing|okay|up to|for|with
	would you be open|willing|okay|interested to|in
	shall we|i stay|go|pause|leave|slow|look|stop|talk
	if that is|feels okay|ok|alright|right|all|useful
	would that be okay|ok|alright|helpful|useful
	with your permission
	no right or wrong
	there is|are no right|wrong
	feel free to
	you can|may [always] say no|stop|pass
	stop me
	correct me
	tell me if i|that|it|this
	what do you make of that|it|this
	how does that land|fit|sit
	does that fit|land|ring
	is that|this [where] [how] close|useful
	whatever comes
	nothing you have to
	you do not have to answer|say|tell
`

// What the coach notices, guesses or does not know, said as the coach's.
const noticesForms = `
	i [have] notice|noticed|noticing
	i am noticing|struck
	i find myself
	i may|might|could be wrong
	i do not know yet|enough|where|whether
	i am not sure if|whether|where|how|i
	this|it|that is just|only my|a|one guess|hunch|impression|thought|idea|view
	i have a hunch|guess|thought|question
	my hunch|guess|impression|sense is
	i realise|realize|realised|realized i
	i wonder if|whether
	i am wondering if|whether
`

// How the talk works: said, not assumed.
const frameForms = `
	before we begin|start
	stays with me|us
	stays between us
	between us|you
	confidential
	my role|job here|is
	how i|we work|working
	i will take notes
	i am your coach
	this is your time|space
	we have [about|got] _ minutes
	you decide|choose what|where|how
	you set the pace|agenda|direction|course|speed|tempo|terms|tone
	no need to prepare
`

// Words one would use with a friend.
const warmForms = `
	thank you|thanks
	thanks
	glad|lovely|gladly
	sorry
	please
	of course
	welcome
	take your time
	no rush
	i can imagine|hear|see
	i am with you
	i am here
	oh
	wow
	gosh
	hello
	hi
	hey
	no wonder
	good to
	nice to
	yeah
	mm
	ah
	appreciate
	kind
	gently|gentle
	together
	we
	care
	warm|warmly
`
