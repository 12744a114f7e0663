package verbal

// Plain advice and plain facts, as they are put in few words. They tell what
// an utterance mainly does and are no evidence of their own.
const urgeForms = `
	^have a|some rest|break|think|word|chat|walk|drink|nap|bath|look|go
	^eat|drink|sleep|exercise|rest|breathe|smoke|work|worry less|more|well|better|early|earlier|slowly|out|in|enough|plenty|lots|something|your|at|every|before|deeply|through
	^go to|for|back|out|home|easy|see|and|somewhere|slowly
	^keep a|your|it|track|going|trying|busy|an|in|doing|some|him|her|them|away
	^do not take|be|let|give|go|do|try|forget|drink|eat|think|say|wait|push|listen|look|stay|keep|blame|get|make|put|answer|check|work|tell|ask|call|rush|compare|expect|apologise|skip|use
	^start a|an|small|slowly|today|tomorrow|with|going|doing|by|your|the
	^ask|tell|call|ring|phone|text|email|visit|invite|thank|speak|talk|show him|her|them|your|a|someone|somebody|the|for|to|with|about
	^write|note|draw down|a|your|it|out|them|what|everything|the|to|him|her
	^give yourself|him|her|them|it|your|up
	^let him|her|them|it|yourself|go|your|people|others
	^set aside|a|your|an|some|yourself
	^put it|your|the|yourself|them|a|on|down|away
	^turn|switch off|it|your|the|them
	^cut down|back|out|your|the
	^join|find|book|plan|choose|pick|read|buy|get|see|make|use|take|bring|check|hire|watch a|an|some|your|the|one|something|someone|it|time|sure|two|five|ten|up|out|care|things|smaller|small|advantage
	^try a|an|some|the|your|it|this|that|to|not|and|something|going|using|doing|taking|walking|having|putting|keeping|breathing|sleeping|leaving|counting
	^be kind|kinder|patient|careful|honest|gentle|firm|clear|sure|open|yourself|good|nice|proud|strong
	^avoid|consider|practise|practice|remember _
	^wait until|for|till|a
	^say no|yes|so|what
	^stop _
	^focus|concentrate on
	^look for|after|into|up
	^spend some|time|more|less|a|an
	^leave it|the|him|her|them|your|that|work|early
	^move|walk away|more|out|to|every
	i would [not] tell|call|ask|wait|talk|go|speak|see|write|leave|try|start|keep|let|get|take|do|look|stop|give|use|put|stay
	you might|may want|like|need|try|consider|find|think to|of|about|it|a|your|some
	you would|had better _
	you better _
	it would|might|may|could be good|better|best|wise|worth|helpful|useful|nice|sensible|an|a|easier [idea] to|if|for|idea|good|worth
	i think|believe|feel|guess|suggest you should|need|could|ought|might|must|have
	the best|first|next|easiest|simplest thing [you] [can|could|would|should|to] [do|be] is|to|would|be
	my|our advice|suggestion|recommendation|tip
	i suggest|recommend|advise|urge|encourage _
	i want you to
	i would [strongly] advise|suggest|recommend|encourage|urge _
	it is time to|you
	it is [always] best|wise|healthier|safer to|if|not
	^always|never answer|ask|be|bring|call|check|drink|drive|eat|give|go|ignore|keep|leave|let|make|read|say|sleep|take|tell|use|write
	^answer|ignore|accept|apologise|apologize|arrange|block|breathe|bring|build|buy|call|change|check|clean|compare|complain|cook|count|create|cut|decide|delegate|delete|discuss|divide|drink|drop|eat|encourage|enjoy|exercise|explain|follow|forget|forgive|hire|increase|insist|invite|join|learn|leave|limit|lower|measure|mention|notice|offer|open|pay|phone|plan|postpone|praise|prepare|prioritise|prioritize|protect|quit|reduce|refuse|relax|remind|remove|repeat|replace|report|reward|save|schedule|send|share|skip|sleep|smile|soak|split|spend|step|stick|stretch|switch|talk|teach|tell|test|throw|trust|turn|use|visit|walk|warn|wash|wear|weigh|write _
	what you should|could|can|need [to] do
`

const informForms = `
	research|studies|study|evidence|science|data|statistics|surveys|experts|doctors|scientists|guidelines show|shows|says|say|suggest|suggests|found|finds|has|have|tell|tells|recommend|recommends|indicate|indicates|shown
	it has been shown|proven|found
	is|are [also] known|called|linked|related|associated|recommended to|that|with|the|as|a
	most|many|some|lots|plenty|lot|few|other [of] people|adults|men|women|patients|parents|families|couples|clients|children|teenagers|others|managers
	people who|with|in|like|tend|often|usually|find|get|have|do
	on average
	percent
	can|may|might|will|could cause|lead|increase|raise|reduce|lower|damage|affect|harm|improve|vary|result|last
	causes|raises|increases|reduces|lowers|damages|affects|contains|leads|improves|helps|takes|lasts|includes|costs|releases|works that|to|the|your|a|of|it|about|more|less|with|people|by|in|for|up
	there are|is groups|medications|medicines|services|programs|programmes|treatments|evidence|support|courses|classes|books|studies|helplines
	confidential|anonymous
	is|are|will open|closed|available|free on|from|until|at|to|in|every|for
	we have|meet|offer|provide|use|start|finish|do about|_ minutes|hour|hours|groups|services|on|every|with|the|a|at
	our clinic|service|team|program|programme|group|sessions|session|centre|center|job|policy
	what i|we do|usually is|do
	my job|role is
	the reason|purpose|idea|aim|point [of|for|is] [this|that|we|the|to]
	side effects|effect
	risk|risks of|for
`

// What opens and closes a talk, and sees to her comfort.
const courtesyForms = `
	^please|come|do come|sit|take|have|help|go|make in|on|down|a|seat|yourself|ahead|through
	^hello|hi|hey|welcome|goodbye|bye
	^good morning|afternoon|evening|night|luck|bye|to
	^have a good|great|nice|lovely|safe|pleasant
	^see|speak|talk you|to next|soon|tomorrow|then|later|again|on|at|you
	^nice|good|lovely|great|pleased|pleasure to see|meet|have|talk|speak
	^thanks|thank
	^sorry about|for|to the|being|keep|making|that
	^take care
	thank|thanks you|for for|coming|being|your
	my name is
	call me
`
