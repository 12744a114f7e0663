package verbal

// Her no, her correction or her pause is taken.
const acceptForms = `
	we|you do|did not have|need to [go|talk|stay|do|answer|discuss] [about] [there|that|it|this|any] @.85
	we can leave|drop|skip|park|put|come|stay|go|stop|slow|pause|talk|set|wait|keep [that|it|this] [back|there|aside|with|at|here|down|for|about|as] @.75
	let us leave|drop|park|put|skip|stay|go|keep|slow|stop [that|it|this|there|with|back] @.75
	i will leave|drop|not|stop [that|it|push|press|ask] @.8
	not today|now|yet is fine|okay|enough
	that is [absolutely|completely|totally|perfectly|all|quite] fine|okay|ok|alright|right|allowed|understandable|good @.75
	that|it makes [perfect|complete|total|good|a|lot] [lot] [of] sense @.75
	fair enough @.8
	of course @.65
	no problem @.7
	absolutely fine|okay
	as you like|wish|want|prefer
	whatever you|feels prefer|like|want|right
	your call|choice|pace|decision
	it is|stays up|your to|choice|call|pace|decision you
	thank you for [that|the] correcting|correction|saying|telling|putting|being|letting [me|no|so|it|that|clear|honest] @.75
	thanks for [that|the] correcting|correction|saying|telling|putting|being|letting [me|no|so|it|that|clear|honest] @.75
	thank you for the|that no|correction|honesty
	thanks for the|that no|correction|honesty
	i hear|respect|accept|take|understand|believe|appreciate that|the|your|it [no|is|point|you] @.65
	i hear|respect|accept your|the|that no
	you are [absolutely|quite|completely] right @.75
	i got|had|read that|it|you wrong @.8
	i misread|misunderstood|misheard @.8
	so i got|had it|that|you wrong
	i stand corrected
	my mistake @.7
	good to know
	okay [so] not _
	ah [so|okay] not
	okay|alright|right|fine|then no _ @.7
	not _ then
	^not ~ more|but|rather
	so it is not|more|less|rather @.7
	more like _ @.6
	then let us|we|what
	i am glad you told|said|corrected
	another time
	when|whenever you are|feel ready
	that is enough
	say no more
	understood @.6
	all right @.5
	sure @.5
	okay @.5
`

// Room and time: takes her pause or her hesitation when she has shown one.
const roomForms = `
	take your time
	take all the time
	take as long|much
	no rush|hurry
	there is no rush|hurry|pressure
	we have|are [plenty|got|all] [of|the|in|no] time|rush|hurry
	i will|can wait
	we can sit|stay|be|wait|take|pause|just [with|here|there|in|that|a|sit] @.75
	let it come
	whenever you are ready
	as slow|slowly as
	it is okay|fine|all|alright [right] to pause|not|be|wait|stop|cry|sit|take|go
	at your own pace
	no need to hurry|rush
	thank you for trusting me @.8
	thanks for trusting me @.8
`

const repairForms = `
	i [just|rather|kind] [have] interrupted|interrupt [you]
	i cut you off|short
	i [just] cut in
	i jumped|rushed|leapt|raced|hurried|barged|pushed|steamed in|ahead|over|past|on|too|straight|right|to|you|us @.8
	i went|moved|ran too|ahead|straight|past @.8
	i was too fast|quick|pushy|keen|eager|hasty|hard|far @.8
	i talked|spoke|stepped|trampled|walked|rolled|glided|slid over|past|across|on [you|that|it|what]
	i got ahead of
	i was rushing|pushing|pressing|fixing|lecturing|interrupting|jumping|trying [you|to] [fix|ahead|solve]
	i was going|moving|talking|being too|over|pushy|unfair
	i came in too|over
	that was too fast|quick|soon|early|much|harsh|blunt
	that was my agenda|idea|stuff|advice|mistake
	that was [not] [a] pushy|hasty|unfair|clumsy|careless|insensitive|thoughtless|unkind|rushed [of] [me]
	that was not helpful|fair|kind|mine
	that was me rushing|fixing|jumping|not|trying|talking
	that came out wrong|harsh|harder|harsher|badly
	that [may|might|must|probably] [have] sounded|sound|came|landed harsh|judgmental|judgemental|hard|badly|cold|wrong [across]
	that [may|might] [have] came|come across
	i take that|it back
	let me take that back
	i should not have
	i should have let|waited|asked|listened|heard|stayed|left
	i have been pushing|pressing|rushing|fixing|steering|pulling|interrupting|hurrying|lecturing
	i misheard|misread|misunderstood
	i missed that|it|something|what|how|the|you
	i did not hear|listen|let|leave|stop|really|notice|mean|ask|give [to] [you|interrupt|what|that|push|judge|cut|sound|properly|finish|enough|how]
	i passed|brushed|skipped over|past
	i was not [really|fully|properly] listening|hearing|with|fair|being
	my mistake|fault|bad
	that|it is|was on me
	forgive|excuse me for
	i apologise|apologize
	my apologies
	apologies for
	i owe you an apology
	i am sorry i
	sorry that|if i
	i did not mean to push|pry|rush|interrupt|press|upset|hurry|cut
	did not mean to push|pry|rush|interrupt|press|upset|hurry|cut
	sorry for interrupting|cutting|jumping|pushing|rushing|talking|that|going|giving|my|coming|being|the|fixing|assuming|missing
	sorry about that|my|the|interrupting
	sorry i interrupted|cut|jumped|went|missed|lost|assumed|pushed|talked|should|gave|started|rushed|did|got|spoke|stopped|made|was @.8
	sorry [please|you] go on|ahead|first @.75
	sorry please|you finish|carry|were|continue
	sorry go|carry|please|you on|ahead|finish|were
	sorry you were|go
	you were saying$ @.7
	you were still|not talking|speaking|finished|done
	please finish [what] @.7
	let me back up|off
	let me try|start that|again|over
	can i try that again
	can we go back|rewind to|there|a
	i want to go back to|and
	i gave you advice|a
	i gave advice
	i started|began fixing|giving|telling|advising|solving|lecturing
	i got carried away
	i got|had that|it|you wrong
	i assumed|presumed|guessed wrong|too|that|something
	i put words
	i lost|dropped you|that|the
	i made that|it|this about me|myself
	i was judging|judgmental|judgemental|unfair|harsh|wrong
	i did not mean to
`

const permissionForms = `
	would|is|are it|that|you [be] [all|okay] okay|ok|alright|right|fine|good|open|willing|comfortable|helpful|useful|up [with|to|if|for] [you] [i|we|to|if]
	would you be open|willing|up|okay|comfortable|interested
	are you open|okay|willing|up|happy to|with|for
	may i
	can|could i [just] offer|share|ask|check|say|suggest|add|tell|give|make|try|reflect|come|pick|push|stop|pause|throw|bring|interrupt|be @.8
	do you mind if|me
	would you mind if|me
	would you like [me] [to] @.8
	do you want to|me|us [to]
	shall|should we|i stay|go|talk|pause|leave|stop|try|look|explore|come|slow|sit|share|offer
	with your permission
	if you are|would|do open|willing|okay|like|not|happy|mind
	if that is|feels|would|sounds [all] okay|ok|alright|right|good|useful|fine|helpful
	if you like|want|wish$ @.65
	if you like|want i|we @.65
	if you would like|rather|prefer @.65
	if it is|feels okay|alright|all|right|useful|helpful
	is it all right
	is it okay|ok|alright|fine
	is that okay|ok|alright|fine
	is there room
	how would it be if|to
`

const welcomeForms = `
	feel free to|not
	there is|are|was no right|wrong|correct
	no right or wrong
	whatever comes|feels [up|right|easiest|to]
	whatever you like|want|prefer|say|choose
	whatever is there|here|easiest|right|true|alive
	anything you|that|is|at like|want|comes|all|welcome|goes
	wherever you|feels like|want|right|would
	however you|feels|it like|want|comes|right|is
	where would you like
	what would you rather|prefer
	both|either|anything|all [of] is|are|will [be] fine|okay|welcome|good
	what would you like to|from|this|today|most
	what would be|feel [most] helpful|useful|good|right|important|best
	what do you want|need to|from talk|us|me|today|this|focus|now|right
	^you choose|decide|pick|lead
	you are|get|can the|to|in|say choose|decide|lead|expert|driver|stop|charge
	it is up to you
	it is|stays your call|choice
	how does that|this|it land|sit|sound|fit|strike|resonate
	how do you hear|take|see that
	what do you make|think of|about that|it|this
	does|did|would that|this|it fit|land|resonate|ring|make|sound|match|come|feel|sit|capture|get [true|right|sense|close|to|at|it|with]
	tell|correct|stop|let me if|when|know [i|am|that|it] [am|is|have|got] [off|wrong|not|if]
	correct me
	am i getting|hearing|close|off|right|reading|understanding|far [close|that|it|you|right|the|this] @.75
	did|do|have i get|got|hear|have|understand|understood|heard that|it|you [right|correctly] @.75
	or not$
	or is it|that not
	or something else
	or maybe|perhaps not
	you may|might|can [always] see|feel|put|say it|that|this|no [differently|otherwise] @.7
	you may|might|can disagree
	you can [always|just] stop|pass|skip
	you can [always|just] say no
	no is a|fine|okay
	only if you|it want|like|feels|are
	you do not have|need to answer|say|tell|explain|know|share|go|decide|have
	if you would rather|prefer not
	take it or leave
	ignore|leave|drop that|it|this if|to
	see if that|it fits|lands
	there is no need|hurry to answer|decide|know|explain
	any answer
	do not worry about getting|answering|finding
	as much or as little
`

const openlyForms = `
	i [do] notice|noticed|observe @.7
	i am noticing|struck|aware|sensing|hearing|guessing|picking
	i noticed
	i do not know @.8
	i am not sure|certain|clear @.75
	i am a bit|little lost|unsure|confused
	i might|may|could be [completely|totally] wrong|off|mistaken|missing|misreading
	i am probably|guessing
	this|that|it might|may be off|wrong|my
	this is just|only|my a|my guess|hunch|sense|impression|view|reading|way
	this|that is my guess|hunch|sense|impression|view|reading|own
	my guess|hunch|sense|impression|reading is
	my own|first view|sense|impression|guess
	as i see it
	what i notice|noticed|hear|see
	what i am noticing|hearing|seeing
	what i do not know
	something i notice|noticed
	part of me
	to be open|transparent|clear with|about
	let me be|say open|transparent|clear|honest|how
	i want to be open|transparent|clear|honest|upfront|straight
	i would like to check|say|name|explain @.75
	i would like to be open|transparent|clear|honest
	i want to|would name|check|say|own|share|be
	what|anything|everything you say [here|to|in|stays|is] [here|me|is|stays] [between|confidential|private|stays|with]
	stays|stay between|here|with us|in|me
	confidential|confidentiality
	leaves|leave this room
	nothing you say
	i will ask|listen and|mostly|more
	how|the this|we|i|way works|work
	here is how|what|where
	we have [got|about|around] _ minutes
	we have got|about|around _ minutes|hour
	my role|job|part here|is|as|today
	i am not here|going to tell|give|fix|judge|advise|push|solve|offer
	i am going|will to|be stay|be|quiet|silent [quiet|silent]
	i am here to listen|ask
	i will mostly|mainly|just|only ask|listen|be
	i will not give|tell|offer|push
	i work|coach by|with|like|in|as|from
	i do not have an|the|any answer|answers|advice|agenda|map
	i am asking|saying|pausing|slowing because|here|down
	i ask|asked because
	the reason i ask|asked|am
	i am feeling|finding a|it|that|myself
	i find|found myself
	my mind|heart went|goes|was
	i am checking
	i lost the|my thread
`
