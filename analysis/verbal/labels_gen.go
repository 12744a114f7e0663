//go:build ignore

// Labels_gen prints the therapist's utterances that testdata/labels.csv labels,
// as "conversation,utterance,split,stratum". It was run, and its output fixed,
// before any of them was shown to Detect; it reads nothing of this package.
//
//	go run labels_gen.go DIR/annomi-train/utterances.csv
package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"regexp"
	"slices"
	"strings"
)

const (
	seed     = "stillpoint-labels-1"
	minWords = 4 // shorter turns are murmurs, as a rule
)

// A stratum takes what it wants in the order of the seeded hash, at most
// perVideo of a video and most in all.
type stratum struct {
	name           string
	most, perVideo int
	wants          func(u utterance) bool
}

var strata = []stratum{
	{"low", 1 << 20, 1 << 20, func(u utterance) bool { return u.quality == "low" }}, // where counselling was shown done badly: all of it
	{"advice", 60, 8, func(u utterance) bool { return u.input == "advice" || u.input == "options" }},
	{"hard", 200, 12, func(u utterance) bool { return len(strings.Fields(u.before)) >= 6 && hard.MatchString(u.before) }},
	{"random", 70, 5, func(u utterance) bool { return true }},
	{"felt", 180, 25, func(u utterance) bool { return felt.MatchString(u.before) }}, // this and the next were drawn when the first four were read: they held few acknowledgements
	{"reflection", 130, 6, func(u utterance) bool { return u.behaviour == "reflection" }},
	// Drawn when the rules had met both halves.
	{"fresh hard", 90, 6, func(u utterance) bool { return len(strings.Fields(u.before)) >= 6 && hard.MatchString(u.before) }},
	{"fresh advice", 40, 8, func(u utterance) bool { return u.input == "advice" || u.input == "options" }},
	{"fresh reflection", 50, 4, func(u utterance) bool { return u.behaviour == "reflection" }},
}

// hard is a wide net for feelings and difficulties in the client's turn.
var hard = regexp.MustCompile(`(?i)\b(feel|felt|hard|difficult|tough|rough|stress|worr|scar|afraid|fear|anxi|nervous|depress|sad|angr|mad|upset|hurt|pain|tired|exhaust|lonel|alone|guilt|asham|embarrass|frustrat|annoy|hate|cry|cried|hopeless|helpless|overwhelm|struggl|lost|lose|died|death|miss|fight|yell|trouble|problem|can't|cannot|never|bad|awful|terribl|horribl|suck|sick|fail|shock|confus|happy|glad|love|proud|relie|care|bother|pressure|nag|pissed|disappoint|regret|wish|cope|crap|shit|damn|worse|worst|stuck)`)

// felt is a narrow one.
var felt = regexp.MustCompile(`(?i)\b(worr|scared|scary|afraid|fear|anxi|nervous|stress|depress|sad\b|angry|anger|mad\b|upset|hurt|pain|tired|exhaust|lonely|alone|guilt|asham|embarrass|frustrat|annoy|hate|cry|cried|hopeless|helpless|overwhelm|struggl|terribl|horribl|awful|sucks?\b|hard\b|difficult|tough|miss (my|her|him|them|being|you)|disappoint|regret|stuck|pressure|bother|confus|ungrateful|bad about)`)

type utterance struct {
	conversation, id, video, quality, behaviour, input, text, before, key string
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	var all []utterance
	before, conversation := "", ""
	for _, r := range rows[1:] {
		if r[0] != conversation {
			conversation, before = r[0], ""
		}
		if r[5] != "therapist" {
			before = strings.TrimSpace(before + " " + r[10])
			continue
		}
		if len(strings.Fields(r[10])) >= minWords {
			all = append(all, utterance{r[0], r[1], r[2], r[3], r[6], r[9], r[10], before, hash(r[0] + "/" + r[1])})
		}
		before = ""
	}
	splits := split(all)
	slices.SortFunc(all, func(a, b utterance) int { return cmp.Compare(a.key, b.key) })
	taken := map[string]bool{}
	for _, s := range strata {
		n, ofVideo := 0, map[string]int{}
		for _, u := range all {
			if id := u.conversation + "," + u.id; n < s.most && ofVideo[u.video] < s.perVideo && !taken[id] && s.wants(u) {
				taken[id] = true
				n++
				ofVideo[u.video]++
				half := splits[u.video]
				if strings.HasPrefix(s.name, "fresh") {
					half = "fresh"
				}
				fmt.Printf("%s,%s,%s\n", id, half, s.name)
			}
		}
	}
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(seed + "/" + s))
	return hex.EncodeToString(sum[:])
}

// split puts every second video of the seeded order in the blind half, videos
// with badly done counselling and others apart.
func split(all []utterance) map[string]string {
	quality := map[string]string{}
	for _, u := range all {
		if quality[u.video] != "low" {
			quality[u.video] = u.quality
		}
	}
	out := map[string]string{}
	for _, q := range []string{"low", "high"} {
		var videos []string
		for v, of := range quality {
			if of == q {
				videos = append(videos, v)
			}
		}
		slices.SortFunc(videos, func(a, b string) int { return cmp.Compare(hash("video/"+a), hash("video/"+b)) })
		for i, v := range videos {
			out[v] = []string{"develop", "blind"}[i%2]
		}
	}
	return out
}
