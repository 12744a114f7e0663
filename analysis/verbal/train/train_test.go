package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"stillpoint/analysis/verbal"
)

// small is a table of a few made-up conversations.
func small() string {
	var b strings.Builder
	b.WriteString("conversation,utterance,video,quality,start,speaker,behaviour,question,reflection,input,text\n")
	for c := range 10 {
		for i, row := range []string{
			"therapist,question,open,n/a,n/a,What was day %d like?",
			"client,n/a,,,,It was hard on day %d.",
			"therapist,reflection,n/a,simple,n/a,So day %d was hard.",
			"client,n/a,,,,Yes. %d.",
			"therapist,other,n/a,n/a,n/a,Okay. %d.",
			"client,n/a,,,,What now?  %d",
			"therapist,therapist_input,n/a,n/a,advice,You could rest on day %d.",
			"client,n/a,,,,Why %d?",
			"therapist,therapist_input,n/a,n/a,information,Most people need rest by day %d.",
			"therapist,question,closed,n/a,n/a,Did you rest on day %d?",
		} {
			fmt.Fprintf(&b, "%d,%d,%d,high,00:00:01,%s\n", c, i, c, fmt.Sprintf(row, c))
		}
	}
	return b.String()
}

// The same table gives the same weights, and they know what they were made from.
func TestBuildIsTheSameAgain(t *testing.T) {
	list, err := readTable(strings.NewReader(small()))
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(list)
	var files [2][]byte
	for i := range files {
		p := build(rows, list)
		files[i] = verbal.FormatModel(p.first, p.again)
		for _, r := range rows {
			if best := verbal.BestKind([kinds]float64(probabilities(p.first, r.seen[full])), 0); four[best] != four[r.kind] {
				t.Errorf("%q is %s", list[r.at].text, four[best])
			}
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two runs gave different weights")
	}
}

// No video is in two folds, or a figure would not be out of fold.
func TestFoldsKeepVideosTogether(t *testing.T) {
	list, err := readTable(strings.NewReader(small()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		list[i].video = fmt.Sprint(i / 20) // two conversations share one
	}
	fold := folds(list, 3, 1)
	count := make([]int, 3)
	for _, f := range fold {
		count[f]++
	}
	if len(fold) != 5 || min(count[0], count[1], count[2]) == 0 {
		t.Errorf("folds %v", fold)
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add(small())
	f.Add("conversation,video\n1,2\n")
	f.Fuzz(func(t *testing.T, table string) {
		list, err := readTable(strings.NewReader(table))
		if err == nil {
			exchangesOf(list, true)
			folds(list, 3, 1)
		}
	})
}
