package verbal

// What meets her without naming a feeling, and what ends a talk. These lists
// stand apart from those that the model of what an utterance does was trained
// with.

// She is told that the coach is sorry for what she has lost or what came to
// her; .7 where it is named, .55 what is said in passing as well.
const condoleForms = `
	sorry [that] he|she|they is|are|has|have gone|dead|died|passed|left @.7
	sorry [that] he|she|they died|passed|left @.7
	sorry [that] it is gone$ @.7
	sorry [that] your _ died|passed|left @.7
	sorry [that] your _ is|are|has|have gone|dead|died|passed @.7
	sorry [that] you lost|miss _ @.7
	sorry for|about your|his|her|their loss|death|passing|losses @.7
	sorry you had|have|are|were [to] [be|been] [go|going|gone] through @.6
	sorry to hear it|that|this|about|of|he|she|they|your|you @.55
	sorry [that] that|this|it happened @.6
	sorry for|about what happened|you|he|she|they @.6
	i am sorry$ @.6
	so sorry$ @.6
	condolences @.7
	my [deepest|sincere] sympathy|sympathies @.7
`

// The coach winces at what she told.
const winceForms = `
	^ouch|oof|ow$ @.6
	^ouch|oof @.6
`

// A stop, a silence or a change of hers is named; beside stayForms.
const stopHeardForms = `
	i heard|hear|noticed|notice|caught|felt a|the|your|that [real|small|little|long|short|tiny|big] stop|pause|silence|hesitation|catch|quiet|gap [just] there|then|before|after|in|when|as
	i heard|hear|noticed|notice|caught|felt a|the|your|that [real|small|little|long|short|tiny|big] stop|pause|silence|hesitation|catch|quiet|gap$
	there was|is a|that [real|small|little|long|short|tiny|big] stop|pause|silence|hesitation|catch|quiet|gap [just] there|then|before|after [that|it|this|you|in]
	there was|is a|that [real|small|little|long|short|tiny|big] stop|pause|silence|hesitation|catch|quiet|gap$
	you paused|hesitated [just|a|for|right|before|when|at|there|then]
	you stopped [just|right] there$
	you stopped [just|right] then|short|yourself|mid
	you trailed off
	your voice|breath caught|stopped|faltered|trembled
`

// Something in her holds her back.
const heldBackForms = `
	something|someone|somebody [in|inside] [you|there] stops|holds|keeps|pulls|stopped|held|kept|pulled you
`

// She is asked what she takes from the talk.
const takeawayForms = `
	what do|will|would|can|could you [like|want] [to] take with you
	what do|will|would|can|could you [like|want] [to] take|carry|keep [with] [you] [away|home] from|into this|today|our|here|what
	what are|will you [be] taking away|home|with|from
	what are|will you [be] leaving|going|walking|left [away|off|home] with
	what is|are|would|will [be] [the] one|two thing|things [that] you [will|would|want|like|are] [like] [to] take|taking|hold|keep|remember|carry|leave
	what was|has [been] [the] [most] useful|helpful|valuable
	how are|do you [want] [to] leaving|leave [today|here|from|this|our|the]
`

// The coach takes leave.
const farewellForms = `
	goodbye|bye|cheerio$
	^goodbye|bye|cheerio _$
	^goodbye|bye|cheerio for|till|until
	^farewell
	^good day|night|evening|luck [to] you|with|for|to
	^good day|night|luck$
	^take [good] care
	^see|speak to|you next|soon|then|again|later|on|tomorrow
	^talk|speak|see you soon|next
`
