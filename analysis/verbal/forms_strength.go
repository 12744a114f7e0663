package verbal

const strengthForms = `
	you [have|still|also|even] managed|stayed|kept|found|chose|decided|noticed|held|stood|faced|spoke|came|made|took|built|learned|learnt|carried|fixed|drove|handled|figured|showed|saw|asked|admitted|named|owned|protected|looked|stepped|remembered|caught|put|told|said|went|tried|gave|brought|kept|worked|raised|led|let|stopped|listened|thought|called|wrote|saved|trusted|risked|opened|allowed @.55
	that|it|this|there took|takes|took|is|was|must|needs|has [have] [taken] [real|some|a|such|lot] [lot] [of] courage|guts|strength|care|patience|honesty|nerve|bravery|courage|heart|skill|discipline|thought|kindness|resolve @.8
	courage|guts|strength|honesty|bravery to @.7
	courageous|brave|honest|thoughtful|generous|careful|kind|wise|strong|loyal of|to|thing|with|about @.7
	i am|was struck|moved|impressed|touched by [how|the|your|what|that] @.75
	struck|impressed|moved by how|the|your|what|that @.75
	i [do] notice|noticed|hear|heard|see|saw|admire|respect|appreciate|value|love how [carefully|much|honestly|clearly|calmly|thoughtfully|deeply] you @.6
	i notice|noticed|hear|heard|see|saw|admire|respect|appreciate|value|love the way|care|honesty|patience|courage|love @.6
	what stands|stood|strikes|struck|impresses out|me [for|to] [me] is|was [that|how|your]
	how much|deeply|carefully|clearly|honestly|well|thoroughly you care|cared|love|see|saw|thought|think|think|know|notice|noticed|gave|give|put|said|named|hold|held|looked|described @.75
	you care|cared [deeply|so|much|about|enough|for] @.7
	you clearly|obviously|deeply care|love|know|think|see|take|value @.7
	you found|find a way|words|the @.75
	you did|have|do not|never give|given|gave|run|walk|look|hide|let|lose|drop|pretend|turn [up|away|them|him|her] @.75
	you kept|keep going|trying|showing|your|it|them|him|her|calm|level|at @.7
	even though|when|after ~ you still|kept|managed|stayed|did|went|found
	and [yet] you still
	you are someone|somebody who|that _ @.65
	you are a|the person|one who|that _ @.65
	took|takes something to say|tell|name|admit|see @.75
	you have [got|such|shown] [a|an|real|so|great|such|good] [real|good|sharp|clear|great|way|lot|much|strong] eye|gift|sense|care|patience|way|strength|loyalty|memory|courage|ability|feel|talent|skill @.75
	your loyalty|care|honesty|courage|patience|sense|eye|calm|strength|kindness|commitment|humour|persistence|clarity|dedication|insight|attention|fairness|responsibility|ability|capacity|willingness [for|to|of|and|in|is|there] @.7
	the care|honesty|patience|courage|thought|loyalty|attention you @.75
	it says something|a|lot [lot] about|of
	that says something|a [lot] about [how|you|your|what] @.7
	that|it shows|tells|says [me] how much|seriously|carefully|deeply|well|far|strongly|clearly you @.75
	that|it shows your _ @.65
	that is [a|quite|such] [real|huge|big] strength|insight|gift|skill|achievement] @.7
	you just|have put|named|said|realised|realized|connected|saw|noticed|described @.55
	not everyone|everybody|many would|could|can|people
	few people
`

const praiseForms = `
	well done @.85
	^good|great|nice|amazing|awesome|excellent|brilliant|fantastic|wonderful|super job|work|stuff|effort|going|thinking|answer|question|point|insight|idea @.85
	is|was a|an|such good|great|nice|amazing|excellent|brilliant|fantastic|wonderful job|effort|answer|question|point|insight @.8
	a|such good|great|amazing|excellent|brilliant|fantastic job @.8
	good for you @.85
	^nice|good one$
	way to go
	you are [so|a|an|just] amazing|awesome|great|incredible|brilliant|fantastic|wonderful|superstar|rockstar|inspiration|impressive|special|brave @.8
	you are doing great|good|well|so|amazing|fine|brilliantly|amazingly @.8
	you are a star|natural|hero|amazing|great|wonderful$
	that|this|it is|was [a] amazing|awesome|fantastic|wonderful|brilliant|excellent|incredible|impressive|great|perfect @.75
	^amazing|awesome|fantastic|wonderful|brilliant|incredible|impressive|bravo|congratulations|kudos @.75
	congratulations
	i am [so|really] proud of you
	^proud of you
	you did great|well|amazing|amazingly|brilliantly|so
	you have done great|well|so|brilliantly|amazingly
	you have got this$
	you got this$
	keep it up
	keep up the
	i am impressed$ @.7
	i love that|it|this$
	love that|it|this$
	how amazing|wonderful|fantastic|lovely|great
	what a great|wonderful|fantastic|lovely|brilliant|beautiful|amazing
	you should be proud|pleased
	^look at you$
	you can be proud
	you rock
	you are so strong|brave|kind|clever|smart|wise
`
