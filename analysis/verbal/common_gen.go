//go:build ignore

// Common_gen writes common.txt: the words that at least four of the
// conversations in utterances.csv use, without their text. Of those it drops
// what is listed in topics, the subjects that the conversations happen to have.
//
//	go run common_gen.go DIR/annomi-train/utterances.csv
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"

	"stillpoint/dialogue/lexicon"
)

// What the conversations are about; not common elsewhere.
const topics = `alcohol drink drinks drinking drinker drunk beer wine booze cigarette cigarettes smoke smoked smoker smokes smoking tobacco nicotine drug drugs
	marijuana weed cocaine medication medications medicine dose pill pills prescription insulin diabetes cholesterol dentist teeth gums blood detox sober sobriety
	probation parole prison jail court clinic doctor nurse patient patients quit quitting addiction addicted recovery relapse piercing asthma cancer lungs lung
	diet calories weight pounds exercise injuries injury surgery disease diseases chuckles unintelligible inaudible laughs`

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	drop := map[string]bool{}
	for _, w := range strings.Fields(topics) {
		drop[w] = true
	}
	in := map[string]map[string]bool{}
	for _, row := range rows[1:] {
		for _, w := range lexicon.Tokens(row[len(row)-1]) {
			if len(w) < 3 || drop[w] || strings.ContainsAny(w, "'0123456789") {
				continue
			}
			if in[w] == nil {
				in[w] = map[string]bool{}
			}
			in[w][row[0]] = true
		}
	}
	var out []string
	for w, conversations := range in {
		if len(conversations) >= 4 {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	if err := os.WriteFile("common.txt", []byte(strings.Join(out, "\n")+"\n"), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(out), "words")
}
