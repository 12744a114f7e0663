// Train makes the weights of analysis/verbal's model of what a coach's
// utterance does, and says how good they are on conversations that they were
// not made from.
//
//	go run ./analysis/verbal/train
//
// It reads utterances.csv of annomi-train (-data, else $STILLPOINT_SHARED, else
// ../shared) and writes class.weights and weights.md. The same table gives the same files.
package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"stillpoint/analysis/verbal"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", filepath.Join(cmp.Or(os.Getenv("STILLPOINT_SHARED"), "../shared"), "data/annomi-train"), "the folder with utterances.csv")
	out := flag.String("o", "analysis/verbal", "the folder to write to")
	flag.Parse()
	file, err := os.Open(filepath.Join(*data, "utterances.csv"))
	if err != nil {
		log.Fatal(err)
	}
	list, err := readTable(file)
	if err != nil {
		log.Fatalf("read %s: %v", file.Name(), err)
	}
	rows := rowsOf(list)
	guesses, chosen := cross(rows, list, 1)
	for f, h := range chosen {
		fmt.Printf("fold %d of %d: decay %g, rare %g\n", f+1, len(chosen), h.decay, h.rare)
	}
	var figures bytes.Buffer
	w := io.MultiWriter(os.Stdout, &figures)
	tables(w, rows, guesses)
	quality(w, conversationsOf(list, rows, guesses))
	t := build(rows, choose(rows, list))
	name := filepath.Join(*out, "class.weights")
	weights := verbal.FormatModel(t.bias, t.weights)
	if err := os.WriteFile(name, weights, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %d bytes\n", name, len(weights))
	if err := os.WriteFile(filepath.Join(*out, "weights.md"), []byte(card(figures.String())), 0o644); err != nil {
		log.Fatal(err)
	}
}
