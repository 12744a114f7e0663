package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/timeline"
)

// An utterance is a row of the table.
type utterance struct {
	conversation, video string
	high                bool // the conversation shows how it is done, not how it is not
	helper              bool
	kind                int // index into verbal.Kinds, of a helper's
	text                string
}

var columns = []string{"conversation", "video", "quality", "speaker", "behaviour", "question", "input", "text"}

// readTable reads utterances.csv.
func readTable(r io.Reader) ([]utterance, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 {
		return nil, fmt.Errorf("no utterances")
	}
	at := map[string]int{}
	for _, c := range columns {
		i := slices.Index(rows[0], c)
		if i < 0 {
			return nil, fmt.Errorf("no column %q", c)
		}
		at[c] = i
	}
	var list []utterance
	for n, row := range rows[1:] {
		get := func(c string) string { return row[at[c]] }
		u := utterance{conversation: get("conversation"), video: get("video"), high: get("quality") == "high", helper: get("speaker") == "therapist", text: get("text")}
		if u.helper {
			if u.kind = kindOf(get("behaviour"), get("question"), get("input")); u.kind < 0 {
				return nil, fmt.Errorf("row %d: behaviour %q", n+2, get("behaviour"))
			}
		}
		list = append(list, u)
	}
	return list, nil
}

// kindOf is the kind that the annotators' majority gave. Of their input,
// information is told; advice, options and negotiation say what to do.
func kindOf(behaviour, question, input string) int {
	name := behaviour
	switch behaviour {
	case "question":
		if name = "open"; question == "closed" {
			name = question
		}
	case "therapist_input":
		if name = "advice"; input == "information" {
			name = input
		}
	}
	return slices.Index(verbal.Kinds[:], name)
}

// exchangesOf are the exchanges of the helpers' utterances, by their place in
// the list; bare ones as a recogniser without punctuation would write them.
func exchangesOf(list []utterance, bare bool) map[int]verbal.Exchange {
	out := map[int]verbal.Exchange{}
	for from := 0; from < len(list); {
		to := from
		var talk []timeline.Utterance
		for ; to < len(list) && list[to].conversation == list[from].conversation; to++ {
			u := timeline.Utterance{Side: timeline.Client, Text: list[to].text}
			if list[to].helper {
				u.Side = timeline.Coach
			}
			if bare {
				u.Text = unmarked(u.Text)
			}
			talk = append(talk, u)
		}
		for i := range talk {
			if list[from+i].helper {
				out[from+i] = verbal.ExchangeAt(talk, i)
			}
		}
		from = to
	}
	return out
}

func unmarked(text string) string { return strings.Join(wordsOf(text), " ") }

// wordsOf are the words of text in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
	})
}

// folds deals the videos out to n folds of about the same number of the
// helpers' utterances; the seed only breaks ties.
func folds(list []utterance, n int, seed uint64) map[string]int {
	size := map[string]int{}
	for _, u := range list {
		if u.helper {
			size[u.video]++
		}
	}
	videos := shuffled(sortedKeys(size), seed)
	slices.SortStableFunc(videos, func(a, b string) int { return size[b] - size[a] })
	load, fold := make([]int, n), map[string]int{}
	for _, v := range videos {
		least := slices.Index(load, slices.Min(load))
		load[least] += size[v]
		fold[v] = least
	}
	return fold
}
