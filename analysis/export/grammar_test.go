package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// grammars tell what is wrong with a file. They were written from the formats'
// descriptions and share nothing with the writers.
func grammars() map[string]func([]byte) error {
	return map[string]func([]byte) error{"vtt": vttGrammar, "textgrid": textGridGrammar, "eaf": eafGrammar,
		"audacity": audacityGrammar, "csv": csvGrammar, "json": jsonGrammar}
}

// plainText: UTF-8 with no control characters but those of line ends and tabs.
func plainText(file []byte) error {
	if !utf8.Valid(file) {
		return errors.New("no UTF-8")
	}
	for _, r := range string(file) {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' || r == '\u2028' || r == '\u2029' || r == '\uFFFE' || r == '\uFFFF' {
			return fmt.Errorf("holds %U", r)
		}
	}
	return nil
}

var (
	cueTimes = regexp.MustCompile(`^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$`)
	cueText  = regexp.MustCompile(`^<v ([^<>&\n]|&(amp|lt|gt);)+>([^<>&\n]|&(amp|lt|gt);)*(<c\.unsaid>([^<>&\n]|&(amp|lt|gt);)+</c>)?</v>$`)
)

func vttGrammar(file []byte) error {
	if err := plainText(file); err != nil {
		return err
	}
	head, rest, _ := strings.Cut(string(file), "\n")
	if head != "WEBVTT" {
		return fmt.Errorf("begins %q", head)
	}
	last := int64(0)
	for n, block := range strings.Split(strings.Trim(rest, "\n"), "\n\n") {
		if block == "" && n == 0 {
			continue
		}
		times, text, _ := strings.Cut(block, "\n")
		m := cueTimes.FindStringSubmatch(times)
		if m == nil || !cueText.MatchString(text) {
			return fmt.Errorf("cue %d: %.200q", n, block)
		}
		var v [8]int64
		for i := range v {
			v[i], _ = strconv.ParseInt(m[i+1], 10, 64)
		}
		from, to := ((v[0]*60+v[1])*60+v[2])*1000+v[3], ((v[4]*60+v[5])*60+v[6])*1000+v[7]
		if from < last || to <= from {
			return fmt.Errorf("cue %d: from %d to %d after %d", n, from, to, last)
		}
		last = from
	}
	return nil
}

// tokens of a text file of Praat's: quoted texts with doubled quotes, numbers
// that stand free, and flags; all else is comment ("Praat manual: TextGrid
// file formats").
func praatTokens(file string) (all []string, err error) {
	for file != "" {
		switch c := file[0]; {
		case c == '"':
			text := ""
			for file = file[1:]; ; {
				part, rest, closed := strings.Cut(file, `"`)
				if !closed {
					return nil, fmt.Errorf("a text without an end: %.80q", file)
				}
				text += part
				if file = rest; !strings.HasPrefix(file, `"`) {
					break
				}
				text, file = text+`"`, file[1:]
			}
			all = append(all, `"`+text)
		case c == ' ' || c == '\n':
			file = file[1:]
		default:
			end := strings.IndexAny(file, " \n")
			if end < 0 {
				end = len(file)
			}
			if word := file[:end]; c >= '0' && c <= '9' || c == '-' || word == "<exists>" {
				all = append(all, word)
			}
			file = file[end:]
		}
	}
	return all, nil
}

func textGridGrammar(file []byte) error {
	if err := plainText(file); err != nil {
		return err
	}
	all, err := praatTokens(string(file))
	if err != nil {
		return err
	}
	wrong := false
	next := func() string {
		if len(all) == 0 {
			wrong = true
			return ""
		}
		s := all[0]
		all = all[1:]
		return s
	}
	number := func() float64 {
		f, err := strconv.ParseFloat(next(), 64)
		wrong = wrong || err != nil
		return f
	}
	text := func() string {
		s, ok := strings.CutPrefix(next(), `"`)
		wrong = wrong || !ok
		return s
	}
	if text() != "ooTextFile" || text() != "TextGrid" || number() != 0 {
		return errors.New("no head")
	}
	end := number()
	if next() != "<exists>" || end <= 0 {
		return fmt.Errorf("no tiers, or ends at %g", end)
	}
	for tiers := number(); tiers > 0 && !wrong; tiers-- {
		class, name := text(), text()
		if number() != 0 || number() != end {
			return fmt.Errorf("%s is not as long as all", name)
		}
		at := -1.0
		if class == "IntervalTier" {
			at = 0
		}
		for n := number(); n > 0 && !wrong; n-- {
			from := number()
			if class == "TextTier" {
				if from <= at || from > end {
					return fmt.Errorf("%s: a point at %g after %g", name, from, at)
				}
				at = from
			} else {
				to := number()
				if from != at || to <= from {
					return fmt.Errorf("%s: from %g to %g after %g", name, from, to, at)
				}
				at = to
			}
			text()
		}
		if class == "IntervalTier" && at != end {
			return fmt.Errorf("%s ends at %g, not at %g", name, at, end)
		}
	}
	if wrong || len(all) > 0 {
		return fmt.Errorf("%d tokens are left", len(all))
	}
	return nil
}

func eafGrammar(file []byte) error {
	d := xml.NewDecoder(bytes.NewReader(file))
	slots, types, wanted := map[string]int{}, map[string]bool{}, map[string]bool{}
	var path []string
	last, annotations, until := 0, 0, 0
	ids := map[string]bool{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		e, ok := token.(xml.StartElement)
		if _, end := token.(xml.EndElement); end {
			path = path[:len(path)-1]
		}
		if !ok {
			continue
		}
		path = append(path, e.Name.Local)
		a := map[string]string{}
		for _, attr := range e.Attr {
			a[attr.Name.Local] = attr.Value
		}
		switch strings.Join(path, "/") {
		case "ANNOTATION_DOCUMENT":
			if a["FORMAT"] != "3.0" || a["VERSION"] != "3.0" || a["DATE"] == "" {
				return fmt.Errorf("head: %v", a)
			}
		case "ANNOTATION_DOCUMENT/TIME_ORDER/TIME_SLOT":
			n, err := strconv.Atoi(a["TIME_VALUE"])
			if err != nil || n < last {
				return fmt.Errorf("slot %v after %d", a, last)
			}
			slots[a["TIME_SLOT_ID"]], last = n, n
		case "ANNOTATION_DOCUMENT/TIER":
			wanted[a["LINGUISTIC_TYPE_REF"]], until = true, 0
		case "ANNOTATION_DOCUMENT/LINGUISTIC_TYPE":
			types[a["LINGUISTIC_TYPE_ID"]] = true
		case "ANNOTATION_DOCUMENT/TIER/ANNOTATION/ALIGNABLE_ANNOTATION":
			from, ok1 := slots[a["TIME_SLOT_REF1"]]
			to, ok2 := slots[a["TIME_SLOT_REF2"]]
			if !ok1 || !ok2 || from < until || to <= from || ids[a["ANNOTATION_ID"]] {
				return fmt.Errorf("annotation %v: from %d to %d after %d", a, from, to, until)
			}
			until = to
			annotations++
			ids[a["ANNOTATION_ID"]] = true
		}
	}
	for t := range wanted {
		if !types[t] {
			return fmt.Errorf("no linguistic type %q", t)
		}
	}
	if len(slots) != 2*annotations {
		return fmt.Errorf("%d slots for %d annotations", len(slots), annotations)
	}
	return plainText(file)
}

var label = regexp.MustCompile(`^(\d+)\.(\d{6})\t(\d+)\.(\d{6})\t[^\t\r]+$`)

func audacityGrammar(file []byte) error {
	if len(file) > 0 && !bytes.HasSuffix(file, []byte("\n")) {
		return errors.New("no line end")
	}
	for line := range strings.Lines(string(file)) {
		m := label.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			return fmt.Errorf("label %.200q", line)
		}
		from, _ := strconv.Atoi(m[1] + m[2])
		to, _ := strconv.Atoi(m[3] + m[4])
		if to <= from {
			return fmt.Errorf("label %.200q", line)
		}
	}
	return plainText(file)
}

func csvGrammar(file []byte) error {
	if bytes.Count(file, []byte("\n")) != bytes.Count(file, []byte("\r\n")) {
		return errors.New("a line end that is not CRLF")
	}
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll() // as many fields in each
	if err != nil {
		return err
	}
	if len(rows) == 0 || rows[0][0] != "row" {
		return errors.New("no header")
	}
	for n, row := range rows {
		for _, cell := range row {
			if strings.IndexAny(cell, "=+-@\t\r\n") == 0 {
				return fmt.Errorf("row %d: %.80q is a formula", n, cell)
			}
		}
		from, err1 := strconv.Atoi(row[1])
		to, err2 := strconv.Atoi(row[2])
		if n > 0 && (err1 != nil || err2 != nil || from < 0 || to <= from) {
			return fmt.Errorf("row %d: from %s to %s", n, row[1], row[2])
		}
	}
	return plainText(file)
}

func jsonGrammar(file []byte) error {
	var doc struct {
		Events []json.RawMessage
		Report *struct{ Schema *int }
	}
	if err := json.Unmarshal(file, &doc); err != nil {
		return err
	}
	if doc.Report == nil || doc.Report.Schema == nil {
		return errors.New("no report")
	}
	if !utf8.Valid(file) {
		return errors.New("no UTF-8")
	}
	return nil
}
