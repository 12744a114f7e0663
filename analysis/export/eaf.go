package export

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"time"

	"stillpoint/analysis"
	"stillpoint/dialogue/timeline"
)

// eaf is ELAN's annotation format 3.0. ELAN has no points, and no two
// annotations of one tier may overlap, as in [flatten].
func eaf(tl timeline.Timeline, r analysis.Report) ([]byte, error) {
	doc := eafDocument{Author: "Stillpoint", Date: tl.Started.Format(time.RFC3339), Format: "3.0", Version: "3.0",
		XSI: "http://www.w3.org/2001/XMLSchema-instance", Schema: "http://www.mpi.nl/tools/elan/EAFv3.0.xsd",
		Header: eafHeader{Units: "milliseconds"},
		Types:  []eafType{{ID: "speech", Alignable: true}, {ID: "found", Alignable: true}}}
	var slots []*eafSlot
	n := 0
	for _, l := range lanes(tl, r) {
		t := eafTier{ID: l.name, Type: "found", Participant: string(l.about)}
		if l.about != "" {
			t.Type = "speech"
		}
		for _, m := range flatten(l.marks) {
			n++
			from, to := &eafSlot{At: m.from}, &eafSlot{At: m.to}
			slots = append(slots, from, to)
			t.Annotations = append(t.Annotations, eafAnnotation{eafAlignable{fmt.Sprintf("a%d", n), from, to, m.text}})
		}
		doc.Tiers = append(doc.Tiers, t)
	}
	slices.SortStableFunc(slots, func(a, b *eafSlot) int { return cmp.Compare(a.At, b.At) })
	for i, s := range slots {
		s.ID = fmt.Sprintf("ts%d", i+1)
	}
	doc.Times.Slots = slots
	doc.Header.Properties = []eafProperty{{"lastUsedAnnotationId", fmt.Sprint(n)}}
	data, err := xml.MarshalIndent(doc, "", "  ")
	return append(append([]byte(xml.Header), data...), '\n'), err
}

// The parts of ELAN's format that are written, by the names of EAFv3.0.xsd.
type (
	eafDocument struct {
		XMLName xml.Name  `xml:"ANNOTATION_DOCUMENT"`
		Author  string    `xml:"AUTHOR,attr"`
		Date    string    `xml:"DATE,attr"`
		Format  string    `xml:"FORMAT,attr"`
		Version string    `xml:"VERSION,attr"`
		XSI     string    `xml:"xmlns:xsi,attr"`
		Schema  string    `xml:"xsi:noNamespaceSchemaLocation,attr"`
		Header  eafHeader `xml:"HEADER"`
		Times   eafTimes  `xml:"TIME_ORDER"`
		Tiers   []eafTier `xml:"TIER"`
		Types   []eafType `xml:"LINGUISTIC_TYPE"`
	}
	eafHeader struct {
		Media      string        `xml:"MEDIA_FILE,attr"`
		Units      string        `xml:"TIME_UNITS,attr"`
		Properties []eafProperty `xml:"PROPERTY"`
	}
	eafProperty struct {
		Name  string `xml:"NAME,attr"`
		Value string `xml:",chardata"`
	}
	eafTimes struct {
		Slots []*eafSlot `xml:"TIME_SLOT"`
	}
	eafSlot struct {
		ID string      `xml:"TIME_SLOT_ID,attr"`
		At timeline.Ms `xml:"TIME_VALUE,attr"`
	}
	eafTier struct {
		ID          string          `xml:"TIER_ID,attr"`
		Type        string          `xml:"LINGUISTIC_TYPE_REF,attr"`
		Participant string          `xml:"PARTICIPANT,attr,omitempty"`
		Annotations []eafAnnotation `xml:"ANNOTATION"`
	}
	eafAnnotation struct {
		Alignable eafAlignable `xml:"ALIGNABLE_ANNOTATION"`
	}
	eafAlignable struct {
		ID   string   `xml:"ANNOTATION_ID,attr"`
		From *eafSlot `xml:"TIME_SLOT_REF1,attr"`
		To   *eafSlot `xml:"TIME_SLOT_REF2,attr"`
		Text string   `xml:"ANNOTATION_VALUE"`
	}
	eafType struct {
		ID        string `xml:"LINGUISTIC_TYPE_ID,attr"`
		Alignable bool   `xml:"TIME_ALIGNABLE,attr"`
		Graphic   bool   `xml:"GRAPHIC_REFERENCES,attr"`
	}
)

// MarshalXMLAttr refers to a slot by its id.
func (s *eafSlot) MarshalXMLAttr(name xml.Name) (xml.Attr, error) {
	return xml.Attr{Name: name, Value: s.ID}, nil
}
