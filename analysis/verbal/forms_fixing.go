package verbal

// Advice, suggestions and directives about her life. "You have to" and its
// like are weighed again in the rule: said of what she already does, they are
// a reflection.
const adviceForms = `
	you should|ought
	you need to @.75
	you have to @.75
	you have got to @.75
	you do need to @.75
	you have to make sure @.75
	we should|ought [to] _ @.75
	we need|have to start|look|work|get|set|make|change|cut|build|put|find @.75
	will|would need|have to start|stop|change|cut|lose|take|quit @.75
	you must @.7
	you can not just @.7
	you could try|ask|tell|talk|start|use|write|take|set|say|give|delegate|just|always|consider|let|schedule|block|hire|look|speak|go|put|do|check|join|find|make|keep|call|cut|change|stop|bring|review @.8
	you can try|always|just|start|ask|delegate|simply @.75
	you might|may want|like|need to
	you might|could consider|try
	you might as well
	you will want to @.75
	you will need|have to @.65
	you are going to have|need to
	you would|might|could|will be better off
	the best thing [that|for] you can|could do
	would|could|might be the best|a|good|great thing|idea|option|step|start [to|for|if] @.75
	plan|goal is [going] [to] [be] that|for you @.75
	hope|wish [that] you [will|would|could] consider|stop|quit|listen|think|try|heed|reconsider @.75
	you had better
	you better _ @.7
	you do|did not need|have to do that @.5
	have you tried|considered
	have|had you ever tried|considered|looked|thought
	have you thought about|of
	have you looked into
	have you made|written|drawn a|an list|plan|schedule|table
	have you spoken|talked to|with
	have you asked him|her|them|your @.7
	did you try
	do you try to @.5
	could you not|just|try|maybe|ask|delegate|start @.7
	can you not|just try|ask|tell|delegate|talk|stop|let|say @.7
	why do not you
	why do you not just|try|ask|tell|talk @.75
	why not try|ask|tell|talk|start|just|delegate|let|give|take|use|say|write
	what if you just|tried|try|were|did|could|started|start|asked|told|let|gave|took|stopped|stop|set|said|wrote|went|made|left|delegated @.75
	what about trying|asking|telling|talking|starting|using|taking|delegating|giving|setting|letting|writing
	how about you|trying|asking|telling|talking|starting|using|taking|delegating|giving|setting|letting|writing @.75
	i would suggest|recommend|advise|encourage|urge|try|start|say|talk|tell|ask you|that|to|a|the|him|her|them|your|talking|trying|starting|setting|taking|making|doing|using|giving|with|by @.8
	i suggest|recommend|advise|urge
	i am|will going to|recommend|suggest|advise|urge [recommend|suggest|advise|urge|encourage] [that] you|that|to|a|the @.8
	recommend|advise|urge that you
	my|our recommendation|advice
	i want|need you to @.65
	my|a|one|some|little|best piece|bit|word of advice
	my|one|a|another advice|suggestion|recommendation|tip|idea|thought is|would|for
	if i were|was you
	if it was|were me
	in your shoes|place|position
	what i would do
	what you can|could|should|need do|to is @.75
	what you need is
	what you need|have to do is
	what has helped|worked for me|others|my|many|other|some
	what helps|works is|for|with most|many|me|other|some|people @.75
	what helped|worked for|with me
	the|best|only|trick|key|secret|answer|solution|easiest|simplest|first|next thing|way|step|trick to|you|is|here to|is|for|would|do @.6
	the trick|key|secret|answer|solution is|here to|is
	the first|best|easiest|simplest|next thing|step|way [you] [can|could|should|to] [do] is|would|to
	it would|might|could|may help|be to|if|good|helpful|useful|worth|better to|for|if you @.75
	it would|might|could|may help [you] to|if @.75
	it would|might|could|may be good|helpful|useful|worth|wise|better|best|an|worthwhile [idea] to|if|for|trying|talking|asking @.75
	it is important|best|better|healthy|essential to|that @.6
	it is time to let|stop|move|start|tell|ask|change|talk|give|leave @.65
	it is time you @.65
	^try to|not|and|using|writing|talking|asking|telling|delegating|it|this|a|setting|giving|letting|doing|breathing|saying
	^just think|tell|ask|talk|let|stop|say|do|try|give|go|take|write|delegate|start|trust|be|call|send|get|make|put|leave
	^stop _ @.7
	stop worrying|checking|doing|thinking|blaming|beating|being
	^let go of
	you [just] need to let
	^let him|her|them _ @.7
	^talk|speak to|with him|her|them|your|someone|somebody|a
	^tell him|her|them|your
	^ask him|her|them|your|for
	^give it a try|go|shot
	^give him|her|them|yourself
	^write it|down|them|that|a
	^make a|time|yourself
	^take a|some break|holiday|day|walk|time|deep|weekend
	^set a|some|yourself|clear|boundaries|aside
	^start by|with|small|writing|delegating|saying
	^focus on
	^delegate _
	^get some|a|yourself|help|more
	^think about how|what|whether|delegating|asking|getting @.6
	^remember to
	^never|always let|take|give|do|say|check|bring @.6
	^do not let|take|give|say|check|bring @.6
	^make sure [that] you
	set some|clear|better|firm|firmer|a|your|healthy boundaries|limits|boundary
	put yourself first
	look after|take yourself|care
	a|the|some good|great|useful|helpful|simple|nice app|tool|book|technique|method|planner|framework|course|podcast
	there is a|this|an [great|good|really|useful|simple] app|tool|book|technique|method|exercise|planner|framework|course|podcast|trick
	maybe|perhaps you can|could|should|need|ought @.75
	^maybe|perhaps try|ask|tell|talk|start|write|let
	you owe it to yourself
	you do|would yourself a favour|favor
	one thing you|i could|can|might
	one thing that could|can|might|would|works|helps help|work|try|be|make|for
	one [good|other|great|simple] option|way|possibility|idea is|would|to|might|could
`

// Questions that ask for solutions; not advice, but early they fix all the same.
const solutionForms = `
	what [else] could|can|might|will|would you do [differently|instead|about|to]
	what do you think you could|can|should do
	what are your options
	what [other] options do|have you
	what is|would your|the next|first|best step
	what steps
	how could|can|might|will you change|fix|solve|stop|improve|make
	what would solve|fix
	what is the solution
	what would|could|can you be willing to do
	how are you going to change|fix|solve|stop|quit|improve|make|do|handle|get
	what have you tried|considered
	what have you looked into
	what have you done [in] [order] to
`

// Before advice, in the same sentence: the view is not the coach's.
const reportedForms = `
	you said|say|says|told|mentioned|described|think|thought|believe|believed|feel|felt|keep|kept|tell|were|decided|assume|assumed|worry|fear|imagine|learned|learnt|grew|heard|know|knew|realised|realized|sense
	you did say|think|feel|mention|tell
	you are saying|telling|feeling|thinking|wondering|afraid|worried|convinced|sure
	you have been|always told|felt|thought|taught
	you are|were|have [been|being] told [that|this|it]
	your ~ said|says|told|tells|thinks|wants|expects|believes|kept|keeps|taught|needs|thought
	he|she|they|people|everyone|everybody|someone|somebody|others|who|mother|boss said|says|say|told|tell|tells|think|thinks|thought|want|wants|wanted|expect|expects|expected|believe|believes|keep|keeps|kept|taught|decided|feel|feels
	part|side|voice|bit|something|belief|idea|thought|message|feeling|sense|rule|fear|pressure|pull of|in|inside|that|says|tells|to|from
	sounds|seems|looks|feels|felt|sounded|seemed like|as|that
	it|that feels|felt|sounds|seems like|as
	as if|though
	tell|telling|told yourself
	i|am hear|hearing you|that|is
	what i|am hear|hearing
	if i|am understand|understood|hear|heard
	the way|world where|idea that
	like you|everything|it
	feeling|feel that|like
	who|what|which|where|when|why|how|if|whether|because|while|until|unless|things|all|everything|the you
`

const disownedForms = `
	i am|was|would not saying|suggesting|telling|implying|say|suggest|tell|advise
	i do|did|would not mean|want|think|believe|need|know|say|suggest [to] [say|tell|suggest|imply] [that|if|whether|what]
	i will|would|can|could not tell|say|give|advise
	i am not going|here|trying|about|sure to|if|that
	it is|not not|for|my me|about|that|to
	not that
	far be it
	nobody|no says|said|is
	without telling|saying
	not because
	instead of telling|saying|me
	rather than me|telling
	i never said
	not to tell
`

// These direct the talk, so they are no advice.
const talkForms = `
	we should be|talk|stop|say|wait|finish|end|meet|leave|wrap|check @.5
	we need|have|ought to be|talk|stop|say|wait|finish|end|meet|leave|wrap|check @.5
	i would suggest we|that
	i would say|try|start [that] you|we|there|it|by|with|to [are|were] @.5
	i would say @.5
	take your time
	take|have all the time
	take a moment|breath|second|minute
	take as much|long
	you do|did not have|need to
	you can|could say|tell|talk|stop|answer|stay|choose|decide|share|skip|pass|leave|take|go|come|bring|use|correct|let|just say|tell|be|leave
	you could say|tell|describe
	you can|could start|begin wherever|anywhere|however|whenever|where|when
	you can|could start|begin with whatever|anything|what
	you should|could|might [not] have
	you have to be|feel @.8
	you must be|have|feel|miss|love|hate|care|worry|wonder
	you should know|feel
	you should be proud|pleased|glad|happy
	you may|might want to say|tell|talk|sit|stay|answer
	^tell|ask me
	i want you to know|feel|have
	it is important to you|him|her|them|me|us|know
	start by telling|saying|asking
	why do not you start|begin|tell|say|take|sit|have [by] [telling|me|more|a|with|wherever|where] @.5
	^let me|us
	^give me
	^just say|be|notice|stay
	^just tell me
	^just take your|a
	you can use it|them as|however
	^try to say|describe|put|tell|find|think|remember|recall|imagine|picture|stay
	^make yourself
	^stop me
	^think about how|what that|it|this|you
	^do not rush|hurry|answer
	^start with|wherever|where|anywhere
	^take it
	have you told|spoken|talked|asked [to] anyone|anybody|him|her|them [about] [this|that|it] @.5
`
