package timing

import (
	"cmp"
	"slices"
	"strings"

	"stillpoint/analysis/verbal"
	"stillpoint/dialogue/lexicon"
	"stillpoint/dialogue/timeline"
)

// pieces finds when she sounds and when she means to be silent, once From and
// end are settled.
func (h *herSaid) pieces(planned map[string]timeline.Ms) {
	h.text, h.first = h.Text, -1
	var words []stretch
	pieces := h.Pieces
	if len(pieces) == 0 {
		pieces = []timeline.Piece{{Text: h.Text, From: h.From, To: h.To}}
	}
	covered := false
	for i, p := range pieces {
		last := h.To
		if p.Pause {
			last = h.end
		}
		s := stretch{from: max(clamp(p.From), h.From), to: min(clamp(p.To), last)}
		if s.from >= s.to {
			continue
		}
		switch {
		case p.Pause:
			most := p.Planned
			if most == 0 && i+1 < len(pieces) {
				most = planned[pieces[i+1].Text]
			}
			if most > 0 {
				s.to = min(s.to, s.from+most)
			}
			h.pauses = append(h.pauses, s)
		case p.Bridge:
			covered = true
			h.sounds, h.covers = append(h.sounds, s), append(h.covers, s)
		default:
			if h.first < 0 || s.from < h.first {
				h.first = s.from
			}
			words, h.sounds = append(words, s), append(h.sounds, s)
			h.each = append(h.each, wordsOf(p)...)
		}
	}
	if covered {
		h.text = timeline.Text(slices.DeleteFunc(slices.Clone(h.Pieces), func(p timeline.Piece) bool { return p.Bridge }))
	}
	if h.first < 0 {
		h.first = h.From
	}
	h.pauses, h.words = union(h.pauses), union(words)
	// A planned pause is no hole to be bridged, however short.
	_, h.sounds = take(bridge(h.sounds, bridged-1), slices.Clone(h.pauses))
	_, rest := take([]stretch{{from: h.From, to: h.end}}, slices.Concat(h.words, h.pauses, h.covers))
	h.late = disjoint(append(slices.Clone(h.covers), rest...))
	slices.SortStableFunc(h.each, func(a, b timeline.Word) int { return cmp.Compare(a.From, b.From) })
}

// wordsOf are the words of p; those without times share its time evenly.
func wordsOf(p timeline.Piece) []timeline.Word {
	if len(p.Words) > 0 {
		return p.Words
	}
	words := strings.Fields(p.Text)
	from, d, n := clamp(p.From), clamp(p.To)-clamp(p.From), timeline.Ms(len(words))
	out := make([]timeline.Word, 0, n)
	for i, w := range words {
		out = append(out, timeline.Word{Text: w, From: from + d*timeline.Ms(i)/n, To: from + d*timeline.Ms(i+1)/n})
	}
	return out
}

// bridged: a silence this long ends an IPU (analysis.md, ipu_gap).
const bridged timeline.Ms = 200

// sort brings what was said in order and gives the coach's speech to the
// events that tell of it.
func (r *record) sort(ipus []stretch) {
	slices.SortStableFunc(r.coach, func(a, b coachSaid) int { return cmp.Compare(a.From, b.From) })
	slices.SortStableFunc(r.her, func(a, b herSaid) int { return cmp.Compare(a.From, b.From) })
	planned := plannedPauses(r.scenario)
	kept, end := r.her[:0], timeline.Ms(0)
	for _, h := range r.her {
		if h.From = max(h.From, end); h.From < h.To {
			end = h.end
			h.pieces(planned)
			kept = append(kept, h)
		}
	}
	if len(kept) < len(r.her) {
		r.notes = append(r.notes, "utterances of hers lie over one another")
	}
	r.her = kept

	said := union(ipus)
	for i := range said {
		said[i].of = r.teller(said[i])
	}
	for _, s := range said {
		if s.of < 0 {
			r.coach = append(r.coach, coachSaid{CoachTurn: timeline.CoachTurn{From: s.from, To: s.to}, units: []stretch{s}})
			continue
		}
		c := &r.coach[s.of]
		c.From, c.To = min(c.From, s.from), max(c.To, s.to)
		c.units = append(c.units, s)
	}
	slices.SortStableFunc(r.coach, func(a, b coachSaid) int { return cmp.Compare(a.From, b.From) })
	r.coach = slices.DeleteFunc(r.coach, func(c coachSaid) bool { return c.Echo })
	end = 0
	for i := range r.coach {
		c := &r.coach[i]
		if len(c.units) == 0 && !c.Typed { // an older record, without IPUs
			c.units = append(c.units, stretch{from: max(c.From, end), to: c.To})
		}
		c.units = bridge(c.units, bridged-1)
		for n := range c.units {
			c.units[n].of = i
			end = max(end, c.units[n].to)
		}
		r.units = append(r.units, c.units...)
	}
	slices.SortFunc(r.units, byFrom)
	r.cutters()
	r.listen()
}

// teller is the event in whose time the middle of s lies; -1: none.
func (r *record) teller(s stretch) int {
	middle := s.from + s.len()/2
	i, _ := slices.BinarySearchFunc(r.coach, middle+1, func(c coachSaid, at timeline.Ms) int { return cmp.Compare(c.From, at) })
	for n := 1; n <= i && n <= nested; n++ {
		if r.coach[i-n].To > middle {
			return i - n
		}
	}
	return -1
}

// nested: of so many events that began before it, one may hold an IPU.
const nested = 4

// listen tells murmurs and noises from turns.
func (r *record) listen() {
	for i := range r.her {
		h := &r.her[i]
		h.emotional = emotional(h)
		h.ctx, h.because = context(h, r.insight(h.Line))
		if i > 0 && h.because == saidLittle && r.her[i-1].Turn == h.Turn { // her turn is more than its last few words
			h.ctx, h.because = r.her[i-1].ctx, r.her[i-1].because
		}
	}
	h := 0
	for i := range r.coach {
		c := &r.coach[i]
		for h < len(r.her) && r.her[h].To <= c.From {
			h++
		}
		before := ""
		if h > 0 {
			before = r.her[h-1].text
		}
		short := c.To-c.From <= brief
		switch {
		case c.Typed || len(c.units) == 0:
		case c.Backchannel:
			c.murmur = true
		case len(lexicon.Tokens(c.Text)) == 0:
			c.murmur = short
		case lexicon.IsBackchannel(c.Text):
			c.murmur = short && !asks(before) // "Yes." to a question of hers is an answer
		}
		if !c.murmur {
			r.turnsOf = append(r.turnsOf, i)
			c.asks, c.does = verbal.QuestionKind(c.Text), does(c.Text)
		}
	}
}

// silent finds the gaps between what either side says.
func (r *record) silent() {
	for _, u := range r.units {
		if !r.coach[u.of].murmur {
			r.spoken = append(r.spoken, u)
		}
	}
	for i := range r.her {
		r.spoken = append(r.spoken, r.her[i].sounds...)
	}
	r.spoken = union(r.spoken)
	_, r.gaps = take([]stretch{{from: 0, to: r.length}}, slices.Clone(r.spoken))
}
