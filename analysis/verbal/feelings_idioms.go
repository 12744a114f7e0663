package verbal

// idioms are what people say in place of a feeling word when something is more
// than they can carry, by intensity. "I" and "my" stand for "you" and "your" as
// well, "can't" for "couldn't". One with a $ has an everyday sense when more
// follows: "I can't take it" weighs, "I can't take it home" does not.
var idioms = map[int]string{
	3: `can't bear it$, can't bear this$, can't bear that$, can't bear any more, can't bear anymore, can't bear to, can't bear the thought, can't bear being, can't bear him, can't bear her, can't bear them,
		can't stand it$, can't stand this$, can't stand any more, can't stand the thought, can't stand being, can't take it$, can't take this$, can't take much more, can't take it any more, can't take anymore, can't take it any longer,
		can't do this any more, can't do it any more, can't do it anymore, can't go on, can't carry on$, can't carry on like this, can't go on like this, can't keep going$, can't keep doing this, can't keep this up, can't keep it up,
		can't live like this, can't live with myself, can't live with it$, can't face it$, can't face myself, can't face another, can't face them$, can't face anyone, can't face him$, can't face her$, can't forgive myself, can't look at myself,
		can't hold it together, can't see a way out, can't see any way out, can't see a way forward, can't see the point, no way out of this, more than i can bear, more than i can take, more than i can stand, more than i can cope with, too much to bear,
		at my limit, at the end of my rope, at the end of my strength, at my wit end, at wits end, at the end of the road, at my lowest, hanging by a thread$, hanging on by a thread, holding on by a thread, hanging on by my fingernails, barely holding on, barely holding it together, barely hanging on, barely keeping going,
		going to pieces, gone to pieces, went to pieces, falling to pieces, fell to pieces, cracking up, coming undone, coming unstuck, coming apart at the seams, unravelling, unraveling, on my knees$, brought me to my knees, on my last legs,
		nothing left to give, nothing left in me, no strength left, no fight left in me, no hope left, lost all hope, lost hope, lost the will, given up hope, giving up hope, want to give up$, ready to give up$, give up on myself, want to disappear, wish i could disappear, want to vanish, the ground to swallow me, sink through the floor, sunk through the floor, crawl into a hole, curl up and die, wanted to die,
		the walls are closing in, walls closing in, world fell apart, world is falling apart, world collapsed, world came crashing down, life is falling apart, ground has gone from under, ground went from under, the bottom fell out, rug from under, pulled from under me, pulled out from under me,
		i broke down, i am breaking down, i keep breaking down, nervous breakdown, on the verge of tears, on the verge of a breakdown, on the brink$, close to breaking, about to break$, about to snap$, ready to snap$, going to snap$, am losing it$, i lost it$, losing my grip, losing my head, losing the plot, going out of my mind, going mad$, going crazy$, going insane$, driving me mad, driving me crazy, driving me insane, driving me to despair, out of my mind with,
		eats me up, eating me up, eaten up by, tearing me apart, tears me apart, tore me apart, ripping me apart, tearing me in two, breaks me$, broke me$, will break me, is breaking me, has broken me, finishing me off, finish me off, going to kill me, be the death of me, swallowing me, swallowed up by it, pulling me under, dragging me under, crushes me, weight of the world`,
	2: `am done in$, been done in$, feel done in$, felt done in$, wrung out, dead on my feet, out on my feet, dead tired, running on fumes, burning the candle, all in$, at the end of it all, on the ropes, on its knees inside,
		too much for me, too much for me to, all too much, getting too much, got too much, becoming too much, become too much, is just too much$, is too much$, was too much$, more than i can handle, more than i can manage, can't handle it$, can't handle this$, can't deal with it$, can't deal with this$, can't deal with any more, can't manage any more, can't get out of bed, can't face the day, can't face going, can't face going in, can't shake it off, can't shake it$, can't switch off, can't eat$, can't think straight, can't hold back the tears, can't stop thinking about it,
		barely coping, only just coping, barely managing, keep my head above water, keeping my head above water, in over my head, in too deep, up to here, had it up to here, i have had it with, had my fill of, sick to death of, sick of, past caring, at the edge of what i can,
		getting me down, gets me down, got me down, getting on top of me, gets on top of me, got on top of me, grinding me down, grinds me down, wearing me down, wears me down, wearing me out, wears me out, ground down, dragging me down, drags me down, weighing me down, weighs me down, pulling me down, bringing me down, doing my head in, does my head in, up the wall, all on my shoulders, weight on my shoulders,
		dark place, bad place$, bad way$, in a hole, in a dark hole, am a wreck, i am a mess$, at sea$, all over the place, at sixes and sevens, cried my eyes out, crying my eyes out, cry myself to sleep, cried myself to sleep, toss and turn, tossing and turning, keeps me awake, keep me awake, haunts me, turns my stomach, makes me sick, want to scream, could scream, want to hide, want to run away, could have died$, could cry, could weep, feel like crying, felt like crying, heart in my mouth, heart is heavy, cut me to the quick, cuts me to the quick, slap in the face, kick in the teeth, kick in the stomach, stab in the back, stabbed in the back, broken man, broken woman, shell of myself, shadow of myself, at my own throat, like a ghost, on tenterhooks, on eggshells, on thin ice, treading water$, going round in circles, banging my head against, nowhere to turn, no one to turn to, nobody to turn to, don't know where to turn, don't know how to go on, don't know how much longer, don't know how i will, at a loss what`,
}

// persons are an idiom of the first person said in the second too, and one of
// "can't" said of the past.
func persons(phrase []string) [][]string {
	if len(phrase) == 0 {
		return nil
	}
	out := [][]string{phrase}
	vary := func(other map[string]string) {
		for _, p := range out {
			varied, differs := make([]string, len(p)), false
			for i, w := range p {
				varied[i] = w
				if o := other[w]; o != "" {
					varied[i], differs = o, true
				}
			}
			if differs {
				out = append(out, varied)
			}
		}
	}
	vary(map[string]string{"i": "you", "my": "your", "me": "you", "myself": "yourself", "am": "are"})
	if phrase[0] == "can" {
		vary(map[string]string{"can": "could"})
	}
	return out
}

// goesOnTo says that what stands before word i goes on to a place, a measure
// or a thing: "take it | home", "done in | ten minutes", "bear this | weight".
func (t *turn) goesOnTo(i int) bool {
	if i >= len(t.words) || t.words[i].pause || t.words[i].sentence != t.words[i-1].sentence {
		return false
	}
	w := t.words[i]
	if placed[w.is] {
		return true
	}
	return w.content && !t.isWord(i-1, "it", "me", "you", "him", "her", "them") && !lasting[w.is]
}

var (
	placed = set(`home back with to out off away down up over on in into from apart along there here left right upside inside outside upstairs downstairs personally seriously lightly literally as of for
		the a an my your his our their two three four five ten twenty half no much enough work next`)
	lasting = set("anymore longer today tonight lately sometimes anymore either honestly")
)
