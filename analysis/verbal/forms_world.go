package verbal

// Her world: people, places, values, history.
const worldForms = `
	mother|father|mum|dad|mom|parents|parent|brother|sister|siblings|aunt|aunts|uncle|grandmother|grandfather|cousin
	son|daughter|children|child|kids|husband|wife|partner|family|friend|friends|neighbour|neighbours
	boss|manager|director|team|colleague|colleagues|deputy|staff|board|investors|cofounder|people|crew
	home
	born|raised|brought up
	your work|job|role|day|days|week|evenings|mornings|life|place|house|town|village|company|background|story|culture|faith|language|country|world|office
	growing|grew up
	where|when you grew|come|came|were|live|lived|learned|learnt|work
	as a|you child|kid|girl|boy|grew
	where|when|who did|do|does|was you|that|it|this|he|she|they learn|learnt|grow|start|begin|come|know|first|live|get|become
	how long have|has|did|had
	how|where|when did you|it|that|this|they|he|she|all come|get|end|start|begin|meet|first|become [to|into|up]
	before that|this|then|you
	back then
	important|matters|matter|matter|mattered|precious|sacred to|for|most
	what is it about ~ matters|matter|important|draws|holds|keeps
	what matters
	what is important
	value|values|valued|believe|believes|principle|principles|tradition|traditions|custom|customs|upbringing|history|heritage
	what do|did you value|care|love|enjoy|stand|believe
	what drew|led|brought|brings|made you
	what kind|sort of person|people|place|work|home|house|family|childhood|mother|father|boss|team|manager|leader
	what is|was he|she|they|your _ like
	what is|was he|she|they like
	what would|do|does|did they|he|she|everyone|people say|think|want|do|make|tell|have
	what did ~ teach
	what ~ learn|learned|learnt from|as|growing|in|at|there
	who is|was|are|taught|lives|works
	tell me [more|something] [a] [bit|little] [more] about you|your|yourself|him|her|them|where|who
	typical|normal|usual|ordinary day|week|evening
	day look|like|to
	set up|setup
	situation
`

const leadingForms = `
	do|would|could|can|is|are|was|should|have|did|does|were not you|it|that|this|he|she|they|we [think|say|feel|agree|see|know|be|better|time|that|true|because|possible|really]
	would it not
	is it because|possible|fair|true|really|just|about [that|you] @.75
	is that because|why
	was it|that because
	could it be that|because|you
	might|may it be that|because|you
	so you [do] [not] agree
	would you agree|say that
	do you agree that|it
	do you think it is|was because
	so it is because
	surely
	are you sure it|you|that|this is|are|was|were not @.75
	is it not
	or is it that|because|just
`

// First words about the coach that serve her and are no story of the coach's.
const processForms = `
	i am|was sure|wondering|curious|noticing|hearing|struck|aware|here|sorry|glad|sensing|interested|not|listening|with|asking|checking|thinking|guessing|going
	i hear|heard|notice|noticed|wonder|sense|understand|see|guess|imagine|appreciate|apologise|apologize|ask|interrupted|missed|suggest|recommend
	i would|want|will like|love|to|be|suggest|recommend|say|ask|give|wait
	i think|feel|believe|mean|know you|that|it
	i do|did|can|could|may|might not|hear|see|imagine|ask|offer|say|be
	can|could|may|shall|should|if|let i|me
	tell|help|correct|stop|give|told|telling me
`
