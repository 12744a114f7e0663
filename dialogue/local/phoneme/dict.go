package phoneme

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
)

// dictionary is one JSON object as it lies on the disk, and where its keys
// are. The values are strings, or objects that give a string (or null: spell
// it) by part of speech. The files are sorted by key and hold no escapes, so
// a lookup is a binary search in the file's own bytes: 4 bytes a word beyond
// the file, and nothing is built when it is loaded.
type dictionary struct {
	raw  []byte
	keys []uint32 // where each key's first byte is
}

func parseDictionary(raw []byte) (dictionary, error) {
	d := dictionary{raw: raw, keys: make([]uint32, 0, len(raw)/32)}
	if bytes.IndexByte(raw, '\\') >= 0 {
		return dictionary{}, errors.New("it holds an escape")
	}
	depth, key := 0, true
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '{':
			depth++
			key = true
		case '}':
			depth--
		case ',':
			key = true
		case ':':
			key = false
		case '"':
			end := bytes.IndexByte(raw[i+1:], '"')
			if end < 0 {
				return dictionary{}, errors.New("a string has no end")
			}
			if depth == 1 && key {
				d.keys = append(d.keys, uint32(i+1))
			}
			i += end + 1
		}
	}
	if depth != 0 || len(d.keys) == 0 {
		return dictionary{}, errors.New("it is not one whole JSON object")
	}
	for i := 1; i < len(d.keys); i++ {
		if bytes.Compare(d.key(i-1), d.key(i)) >= 0 {
			return dictionary{}, fmt.Errorf("%q is not in its place", d.key(i))
		}
	}
	return d, nil
}

func (d dictionary) key(i int) []byte { return untilQuote(d.raw[d.keys[i]:]) }

func untilQuote(b []byte) []byte {
	if n := bytes.IndexByte(b, '"'); n >= 0 {
		return b[:n]
	}
	return b
}

// entry is what a dictionary holds for a word: a pronunciation, or (in
// braces) some by part of speech.
type entry []byte

// find returns nil when the word is not there.
func (d dictionary) find(word string) entry {
	i := sort.Search(len(d.keys), func(i int) bool { return string(d.key(i)) >= word })
	if i == len(d.keys) || string(d.key(i)) != word {
		return nil
	}
	v := d.raw[int(d.keys[i])+len(word)+1:]
	v = bytes.TrimLeft(v, ": \t\r\n")
	switch {
	case len(v) == 0:
		return nil
	case v[0] == '"':
		return entry(untilQuote(v[1:]))
	case v[0] == '{':
		return entry(v[:bytes.IndexByte(v, '}')+1])
	}
	return nil
}

// many reports whether the pronunciation depends on the part of speech.
func (e entry) many() bool { return len(e) > 0 && e[0] == '{' }

// as gives the pronunciation for a part of speech, by default for any.
// spell is true when the word is to be spelled there.
func (e entry) as(part string) (sound string, spell bool) {
	if !e.many() {
		return string(e), false
	}
	for _, p := range []string{part, "DEFAULT"} {
		_, v, ok := bytes.Cut(e, []byte(`"`+p+`"`))
		if p == "" || !ok {
			continue
		}
		v = bytes.TrimLeft(v, ": \t\r\n")
		if len(v) > 0 && v[0] == '"' {
			return string(untilQuote(v[1:])), false
		}
		return "", true
	}
	return "", true
}

// has reports whether the part of speech has a pronunciation of its own.
func (e entry) has(part string) bool {
	return e.many() && bytes.Contains(e, []byte(`"`+part+`"`))
}
