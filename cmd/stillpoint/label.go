package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/timeline"
)

// largestTable in bytes: a thousand hours of talk.
const largestTable = 64 << 20

// label says of each of the helper's utterances in a table what it does.
func label(_ context.Context, c *call) error {
	if err := c.parse(&options{}, 1, 1); err != nil {
		return err
	}
	file, err := os.Open(c.args[0])
	if err != nil {
		return err
	}
	defer file.Close()
	t, err := readTable(file)
	if err != nil {
		return fmt.Errorf("%s: %w", c.args[0], err)
	}
	confusion, labelled := t.predict()
	if labelled > 0 {
		confusion.Print(c.stderr, fmt.Sprintf("%d labelled utterances", labelled))
	}
	w := csv.NewWriter(c.stdout)
	return w.WriteAll(t.rows)
}

// A table is rows with a head; its columns are found by their names.
type table struct {
	rows                                   [][]string
	conversation, speaker, behaviour, text int // columns; those that may be missing are -1 then
}

// readTable reads a table with the columns speaker and text; conversation and
// behaviour may be missing.
func readTable(r io.Reader) (*table, error) {
	limited := &io.LimitedReader{R: r, N: largestTable + 1}
	rows, err := csv.NewReader(limited).ReadAll()
	var bad *csv.ParseError
	switch {
	case limited.N <= 0:
		return nil, fmt.Errorf("is larger than %d MB: part it", largestTable>>20)
	case errors.As(err, &bad) && errors.Is(err, csv.ErrFieldCount):
		return nil, fmt.Errorf("line %d has another number of columns than the first", bad.Line)
	case err != nil:
		return nil, fmt.Errorf("is no CSV table: %w", err)
	case len(rows) < 2:
		return nil, errors.New("holds no utterances")
	}
	head := rows[0]
	column := func(name string) int {
		return slices.IndexFunc(head, func(h string) bool { return strings.TrimPrefix(h, "\ufeff") == name })
	}
	t := &table{rows, column("conversation"), column("speaker"), column("behaviour"), column("text")}
	switch {
	case t.speaker < 0:
		return nil, errors.New("has no column speaker")
	case t.text < 0:
		return nil, errors.New("has no column text")
	case column("predicted") >= 0:
		return nil, errors.New("has a column predicted already")
	}
	return t, nil
}

// predict adds the column predicted: what the model says of the therapist's
// utterances, n/a for others. It counts how that agrees with behaviour.
func (t *table) predict() (*verbal.Confusion, int) {
	names := []string{"question", "reflection", "therapist_input", "other"}
	confusion, labelled := verbal.NewConfusion(names...), 0
	t.rows[0] = append(t.rows[0], "predicted")
	for rows := range t.conversations() {
		var talk []timeline.Utterance
		for _, row := range rows {
			side := timeline.Client
			if row[t.speaker] == "therapist" {
				side = timeline.Coach
			}
			talk = append(talk, timeline.Utterance{Side: side, Text: row[t.text]})
		}
		for i, classed := range verbal.ClassifyTalk(talk) {
			row, predicted := rows[i], "n/a"
			if talk[i].Side == timeline.Coach {
				predicted = string(classed.Class)
				if classed.Class == verbal.Advice || classed.Class == verbal.Information {
					predicted = "therapist_input"
				}
				if t.behaviour >= 0 && confusion.Add(row[t.behaviour], predicted) {
					labelled++
				}
			}
			rows[i] = append(row, predicted)
		}
	}
	return confusion, labelled
}

// conversations are the rows, a conversation at a time.
func (t *table) conversations() func(yield func([][]string) bool) {
	return func(yield func([][]string) bool) {
		for from := 1; from < len(t.rows); {
			to := from + 1
			for t.conversation >= 0 && to < len(t.rows) && t.rows[to][t.conversation] == t.rows[from][t.conversation] {
				to++
			}
			if t.conversation < 0 {
				to = len(t.rows)
			}
			if !yield(t.rows[from:to]) {
				return
			}
			from = to
		}
	}
}
