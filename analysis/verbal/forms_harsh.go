package verbal

// Evaluation of her or of what she chose. `evaluative` follows in the rule for
// "you are …" and "that was … of you".
const judgeForms = `
	you should|could not have
	you should|ought [to] have _ @.8
	you never should have
	you should be ashamed|embarrassed
	not [very|really|exactly|so|particularly] professional|nice|kind|mature|responsible|sensible|honest|clever|smart|helpful|reasonable of you @.8
	that|it|this is|was [just|simply] the wrong thing|way|decision|choice|call [to] @.75
	that|it is not [very|really|exactly] logical|rational|reasonable|sensible @.7
	you can not [just|really] expect people|him|her|them|everyone|everybody|anyone|others|me to @.75
	why did you @.5
	why did not you @.6
	why would you @.6
	why have not you @.6
	why are you so|being|always|still @.6
	how could you do|say|think|let|not|be|leave|treat|forget|ever|even|possibly @.75
	how can you be|say|think|live|let|not|call|treat @.7
	how dare you
	what were you thinking
	what on earth
	what is|was wrong with you
	what is the matter with you
	are you serious|kidding|joking|crazy|mad
	you always _ @.7
	you never _ @.7
	you are always _ @.7
	you always|constantly do|did|bring this|that|it to|on|upon yourself @.8
	you keep|kept|are|were [always|constantly] doing|bringing this|that|it to|on|upon yourself @.75
	you keep making|doing|avoiding|running|hiding|blaming|complaining|coming|saying|letting @.65
	you just do|did not want|care|try|listen @.75
	you do not even|seem|really try|care|listen|want @.6
	you clearly|obviously do|are|have|can not _ @.7
	it|this|that is|was your|all own fault|doing|making
	your own fault|doing|making
	you only|have have|got yourself to|yourself blame
	you brought|did this|that|it on|to yourself
	you are the problem
	you are being|acting|behaving <feeling> @.6
	you are in denial
	you are avoiding|dodging|hiding|overreacting|exaggerating|dramatising|whining|complaining|deflecting|lying|wallowing @.7
	you are making excuses|things|this|it|a @.6
	i feel|think|believe|sense|guess that|like|as you are|were avoiding|hiding|being|making|not|in|deflecting|running|holding @.6
	i feel you are|were avoiding|hiding|being|making|not @.6
	i think|believe|feel you are|were wrong|unfair|selfish|lazy
	i am disappointed|surprised|shocked|appalled|disgusted [in|by|at|that|to] [you|hear] @.75
	that|this|it is|was no|not an|a|good excuse
	you have no excuse
	stop making|whining|complaining|feeling|being excuses|sorry|so|about @.75
	^grow up
	need|have to grow up
	get a grip
	pull yourself together
	man up
	toughen up
	get over it|yourself
	snap out of
	shame on you
	surely you @.65
	do not you think|see you|that|how|this @.6
	can not you see|just|think|find|even @.7
	^come on$ @.7
	oh come on$ @.75
	i do not know what you are|were doing|thinking|expecting @.7
	i do not know why you are|were|did|do|would @.7
	ruin|ruining|wreck|wrecking|destroy|destroying|throwing|throw [away] your life|future|career|chances|health|marriage|family|talent [away]
	is|was|are not|hardly a|the|very|exactly|really [very|exactly|really] good|great|smart|wise|healthy|sensible|mature|responsible choice|decision|idea|way|thing|move|example|attitude|behaviour|behavior @.75
	bad|poor|terrible|awful|stupid|wrong|foolish choice|decision|idea|move|attitude|habit @.75
	what|how did you expect
	you ought|should know|have better [known]
	you know better
	i expected|hoped more|better [of|from]
	you have got to be kidding|joking
	you are kidding yourself
	you are fooling yourself
	for crying out
	behaviour|behavior|attitude|conduct like this|that|yours @.75
	your behaviour|behavior|attitude|conduct is|was [just|really] not|un @.75
	take [some|more] responsibility for your @.75
	you do not even know$ @.75
	you are not [ever] going to get|make|be|succeed|last @.7
	you will never _ @.7
	what do you mean maybe|no|nothing|not @.75
	i just told|explained you|that|how|this|why @.75
	what is there to think|discuss|decide @.75
	choosing to hurt|damage|ignore|ruin|harm|make ~ yourself|your @.75
	this|that has|needs to stop @.75
	causing|doing [some|so] [much|serious|real] damage|harm @.7
	could have killed|hurt somebody|someone|yourself|him|her @.75
	you will|would regret this|that|it @.75
	you will|would|going|are [be] [going] [to] end up
	you are [only] hurting|harming|damaging|sabotaging|neglecting your|him|her|them|everyone @.75
	that|this|it makes no sense$ @.7
	that|this|it does not make [any] sense$ @.7
	i do not buy|believe that|it|you|a @.75
	hard to believe|take seriously @.7
	just|only|another an excuse
	sounds like an|another excuse
	your problem|trouble is
	the problem|trouble [here] is you|your|that [you|your] @.7
	if you really|truly cared|wanted|loved|tried|meant @.75
	you could|can|might at least @.75
	the least you could|can
	you do not seem|sound|look [to] [be] committed|serious|motivated|bothered|interested @.7
	made your bed
	you asked for it|this
	serves you
	told you so
	i warned you
	who does that$
	lot|much of drinking|smoking|eating|spending|shouting|complaining|gambling|swearing @.7
	you are|were|have [been] drinking|smoking|eating|spending|sleeping|talking|complaining|shouting [far|way] too much|often|late|many @.7
	for heaven|goodness|god sake
	you call|called that|this|it a|an
	think it|that|this is the [right|good|best|smart] thing to do|be @.7
	nobody|no made|forced you
	one made|forced you
	any|every normal|sensible|reasonable|decent|good person|mother|father|manager|leader|parent would
	a good|real|decent|proper daughter|son|brother|sister|husband|wife|mother|father|manager|leader|parent|friend|person would
	honestly you _ @.5
	i would never|have|not never|do|done|have
	you are not really|even trying|listening|being|honest @.7
	who do you think you are
	you are wrong @.7
	you have got it wrong|backwards @.75
	you were wrong @.75
	you made a|the [very] [big|bad|huge|serious|real|terrible|silly] mistake
	you made a|the mistake|wrong|bad|poor [mistake|choice|decision]
	you have only yourself
	you let|have him|her|them|everyone|let down @.7
	you failed
	you messed|screwed up
`

// Adjectives that evaluate a person or what she did.
var evaluative = set(`wrong stupid silly selfish lazy weak childish immature ridiculous pathetic unreasonable irrational irresponsible unprofessional unfair ungrateful
	controlling obsessive dramatic oversensitive sensitive paranoid naive foolish dumb crazy mad insane cruel mean unkind cold arrogant stubborn difficult
	dishonest cowardly reckless careless thoughtless negligent hypocritical judgmental judgemental defensive negative passive aggressive needy clingy manipulative
	bad terrible awful inexcusable unacceptable inappropriate disrespectful shameful disgraceful pointless nonsense absurd excessive unhealthy toxic
	micromanager micromanaging coward martyr perfectionist drama fool idiot hypocrite liar failure mess bully victim doormat pushover`)

const minimiseForms = `
	^at least you|it|he|she|they|that|there|your|nobody|no|the|now @.85
	but at least
	do not worry|stress|panic|cry|fret|be
	there is nothing to worry|be|feel [about|upset|ashamed]
	there is no need|reason|point to|in|for worry|feel|be|panic|worrying|apologise|cry|feeling|guilt|tears|shame
	no need to worry|be|feel|cry
	not|nothing [something|anything] [that] you need|have to worry|be about|concerned|afraid|scared|upset
	it|that|this is|was not that|so|too bad|big|terrible|serious|hard|deep|important
	it|that is|was not|hardly the end of the world
	not the end of the world
	not a big|huge deal
	no big deal
	it|things|that could|might be|have worse
	it|things could always|have be|been worse
	could be|have worse|been worse
	worse things happen
	bright|sunny|positive side
	silver lining
	cheer up
	chin up
	^calm down
	you need to calm|relax
	^relax
	you will be [just|absolutely|all] fine|okay|alright|right
	it|that|things|everything will [all] be fine|okay|alright|right|great|better
	it|everything will work|sort|turn itself|out
	it will pass|blow
	this|that too shall|will pass
	time heals|will heal
	happens to everyone|everybody|all|us|the
	everyone|everybody feels|feel|gets|get|goes|struggles [all] [with|through] like|that|this|tired|sometimes|it
	everyone|everybody has to
	everyone|everybody makes|make mistakes
	everyone|everybody loses|shouts|fails|worries|hates|does @.75
	you do not need|have to feel|be|worry [so] <feeling>
	you do not need|have to worry|apologise|cry
	we all feel|make|have|get|go|do|struggle
	we have all been
	everyone|everybody has been|their|problems
	everything happens for a reason
	others|people|some|many have [it] [much|far] worse
	there are people worse|who|with
	lots|plenty of people feel|have|go|do|struggle|get|are
	you are|were [just|only] overthinking|overreacting|exaggerating|imagining @.7
	you are making too|a much|big|mountain
	do not be [so] silly|upset|sad|ridiculous|hard|dramatic|sensitive|afraid|scared|daft
	do not feel bad|guilty|that|ashamed|like|sad
	do not let it|that|this get|bother|upset
	do not think like|that|about
	you should|must not feel|worry|think [so] [bad|guilty|ashamed|sad|upset|that|afraid]
	you have [got] nothing|no to|reason feel|be|worry|to [ashamed|guilty|feel]
	it|that is|was just|only a|one|work|life|normal|nerves|stress|hormones|your|an
	it|that|they is|was|are just|only _$ @.7
	just a phase|job|bad|rough
	i would not worry|stress|take|let|bother
	do not take it|that|this [too|so] personally|to|seriously
	why should|would you be|feel <feeling>
	you did nothing|the wrong|right|best
	you have done nothing wrong
	you will get over|through|past|used
	it|that will get better|easier
	that is [only|just] normal|natural @.7
	it|that is nothing [to] [worry]
	that is nothing
	look on|at the bright|positive|good
	think|stay|be positive
	count your blessings
	you are|have so|very lucky|fortunate @.7
	i am sure [that] it|he|she|they|you|everything|things will|did|does|do|would [not|be|mean] @.75
	i am sure [that] it|he|she|they|you|everything|things is|was|are|were fine|okay|nothing|not|alright|all|good @.75
	he|she|they did not mean
	get over it|that|him|her
	move on
	forget about it|that|him|her
	let it go
	shake it off
	happens all the time
	that is how it goes
	that is life
	what does not kill
	not so bad
	everybody|everyone feels|gets that|like|tired
	plenty more
`
