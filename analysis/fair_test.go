package analysis

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/analysis/timing"
)

const crowdedTalk = `> I did the roster again and I was so ashamed of it. {cue=2}
< What did you do then?
< And was it the first time? {after=2}
> I was sad about it, I think. {cue=2}
< Where was that?
> At home, and I was angry with Jonas. {cue=2}
< Who else was there?
> Nobody.`

// A practice on slow engines has the same mistakes as on fast ones: that the
// times are limited is said in the report, and takes nothing away.
func TestLateEnginesHideNoCrowding(t *testing.T) {
	tl := practice(t, crowdedTalk)
	times := timing.Measure(tl, marit(t))
	_, _, fast := judge(tl, times, TrustSafety(marit(t)))
	times.Lag.Limited = true
	_, _, slow := judge(tl, times, TrustSafety(marit(t)))
	a, b := counts(nil, fast), counts(nil, slow)
	if a != b || !strings.Contains(a, "X4=2") {
		t.Errorf("fast %s, slow %s", a, b)
	}
}

// What stands for all pauses of a practice has the time of the one it quotes.
func TestNoPauseHeldIsToldWhereItWas(t *testing.T) {
	evidence, _, _ := judged(practice(t, crowdedTalk), marit(t))
	i := slices.IndexFunc(evidence, func(e Evidence) bool { return e.Code == "X4" && strings.HasPrefix(e.Why, "none of the") })
	if i < 0 {
		t.Fatal(listed(evidence))
	}
	e := evidence[i]
	if e.Client == nil || !strings.Contains(e.Client.Quote, "angry") || e.To-e.From != 1200 {
		t.Errorf("[%d, %d) %+v", e.From, e.To, e.Client)
	}
}

// A paraphrase without a word of hers is support, and the reason says that it
// was in the coach's own words.
func TestParaphraseIsSupport(t *testing.T) {
	for coach, why := range map[string]string{
		"So everything lands on you.":                "it says in your own words what the client is dealing with",
		"So you do the roster again, late at night.": "it gives back what the client is dealing with",
		"You're a logistics lead, I read.":           "",
	} {
		evidence, _, _ := judged(practice(t, "> I do the roster again at night, late, and I'm ashamed of it. {cue=2}\n< "+coach+"\n> Yes. That's it exactly."), marit(t))
		i := slices.IndexFunc(evidence, func(e Evidence) bool { return e.Code == "M4" && e.Verdict == Observed })
		if (i >= 0) != (why != "") || i >= 0 && !strings.HasPrefix(evidence[i].Why, why) {
			t.Errorf("%q:\n%s", coach, listed(evidence))
		}
	}
}
