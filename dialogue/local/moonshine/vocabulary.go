package moonshine

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

const (
	vocabularySize = 32000 // Llama's; above it the model has 768 <<ST_n>> tokens without a text
	tokenStart     = 1     // <s>
	tokenEnd       = 2     // </s>
)

// vocabulary is the text of each token.
type vocabulary []string

// parseVocabulary reads the token list out of llama-tokenizer.js: the string
// assigned to llama_vocab_base64 is base64 of one token a line.
func parseVocabulary(js []byte) (vocabulary, error) {
	_, rest, ok := bytes.Cut(js, []byte(`llama_vocab_base64 = "`))
	if !ok {
		return nil, errors.New("read vocabulary: no llama_vocab_base64 in it")
	}
	encoded, _, ok := bytes.Cut(rest, []byte(`"`))
	if !ok {
		return nil, errors.New("read vocabulary: the list has no end")
	}
	list, err := base64.StdEncoding.AppendDecode(nil, encoded)
	if err != nil {
		return nil, fmt.Errorf("read vocabulary: %w", err)
	}
	v := vocabulary(strings.Split(string(list), "\n"))
	if len(v) != vocabularySize {
		return nil, fmt.Errorf("read vocabulary: %d tokens, want %d", len(v), vocabularySize)
	}
	return v, nil
}

// text is what tokens say: "▁" is a space, <0xNN> a byte of UTF-8, and the
// control tokens are silent.
func (v vocabulary) text(tokens []int64) string {
	var b []byte
	for _, t := range tokens {
		if t <= tokenEnd || t >= int64(len(v)) {
			continue
		}
		if raw, ok := byteToken(v[t]); ok {
			b = append(b, raw)
		} else {
			b = append(b, strings.ReplaceAll(v[t], "▁", " ")...)
		}
	}
	return strings.TrimSpace(strings.ToValidUTF8(string(b), ""))
}

func byteToken(s string) (byte, bool) {
	if len(s) != len("<0xNN>") || s[:3] != "<0x" || s[5] != '>' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[3:5], 16, 8)
	return byte(n), err == nil
}
