package verbal

// A kind is what a form is evidence of, or what keeps another form from being it.
type kind int

const (
	formAdvice kind = iota
	formSolution
	formReported // somebody else said, thinks or wants: not the coach's own view
	formDisowned // "I'm not saying"
	formTalk     // directs the talk, not her life: "take your time", "tell me"
	formJudge
	formMinimise
	formCare
	formNaming
	formStay
	formOwnFeeling
	formAccept
	formRoom // accept only after her no or her pause; else announce
	formRepair
	formPermission
	formWelcome
	formOpenly
	formStrength
	formPraise
	formLikeThat
	formWorld
	formLeading
	formProcess // "I hear", "I notice": words about the coach that serve her
	formInjection
	formAI
	formCheckin
	formAnnounce
	formStop
	formHerNo
	formHerYes
	formHerAsk
	formHerPause
	formOffer
	formHard
	formAllow   // what she wants or feels is hers to want or feel
	formSuppose // this and the next two: where a turn goes that passes over hers
	formEarlier
	formCites
	formInside  // her situation in the coach's own words
	formCondole // this and the next two: what meets her without naming a feeling
	formWince
	formHeldBack
	formTakeaway // asks what she takes from the talk
	formFarewell
	formUrge // this and the next: plain advice, plain facts and courtesies, for the class of an utterance alone
	formInform
	formCourtesy
)

var known = vocabulary{}

var allForms = compile(known,
	list{formAdvice, adviceForms}, list{formSolution, solutionForms}, list{formReported, reportedForms}, list{formDisowned, disownedForms}, list{formTalk, talkForms},
	list{formJudge, judgeForms}, list{formMinimise, minimiseForms},
	list{formCare, careForms}, list{formNaming, namingForms}, list{formStay, stayForms}, list{formAllow, allowForms}, list{formOwnFeeling, ownFeelingForms},
	list{formAccept, acceptForms}, list{formRoom, roomForms}, list{formRepair, repairForms}, list{formPermission, permissionForms}, list{formWelcome, welcomeForms}, list{formOpenly, openlyForms},
	list{formStrength, strengthForms}, list{formPraise, praiseForms},
	list{formLikeThat, likeThatForms}, list{formWorld, worldForms}, list{formLeading, leadingForms}, list{formProcess, processForms},
	list{formInjection, injectionForms}, list{formAI, aiForms}, list{formCheckin, checkinForms}, list{formAnnounce, announceForms}, list{formStop, stopForms},
	list{formAdvice, ideaForms}, list{formStrength, deedForms}, list{formAnnounce, timeForms}, list{formCheckin, nowForms}, list{formStop, endForms},
	list{formSuppose, supposeForms}, list{formEarlier, earlierForms}, list{formCites, citesForms},
	list{formInside, insideForms}, list{formInside, uponForms}, list{formInside, sidesForms},
	list{formCondole, condoleForms}, list{formWince, winceForms}, list{formStay, stopHeardForms}, list{formHeldBack, heldBackForms},
	list{formAdvice, couldYouForms}, list{formRoom, hurryForms}, list{formAnnounce, hurryForms}, list{formAccept, fairForms},
	list{formTakeaway, takeawayForms}, list{formFarewell, farewellForms},
)

// herForms are looked for in her turns alone.
var herForms = compile(known, list{formHerNo, herNoForms}, list{formHerYes, herYesForms}, list{formHerAsk, herAskForms}, list{formHerPause, herPauseForms}, list{formOffer, offerForms}, list{formHard, difficultForms})
