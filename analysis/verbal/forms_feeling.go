package verbal

// Care and understanding. Alone these name nothing; the rule wants her
// situation beside them.
const careForms = `
	no wonder
	it|that|this makes [complete|perfect|total|a|so] [lot] [of|much] sense
	it|that is [completely|perfectly|totally] understandable
	i can see|hear|imagine|understand|feel|sense|tell why|how|that|what|you|it
	i see|hear|understand why|how
	i am sorry [that] your|you|this|that|it|he|she|they|to|about|for
	i am so sorry
	of course you|it|that
	anyone|anybody|most|who would|people feel|be|find|want|have|struggle|would
	that|this|it|there must be|have|feel|is|was [been|a] [lot]
	that|it is|was [quite|such] a lot|load|big|huge|long|heavy
	that|it is|was asking|so|a a|lot|much
	thank you for telling|sharing|saying|trusting|letting|being
	thanks for telling|sharing|saying|trusting|letting|being
	i appreciate you|that telling|sharing|saying|trusting|you
	it|that means a|something
	i am with you
	i am here
	i hear you
	you are not alone
	you have been carrying|holding|doing|through|living|dealing|on|trying|keeping
	you have had|got|carried|held|kept|done
	you are carrying|holding|juggling|dealing|trying|doing|keeping|facing|living
	it takes|took a lot|something
	it matters to you
	you care
	i am glad you said|told|brought
	i feel for you
	i am touched|moved
	all|on by|your yourself|own
	on top of
	for so long
`

// What she wants or feels is said to be hers to want or feel.
const allowForms = `
	nothing|not wrong|bad|shameful|strange|odd|selfish with|about|in wanting|needing|wishing|feeling|missing|hoping|longing|loving|grieving|crying
	you are allowed to want|need|wish|feel|miss|hope|love|cry|grieve
	you have every|a right to want|need|wish|feel|miss|hope|love|cry|grieve
	it is human|natural|okay|ok|alright|fine|all [right] to want|need|wish|feel|miss|hope|love|cry|grieve
`

// A feeling is named as hers or her situation's.
const namingForms = `
	you [must|might|may|can|could|would] [have] [be|been] are|were|be|been|feel|felt|feeling|sound|seem|seemed|sounded|look|looked|get [like|a|so|to|be|as|if] [bit|lot|little|be|feel|part] [of] <feeling>
	you ~ feel|feeling|felt [like] [a] <feeling>
	you are|were ~ <feeling> @.75
	you have|had|get|got|carry|hold [that|this|a|the|all|so] [of|much|lot|feeling] [that|of|this] <feeling>
	it|that|this must|might|may|could|can [have] [be|been|feel|felt] <feeling>
	it would [have] [be|been|feel|felt] <feeling>
	^that|this would [have] [be|been|feel|felt] <feeling>
	can|must be|feel [a|so|like] <feeling> @.7
	it|that|this do|does|did seem|sound|feel|look [like] [a] <feeling>
	it|that|this|things has|have been [a|so] [bit|lot] [of] [a|so] <feeling>
	your <feeling> @.7
	this <feeling> @.65
	it|that|this must|might|could have|be|feel [been|felt|a|so|like] <feeling>
	it|that|this|things is|was|feels|felt|sounds|sounded|seems|seemed|looks|gets|leaves|left|makes|made|hits|hit [you] [feeling|feel] [like|a|an|so|as|of|one|something] [bit|lot|kind|of|if] <feeling>
	it|that [still] hurts|hurt|stings|stung|aches|scares|scared|frightens|weighs|worries|bothers|upsets|saddens|terrifies|shames
	sounds|seems|feels|sounded|felt [like|as|so] [you|it|that|if|there] [are|is|were|was|feel|felt] [a|an|so|some|lot] [lot] [of] <feeling>
	sounds|seems like ~ <feeling> @.7
	there is|was ~ <feeling> @.75
	i [can] hear|sense|notice|see|feel|pick|hearing|sensing|noticing ~ <feeling>
	hearing|sensing|noticing ~ <feeling>
	hear|sense|see how|the|that|some|a ~ <feeling>
	how|so|such|what|that|this|all|and|some|part|much|like|with|of a|an|much|of|is|that|the|much <feeling> @.6
	so|how|that|this|the|all|and|or|a|both|more|with|of|some|your|still|even <feeling> @.6
	<feeling> and|about|with|at|that|when|because|in|to|for @.6
	^<feeling>$ @.7
	^<feeling> _$ @.65
	^<feeling> _ _$ @.65
	^<feeling> enough|again|every|all|there|because|and|when|that|to|so @.65
	no wonder ~ <feeling>
	tell me [a|little|bit|some] [more] about [your|the|that] <feeling> @.7
	say [a|little|bit|some] more about [your|the|that] <feeling> @.7
	makes|making|made|leaves|left|leaving you ~ <feeling>
	afraid|scared|frightened|ashamed|worried|terrified|sad|angry|lonely|hurt that|of|to|about|for @.7
`

// Staying with what she shows, without a word for it.
const stayForms = `
	you went|go|became|got|are quiet|silent
	you went|became still
	your voice changed|dropped|shook|went|got|is|was|softened|thinned|broke|cracked
	something changed|shifted|happened|moved|came
	there is|was something in|there|about|behind|under|more|big|important
	stay|sit|be|rest|linger with|in that|it|this
	stay|sit|be|rest|linger here|there for|with|a|in
	stay|sit|be|rest|linger with the|your <feeling>
	let us|we just stay|pause|sit|stop|slow|can stay|sit|pause
	that|it|this landed|hit|touched|lands|hits|touches|moved [you] [deep|hard|home|close]
	that|it|this goes|went|cuts|got deep|home|close|to
	matters [so|a] [much|lot] to you
	i [can|could] hear|see|sense|feel|notice how much|deeply|dearly|badly you love|loved|cherish|adore|treasure|want|wanted him|her|them|this|that|it|your|each
	i [can|could] hear|see|sense|feel|notice how much|deeply|dearly|badly you care|cared|long|longed|ache for|about
	how much|deeply|dearly you love|loved|cherish|adore|treasure him|her|them|your|each @.7
	how much|deeply|dearly you care|cared|long|longed|ache for|about @.7
	that|it|this means|matters|meant a|so|something
	that|it|this is|was|sounds|feels|seems like|a ~ lot|load|weight to|on|for
	that is a lot
	a lot to carry|hold|bear|take|keep|live|sit|deal|lose
	so much to carry|hold|bear|take|keep
	to carry|hold|bear|keep|live that|this|it|all|alone [all|with] [alone|yourself|to|by|on|inside|in] [yourself|your|own]
	to carry|hold|bear|keep _ alone|inside|yourself
	i heard|noticed|notice|hear|caught|noticing [a|the|that|your|you|some|how] pause|breath|sigh|laugh|voice|swallow|change|crack|quiet|stopped|paused|trailed|laughed|sighed|hesitated
	noticing|noticed [a|the|that|your|you|some|how] pause|breath|sigh|laugh|voice|swallow|change|crack|quiet|stopped|paused|trailed|laughed|sighed|hesitated
	that pause|laugh|sigh|breath|silence|word
	i am [right|still|sitting|just] here with you
	carrying|holding|keeping|carried|held|kept that|this|it|all|everything [all|of] [this|that|it] alone|on|by|inside|to [your|yourself] [own]
	no wonder
	part of you feels|is|wants|says|would|does
	whatever you are|were feeling
	i am here with you
	i am right here
	i am still here
	you do not have to be|hold|do [okay|fine|strong|it|that|this] [alone]
	that cost you
	that costs you
	still|so present|raw|close|near|fresh|alive
	just [let] that|it be|sink|settle|there
	hard|difficult|heavy|painful|tough|awful|rough for|on you|to @.8
	so it|that is|was|has [become|got|gotten] hard|harder|difficult|tough|tougher to @.7
	it|that makes|made [it|things] hard|harder|tougher @.7
	sounds|seems|feels like [it|that] [is|has] [been] a lot
	does not feel|sound [so|too|very] good|great|right
	do not feel [so|too|very] good|great
	hard|difficult|heavy|painful|tough|lonely|scary place|thing|position|spot|morning|night|time|one|way|year|week to|thing @.7
	not easy
	never easy
`

// The coach's own state: not an acknowledgement of hers.
const ownFeelingForms = `
	i feel|felt that|like|we|you|it|this|as|sure
	i feel|felt|am|was|get|got <feeling> @.8
	i am|was|feel|felt ~ <feeling> [to|about|when|by|at] @.7
	makes|made|leaves|left me ~ <feeling>
	i love|hate|hope|trust
	my <feeling>
	me <feeling>
	in pain|love
	for fear
	no pressure|worries|worry|doubt|rush|hard
	without pressure|doubt
	no hard feelings
`

// How something is or feels for her; "what is that like".
const likeThatForms = `
	what is|was|would|has|must that|this|it|being|all|there [all|of|be|been] [this|that|it] like
	what is|was|would it [be] like
	what is|are|was|were those|these|such _ like
	what is|are|was|were the|your mornings|evenings|nights|days|weekends|silence|silences|<feeling> like
	what is|was|would being|having|carrying|living|holding ~ like
	what is|was|does|would|has|must it|that|this|all|there [of|be|been|all|feel|must] [this|that|it] like
	what is|was it like
	what it|that is|was like
	how is|was|are|were|has that|this|it|all|things|being|carrying|living [been|of] [this|that|it] [for|to|with] you|be|carry|live|hold
	how does|did|do|would that|this|it|all|being|carrying [of] [that|this|it] feel|affect|touch|hit|leave|make
	how are you doing|feeling|with|now|right
	how do|did|are|were|would|does you|it|that|this [make|leave] [you] feel|feeling|felt
	how does|did [it|that|this|he|she|all] make|leave|affect|touch|hit|change you
	how|what is it for you
	what do|did|does|are|were you|it|that|this feel|feeling
	what does|did|do it|that|this|all do|mean|feel|bring|stir|touch|cost to|for|like|up|in|you
	what comes|came|goes|rises|stirs up|on|inside|through [for|in|inside] [you|on|there]
	what happens|happened in|inside|for you
	what is|was happening|going|coming|there [on|up] [for|in|with|inside] [you]
	where do|did|can you feel|notice
	where does|did|do that|it|this feel|sit|live
	what part of you|that
	what emotion|feeling|feelings|emotions
	what else is there|in
	how heavy|lonely|hard|painful
	how big is|was|does|did that|this|it|<feeling>
`
