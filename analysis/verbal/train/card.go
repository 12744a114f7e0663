package main

import "fmt"

// card is the model card: where the weights come from, what they may be used
// for, and the figures of conversations that they were not made from.
func card(figures string) string {
	return fmt.Sprintf(`# class.weights

What a coach's utterance mainly does: a question, a reflection, advice,
information, or something else. Made by `+"`go run ./analysis/verbal/train`"+`;
used by Classify in this package, for the report and for `+"`stillpoint label`"+`.

Made from: the training part of AnnoMI, 80 counselling conversations, 3,524
utterances of the helper labelled by experts (Wu et al., ICASSP 2022; Wu et
al., Future Internet 2023, 15(3), 110). The file holds weights of hashed
features and no text.

Kind: linear, over hashed words, pairs of words and characters, the rules of
this package, what both said before, and the overlap with it.

For: showing a person what kind of turns a practice held, and one sign among
others for advice. Not for: simple against complex reflections, or grading.
English only. The conversations are about health and habits, mostly acted for
teaching; coaching differs, and errors there have not been counted.

Figures, each utterance judged by weights made without its video:

`+"```\n%s```\n", figures)
}
