package verbal

// Content are the words of text that carry a meaning of their own, each once
// and without its endings ("carried" and "carries" are one word), in the order
// they are said.
func Content(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range read(text).words {
		if w.content && !seen[w.stem] {
			seen[w.stem] = true
			out = append(out, w.stem)
		}
	}
	return out
}
