package verbal

// Her situation told back in the coach's own words. None of these forms is
// enough alone: see inside.

// What she hopes, bears, guards or cannot do.
const insideForms = `
	you are|were caught|torn|split|stuck|trapped|squeezed|stretched|wedged|stranded|pulled|tied|bound|haunted|cornered|divided
	you are|were [right] on|at the outside|edge|margins|mercy|spot
	you are|were on your own|guard
	you are|were not|never [quite] off|done|alone|free|safe|ready|allowed|yourself
	you are|were [the] one|person|only|last who|that|one|left|they|everyone|everybody|people
	you are|were close|far|near enough|away|from|to|off
	you are|were|have [been] hoping|longing|craving|yearning|aching|wishing|dreading|bracing|protecting|guarding|shielding|mourning|bearing|swallowing|juggling|wrestling|sacrificing
	you are|were|have [been] hiding|holding|carrying|fighting|paying|pretending|losing|reaching|searching|dreaming|rehearsing|imagining|picturing|trying
	you are|were|have [been] wondering if|whether|what|who|why|where
	you are|were|have [been] waiting for|until|to someone|somebody|him|her|them|it|permission|something|people|others|everyone|be|hear|see
	you are|were|have [been] living|standing|missing with|through|under|for|between|without|outside|alone|by|him|her|them|it
	you wanted|needed|wished|longed|yearned|dreamed|ached|hoped _
	you want|need him|her|them|people|someone|somebody|others|everyone|your|this|both
	you [still] wish|hope|long|ache|crave|yearn|grieve|miss
	you dread|fear that|it|he|she|they|you|being|losing|what|becoming
	you would hate|rather
	you would give anything|everything
	you would like|love it|him|her|them|someone|somebody|people|nothing|more
	you could not bear|stand|stop|tell|bring|find|help|face|say|reach|save|protect|hold|keep
	you can not bear|stand|seem|quite|help|bring|face|win|shake|escape|afford|tell|find
	can not ~ and|or|but|nor [you] can not
	you never got|get|quite|asked|chose|felt|meant|had|wanted
	you do not get to|any|what|it
	you do not feel|belong|recognise|recognize
	you do not know how|where|who|which|whether|if
	you do not want|like him|her|them|it|this|your|people|anyone
	you do not want to let|lose|hurt|disappoint|be|feel|experience|go through|him|her|them|down|that|it|the|your|like|alone|in|anyone
	you barely|hardly|rarely|seldom _
	you no longer _
	you lie|lay|wake|woke|stay|stayed [wide] awake|up
	you disappear|vanish|shrink|freeze|brace
	you hide|swallow it|that|how|what|everything|from|yourself
	you protect|protected|shield|shielded|guard|defend _
	you look|looked after|out everyone|everybody|others|people|him|her|them|for
	you take|took|carry|carried|bear|bore it|everything|that|on|the|their|his|her
	you have lost|sacrificed|given|missed|hidden
	you end|ended|wind|wound up alone|with|doing|being|carrying|holding|taking|saying|feeling
	you tell|told yourself it|that|you|he|she|they|there|nobody
	you catch|caught|hear|heard|find|found|ask|asked|see|feel|felt|lose|lost|make|made|keep|kept|blame|blamed|push|pushed|give|gave|promised|talk|hold|held|hide yourself
	you have [been] promised|given|lost|kept|made|told|asked|found|telling|asking|giving|holding|blaming|pushing yourself
	you watched|saw him|her|them|it|your|everything
	you have [got] nobody|nowhere|no nothing|one|room|place|space|words|choice|way|left
	you have [got] nobody|nowhere to|who|left|you|else|that|where
	you have had enough|your|to
	you used to
	you have always|long known|wanted|had|been|tried|felt
	you go|went quiet|blank|along|numb|cold|still
	you rush|rushed|run|ran|step|stepped to|from|in|away
	you feel|felt as|that|you|it|they|he|she|responsible|nobody|nothing
	you feel|felt like you|it|he|she|they|nobody|nothing|everyone|everybody|there|the|your
	you sense|suspect|fear|believe|figured|thought
	you sound|seem like|as
	you matter|mattered|belong|belonged
	you care|love|value
`

// What falls to her, is asked of her, or is kept from her.
const uponForms = `
	lands|landed|falls|fell|rests|rested|hangs|piles|piled|weighs|presses|closes|closing|crept|creeps|crowds|leans|relies|depends|counts [down|in|up] on|upon|onto|around you|your
	comes|came|runs|boils [back|down] to|through you
	grows|growing|grew|wears|wearing on|over you
	cost|costs|costing you
	takes|took|takes|drains|asks|asked|demands|wants|wanted|expects|needs [so|too] [a|that] [much|lot|something|everything|more] [more] of|from|out [of] you
	leaves|left|leaving|shuts|shut|shutting|cuts|cut|pushed|pushes|pulls|pulled|pulling|drags|holds|holding|keeps|kept|put|puts you out|alone|behind|with|outside|apart|between|in|standing|off|back|from|both|down|on|at|awake
	expected|asked|wanted|needed|demanded of|from you
	nobody|nothing|somebody|someone|everybody|everyone|people|they [ever] sees|see|saw|asks|asked|hears|hear|heard|notices|notice|noticed|knows|know|knew|needs|need|relies|rely|depends|depend|turns|turn|looks|look|believes|believe|trusts|trust|left [at|through|to|on|for] you
	see|sees|saw|look|looks|hear|understand [right] through|past you
	matters|matter|means|meant|important|precious|easier|harder|familiar|painful [a|so|very] [lot|much] to|for you
	there is|was no|nowhere|nobody|nothing|little|hardly|not ~ for|to you
	against the grain
	behind your back
	on your shoulders|back|plate|own
	all by yourself
	around|inside|within you$
	than you were|are meant|supposed|allowed
`

// Two sides of her, a likeness, or one thing against another.
const sidesForms = `
	part|side|half|piece|corner of you [that|still] is|was|wants|wanted|needs|needed|knows|knew|would|says|does|do|hopes|feels|felt|goes|going|believes|likes|loves|hears|stays|stayed|left|can|could|has|had|never|not
	something|somebody|someone in|inside you
	your head|heart|body|mind|gut says|knows|is|wants|tells|does|feels|goes|keeps|remembers
	one|some|another part wants|knows|says|is|would
	as if|though you|your|nobody|it|they|she|he|everything
	and still|yet you|it|nobody|nothing|something
	all the same$
	at the same time
	even so
	on the one|other hand|side
	on one hand|side
`
