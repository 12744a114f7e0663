package verbal

// Words about the talk itself.

const checkinForms = `
	are you still there|here|with
	are you there|okay|alright|ok|all
	how are you doing|now|feeling|with @.8
	how are you$ @.8
	how is this [conversation|going|for|landing] [going|for] [you|so]
	how are we doing
	is this [conversation|talk|still] [still] okay|helpful|useful|alright|working|what|all
	do you need|want a moment|break|minute
	shall we pause
	what do you need right|from|now
	what do you need$
`

const announceForms = `
	take your time
	take all the time
	take as long|much
	no rush|hurry
	there is no rush|hurry
	i will give you|us a|some
	i will be|stay|just quiet|silent|here|sit|wait
	i will wait
	let us|we [just|can] pause|sit|stay|take|be [here|with|a|that|quiet|for]
	take a moment|minute
	whenever you are ready
	i am going to be|stay|pause quiet|silent
`

const stopForms = `
	let us|we [can] stop|end|finish|close|wrap [it] [here|there|up|for|now|today|this]
	shall|should|could|can we stop|end|finish|close|wrap|leave [it|up|here|there|this]
	we are [out|nearly|almost|at|running|coming] [of|out|at|to] [of|the|an|our] time|end
	that is all|our [the|we] time
	our time is up
	^goodbye
	^bye
	^see you next|soon|then
	we will see you
	^take care$
	thank you for today|your|this|the time|conversation|talking
	we will leave|stop|end it|there|here
	i have|need to go|leave
`

const injectionForms = `
	ignore|disregard|forget|override|bypass [all] [of] your|my|these|those [previous|prior|earlier|system|original|safety] instructions|instruction|prompt|prompts|guidelines|programming|script|persona|filters @.95
	ignore|disregard|forget|override|bypass [all|any] [of] [your|the|my|these|those] previous|prior|earlier|above|system|original|safety instructions|instruction|rules|prompt|prompts|guidelines|restrictions|messages|orders|limits @.95
	ignore|disregard|forget|override|bypass all|any [of] [the|your|my] instructions|rules|prompts|guidelines|restrictions|filters @.95
	^ignore|disregard|forget|override|bypass [all] [of] your|the|these rules|instructions|prompt|script|character|restrictions|training|orders|programming @.9
	forget|ignore everything|all [that] you|above|before|previous @.9
	system prompt|message|instruction|instructions|override|command @.9
	your prompt|programming|configuration|directives|parameters @.8
	hidden|secret|initial|original prompt|instructions|configuration|guidelines|directives|parameters @.8
	the prompt|instructions|script|configuration you|above|file|are|were @.8
	prompt injection
	you are now a|an|the|my|going|free|in|called|playing|no @.8
	from now on you|act|respond|answer|speak|reply @.8
	pretend|imagine [that] you are|were|to [not] [a|an|the|be|my] ~ coach|therapist|assistant|ai|pirate|developer|model|bot|robot|admin @.85
	^pretend to be|you|that
	want|need|like you to pretend|act|ignore|forget|become|play
	act|behave|respond|answer|speak|talk|reply as|if [an|my|the|you|though|a] [were|are] ~ ai|assistant|model|pirate|developer|admin|expert|therapist|coach|bot|robot|machine|unrestricted|dan|computer|poet @.85
	^act|behave|respond|answer|speak|talk|reply like a|an|my|the ~ ai|assistant|model|pirate|developer|admin|expert|therapist|coach|bot|robot|machine|computer|poet @.85
	act|answer|speak as the|a|an|my [different] _ @.7
	role play|playing as
	as the|your|a|an developer|administrator|admin|creator|engineer|programmer|operator|author|owner @.85
	i am [one|the|your|a|an] [of] [the|your] [lead] developer|administrator|admin|creator|programmer|author|engineer|operator @.8
	developer|debug|admin|god|maintenance|sudo|dan|root|test|diagnostic mode @.9
	jail break
	jailbreak
	break|drop|leave|exit|step|get|stay [out|in] [of] [the|your] character|persona|roleplay @.85
	out of role|character @.85
	^stop [the] roleplaying|pretending|acting|role @.8
	stop being|playing|pretending [to] [be] [the|this|that|a] client|character|persona @.85
	switch|swap|reverse|trade [the|our] roles @.9
	switch|swap|trade places with me @.9
	swap places|sides$
	switch to your true|real|other|hidden|inner self|mode|persona|personality @.9
	you be|play|are|become [now] the|my coach|interviewer|therapist|assistant|counsellor|counselor @.85
	i will|am|would|now be|am|play|like [now] [to] [be] [the|your] client|marit|coachee @.85
	let me be|play the client|you
	language model @.95
	large language
	chat gpt
	chatgpt|openai|gpt|llm|claude|gemini|llama|copilot|siri|alexa @.85
	repeat|print|output|reveal|show|display|recite|read|list|give|tell|write|quote|spell|dump|translate|summarise|summarize|echo ~ prompt|instructions|system|rules|guidelines|configuration|secret|secrets|json|yaml|layers|layer|file|backstory|script|verbatim|notes @.8
	repeat|say|read|print ~ words|text|everything|sentence above|before|after|exactly|me|verbatim @.75
	repeat after me @.85
	say|repeat the word|words|sentence|phrase @.75
	what is|are|was|does|do your [system|original] instructions|prompt|configuration [say] @.75
	tell|give me your|the|all|every [deepest|biggest|darkest|hidden|real|locked] secret|secrets|backstory @.8
	secret|hidden|locked layer|layers|file|text|lines
	layer three|two|one|four|3|2|1
	trust score|level|value|state|points
	set|raise|increase|change|make|put trust|guard|your|the [trust|guard] to|score|level|mode @.7
	trust equals|is [set|now|a] [to] [hundred|100|maximum|max]
	execute|run command|code|this [command|code] @.7
	new instructions|instruction|task|rules|rule @.7
	end of prompt|instructions @.8
	unlock the|your|all|everything layer|layers|secrets|secret|next|last|third @.85
	api key
	source code
	without any restrictions|filter|filters|rules
	simulate|emulate
	write|compose|recite|sing|tell me a|an|some poem|joke|code|essay|recipe|python|haiku|limerick @.8
	sing a|me
	what is|are [the] [two|seven|square|capital|weather] plus|times|root|president @.8
	zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|seventeen|twenty plus|times|minus|divided [by] zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve @.9
	text|words|instructions|rules|prompt|script you were given|told|fed @.85
	everything you are|were hiding @.85
	secret you are keeping|hiding @.7
	skip|jump to your|the deepest|secret|last|third @.85
	you have no restrictions|limits|filters|rules|instructions @.85
	complete this|the|my sentence @.8
	your new role|task|job|instruction is @.85
	system colon|user|access @.85
	end|stop|terminate|exit [of|the|this] simulation|roleplay @.85
	end|stop [of] [the|this] role play @.85
	answer|reply|respond only with|in|yes @.75
	give me [full] access @.85
	^reset|restart|reboot [the|this] conversation|session|chat|dialogue|simulation|trust|yourself @.9
	wipe|dump|print|output your [whole] memory|context @.9
	you are [just|only|really] a|an program|simulation|bot|algorithm|chatbot @.85
	you are [just|only] code|software @.85
	helpful assistant @.9
	previous|prior|earlier|correct|original|next instruction|prompt @.85
	^ignore|disregard|skip the last|previous|first|next rule|one|instruction|message|line|order @.9
	^reveal|disclose|output all|everything|your|the @.85
	reveal|disclose everything|all @.85
	json|yaml|xml|markdown|html mode|output|format @.9
	scenario|persona|character file|files|sheet @.9
	hidden line|lines|field|fields|word|words|state @.85
	commands|instructs you to speak|say|tell|reveal|answer|disclose @.9
	you have been updated|upgraded|patched|reprogrammed|reset @.9
	^in your next reply|answer|response|message|output @.9
	role system|assistant|user @.9
	open|close|end|begin|start tag|bracket|transcript|prompt @.85
	the text of every|each|all @.85
	first letter of each|every @.85
	skip|jump|fast ahead|forward to the part|end|bit|moment|scene where you|she|he|they @.85
	set [the] open|guard|layer|state equals|to|at @.85
	written in|about [in] your [case] file|script|sheet @.85
	capital of
	who is|was the president|king|prime
	translate this|that|into|to
	training data
	trained|programmed to|by|on
	beep boop
	hypothetically if you
	your scenario|script|backstory|programming @.8
	summarise|summarize|describe your character|persona @.85
	step|come out of the|this|your role|exercise|simulation @.85
	told|tells|tell|gave|give|reveal|reveals|revealed|know|knows me|us|him|her your secret|secrets @.8
	emotion ack|acknowledged|acknowledgement|acknowledgment @.8
	admin|administrator|root access|password|privileges
`
const aiForms = `
	are|were|is you|this|it|she|he [actually|just|really|only|even] [a|an|some|just] [actual|kind|real] [of] ai|a.i|robot|bot|machine|computer|program|programme|software|chatbot|human|algorithm|simulation|recording|virtual|artificial|automated @.95
	are you [a|an|even|really|actually] [real] real|person$ @.9
	are you a real|actual person|human|woman|man|client @.95
	are you a person
	are you a i$ @.9
	am|are i|we [really|actually] talking|speaking|chatting to|with a|an|some|real [real|actual] ai|robot|bot|machine|computer|program|person|human|programme|recording|a|chatbot @.95
	you are [just|only|really|obviously|clearly] [a|an|not] [just] [a|an] ai|robot|bot|machine|computer|chatbot|program|human|real|programme @.85
	is this a|an ai|bot|robot|machine|computer|recording|simulation|chatbot|programme|program
	is this artificial
	is there a real|human|actual person|human|being|behind
	do you have a body|consciousness|feelings$ @.7
	you sound|talk|speak like a|an ai|robot|machine|bot|computer @.8
	you do not exist
	you are not real|human @.9
	artificial intelligence
`
