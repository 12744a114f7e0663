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
	"cmp"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

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
	var card strings.Builder
	report := io.MultiWriter(os.Stdout, &card)
	rows := rowsOf(list)
	guesses := cross(rows, list, 1)
	for _, o := range outlooks {
		confusion(rows, o.names, guesses, o.view).Print(report, o.title)
	}
	fmt.Fprintln(report, "Other deals of the videos into folds: macro-F1, and F1 of input")
	for deal := range uint64(deals) {
		if deal > 0 {
			again(report, rows, cross(rows, list, deal+1), deal+1)
		} else {
			again(report, rows, guesses, 1)
		}
	}
	quality(report, conversationsOf(list, rows, guesses))
	p := build(rows, list)
	weights := verbal.FormatModel(p.first, p.again)
	write(filepath.Join(*out, "class.weights"), weights)
	write(filepath.Join(*out, "weights.md"), modelCard(list, rows, card.String()))
}

func write(name string, content []byte) {
	if err := os.WriteFile(name, content, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %d bytes, sha256 %x\n", name, len(content), sha256.Sum256(content))
}
