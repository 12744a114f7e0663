package verbal

import "strings"

// Small closed classes of words, after contractions were split.
var (
	hesitations = set("um umm uh uhh uhm er erm em mm mmm hm hmm mhm mmhm ah ahh")
	softWords   = set("really very quite just so pretty actually maybe perhaps probably also still even rather somewhat truly deeply incredibly extremely terribly such too certainly definitely simply basically literally almost already now honestly all")
	openers     = set("and so but or okay ok well then yeah yes yep yup right no oh alright maybe perhaps please now just also because sure anyway first next listen look hey hi hello great good thanks though")
	isSubjects  = set("it that this there here what who where how when why he she let everything something nothing everyone somebody someone one")

	wh       = set("what how who where when why which whose whom")
	aux      = set("is are was were am do does did can could would will should might may has have had shall must")
	subjects = set("you it that this these those he she they we i there the a an your my his her their our things people life work someone everyone")
	first1   = set("i my me mine myself")
	second   = set("you your yours yourself")
	be       = set("is are was were be been being am get gets getting got feel feels feeling felt sound sounds sounded sounding seem seems seemed look looks looked become became becoming stay stayed")
	negators = set("not never no nobody nothing without neither nor hardly")

	// Words that say nothing of what a talk is about: first those that say
	// nothing at all, then those of everything.
	functionWords = set(`the and but for nor yet that this these those there here with without from into onto about above below over under
		after before during between through against among around behind beyond down off out upon since until till than then when while where
		what which who whom whose why how because although though unless whether either neither both each every all any some none
		many much more most less least few several such own same other another else only just even also too very really quite rather
		almost already always never ever often sometimes again still once maybe perhaps probably actually well okay yeah yes yep sure right
		you your yours yourself him his himself she her hers herself its itself they them their theirs themselves our ours ourselves
		mine myself one ones someone somebody anyone anybody everyone everybody something anything everything nothing
		not can could will would shall should may might must has have had having does did doing done are was were been being
		a an i me my we us our he she it is am be do in on at to of by as if or so no up`)
	lightWords = set(`
		get gets got getting gotten make makes made making take takes took taken taking give gives gave given giving put puts putting
		let lets keep keeps kept come comes came coming went goes going gone want wants wanted wanting need needs needed
		like liked think thinks thought thinking know knows knew known knowing say says said saying tell tells told telling
		talk talks talked talking ask asks asked asking see sees saw seen seeing look looks looked looking hear hears heard hearing
		feel feels feeling felt sound sounds sounded seem seems seemed mean means meant try tries tried trying use used using
		find finds found start starts started happen happens happened happening thing things stuff way ways kind sort lot lots bit
		little good great nice bad big small new old long time times day days today now moment minute part place point
		back away hello hey thanks thank please sorry bye great guess suppose wonder wondering imagine curious
		help helps helped work works worked working people person important matter matters different difficult hard else first last next`)
)

// Contractions that a rule of spelling does not split, and spellings without
// the apostrophe, as recognisers write them. Words that are also others
// ("were", "well", "its", "ill", "id", "shed") are left alone.
var contractions = pairs(`won't will not, can't can not, cant can not, cannot can not, ain't is not, shan't shall not,
	dont do not, doesnt does not, didnt did not, isnt is not, arent are not, wasnt was not, werent were not, havent have not, hasnt has not, hadnt had not,
	couldnt could not, wouldnt would not, shouldnt should not, wont will not,
	im i am, ive i have, youre you are, youve you have, youd you would, youll you will, theyre they are, theyve they have, weve we have,
	thats that is, whats what is, hows how is, theres there is, heres here is, wheres where is, whos who is,
	let's let us, gonna going to, wanna want to, gotta got to, kinda kind of, sorta sort of, outta out of, lemme let me, gimme give me, dunno not know,
	cause because, 'cause because, cuz because, cos because, ya you, yourselves yourself, shoulda should have, coulda could have, woulda would have, y'know you know`)

func pairs(list string) map[string][2]string {
	out := map[string][2]string{}
	for entry := range strings.SplitSeq(list, ",") {
		w := strings.Fields(entry)
		p := [2]string{w[1]}
		if len(w) > 2 {
			p[1] = w[2]
		}
		out[strings.Trim(w[0], "'")] = p
	}
	return out
}

// irregular are forms that no ending tells, and what they are forms of.
var irregular = pairs(`sat sit, slept sleep, drove drive, driven drive, wrote write, written write, spoke speak, spoken speak, broke break, broken break,
	felt feel, held hold, stood stand, left leave, lost lose, told tell, bought buy, brought bring, caught catch, taught teach, fought fight, built build,
	ran run, sang sing, sung sing, swam swim, began begin, begun begin, drank drink, rang ring, rung ring, woke wake, woken wake, chose choose, chosen choose,
	froze freeze, frozen freeze, stole steal, fell fall, fallen fall, grew grow, grown grow, flew fly, flown fly, threw throw, thrown throw, drew draw, drawn draw,
	ate eat, eaten eat, forgot forget, forgotten forget, hid hide, hidden hide, rode ride, rose rise, shook shake, shaken shake, wore wear, worn wear, tore tear, torn tear,
	lay lie, lain lie, met meet, paid pay, sold sell, sent send, spent spend, won win, bent bend, dug dig, hung hang, led lead, fed feed, swept sweep, wept weep, crept creep,
	children child, men man, women woman, feet foot, lives life, wives wife, knives knife, mice mouse, teeth tooth`)

// stem cuts the endings of inflection so that "carry", "carries" and
// "carrying" are one word. It need not be a word itself; it only has to be the
// same for the forms of one word, and different for different ones.
func stem(w string) string {
	if base, ok := irregular[w]; ok {
		w = base[0]
	}
	if len(w) < 4 {
		return w
	}
	switch {
	case strings.HasSuffix(w, "'s"):
		w = w[:len(w)-2]
	case strings.HasSuffix(w, "ies") && len(w) > 4, strings.HasSuffix(w, "ied") && len(w) > 4:
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"):
		w = w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		w = w[:len(w)-1]
	}
	if rest, ok := strings.CutSuffix(w, "iness"); ok && len(rest) > 2 {
		w = rest + "y"
	}
	for _, end := range []string{"ness", "ing", "ed", "ly"} {
		rest, ok := strings.CutSuffix(w, end)
		if !ok || len(rest) < 3 || !strings.ContainsAny(rest, "aeiouy") {
			continue
		}
		w = rest
		if n := len(w); (end == "ing" || end == "ed") && n > 3 && w[n-1] == w[n-2] && w[n-1] != 's' && w[n-1] != 'z' {
			w = w[:n-1]
		}
		break
	}
	if strings.HasSuffix(w, "ll") {
		w = w[:len(w)-1]
	}
	if n := len(w); n > 3 && w[n-1] == 'e' {
		w = w[:n-1]
	}
	if n := len(w); n > 3 && w[n-1] == 'i' {
		w = w[:n-1] + "y"
	}
	return w
}
