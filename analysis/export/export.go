// Package export writes a practice in the forms that other programs read:
// Praat's TextGrid, ELAN's EAF, WebVTT, Audacity's labels, CSV and JSON.
//
// A file is valid in its format's grammar whatever the timeline and the report
// hold: what runs backwards, lies before 0 or overlaps on one tier is put
// right (see [flatten]), and what no format may hold in a text is taken out
// (see [clean]). The same input gives the same bytes.
package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"stillpoint/analysis"
	"stillpoint/dialogue/timeline"
)

// Format is one form of file.
type Format struct {
	Name   string // as [Write] knows it
	Suffix string // of a file name, with its dot
	Type   string // the media type
}

// Formats are all forms that [Write] knows.
func Formats() []Format {
	return []Format{
		{"textgrid", ".TextGrid", "text/plain; charset=utf-8"},
		{"eaf", ".eaf", "application/xml; charset=utf-8"},
		{"vtt", ".vtt", "text/vtt; charset=utf-8"},
		{"audacity", ".txt", "text/plain; charset=utf-8"},
		{"csv", ".csv", "text/csv; charset=utf-8; header=present"},
		{"json", ".json", "application/json; charset=utf-8"},
	}
}

// Named is the format of that name.
func Named(name string) (f Format, ok bool) {
	i := slices.IndexFunc(Formats(), func(f Format) bool { return f.Name == name })
	if i < 0 {
		return f, false
	}
	return Formats()[i], true
}

// Names are the formats' names in a sentence: textgrid, eaf, …
func Names() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// Write writes the practice tl and its report r as the [Format] of that name.
// Client is what captions call her; empty: Client.
func Write(w io.Writer, format string, tl timeline.Timeline, r analysis.Report, client string) error {
	var file []byte
	var err error
	switch format {
	case "textgrid":
		file = textGrid(tl, r)
	case "eaf":
		file, err = eaf(tl, r)
	case "vtt":
		file = vtt(tl, client)
	case "audacity":
		file = audacity(tl, r)
	case "csv":
		file, err = table(r)
	case "json":
		file, err = object(tl, r)
	default:
		err = fmt.Errorf("there is no format %q", format)
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	_, err = w.Write(file)
	return err
}

// object is the timeline as timeline.md has it, with a further field report:
// whoever reads timelines reads this.
func object(tl timeline.Timeline, r analysis.Report) ([]byte, error) {
	if tl.Events == nil {
		tl.Events = []timeline.Event{}
	}
	data, err := json.Marshal(struct {
		timeline.Timeline
		Report analysis.Report `json:"report"`
	}{tl, r})
	// Events of an unknown kind are kept byte by byte, so these may be any.
	return append(bytes.ToValidUTF8(data, []byte("\uFFFD")), '\n'), err
}
