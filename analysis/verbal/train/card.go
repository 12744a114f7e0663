package main

import "fmt"

// modelCard is what somebody who uses the weights should know.
func modelCard(list []utterance, rows []row, figures string) []byte {
	videos, conversations := map[string]bool{}, map[string]bool{}
	for _, u := range list {
		videos[u.video], conversations[u.conversation] = true, true
	}
	return fmt.Appendf(nil, `# class.weights: what an utterance of the coach's mainly does

Written by `+"`go run ./analysis/verbal/train`"+`; the same table gives the same file.

- **What**: a softmax regression over hashed n-grams (words 1-3, letters 3-5), first and last words, length, who is spoken of, the
  rules' questions and forms, how much of the client's words come back, and what stands around the utterance, where
  anything does. Plain advice, facts and courtesies then count for more than the model gives them (class_rules.go), since in
  these conversations they are rare. 8-bit weights, mean of %d runs (AdaGrad, L2 %g). A second, tiny one looks again at each
  utterance beside the two next to it.
- **Classes**: question (open, closed), reflection, advice, information, other. Simple and complex reflections are not told apart.
- **Made from**: %d helper's utterances of %d conversations (%d videos) of AnnoMI, labelled by experts in motivational
  interviewing, majority of the annotators: Wu, Balloccu, Kumar, Helaoui, Reiter, Reforgiato Recupero, Riboni: "Anno-MI: A dataset of
  expert-annotated counselling dialogues", ICASSP 2022. No text of it is in here: features are hashes, and a hash stands for many strings.
- **For**: counts and hints in the report of a practice. Not for judging a person, nor a single utterance on its own: two
  experts agree with each other at .80 of the same measure.
- **Limits**: English; counselling about alcohol, smoking, health and the law, acted out for teaching; other kinds of talk are
  likely to do worse. Transcripts by people: a recogniser's are closer to the rows without punctuation. Advice and
  information are rare and weak.

## Figures

Out of fold by video, %d folds; within each, the second look was learnt on %d inner folds of the rest. The strength of L2, the
kinds of features and their weights were chosen by hand with the same conversations in view, so expect a little less elsewhere.

`+"```\n%s```\n", seeds, float64(strength), len(rows), len(conversations), len(videos), outerFolds, innerFolds, figures)
}
