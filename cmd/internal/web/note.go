package web

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"stillpoint/analysis"
	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// Limits of a note, in characters.
const (
	maxNote   = 8000
	maxReason = 2000
	maxSigned = 60
	maxKey    = 64
)

// Codes of refusals that come from what others did meanwhile.
const (
	noMark   = "no_mark"
	noParent = "no_parent"
)

var noteTags = []string{"marker", "mistake", "praise", "question"}

// noteBody is a new note as a page sends it.
type noteBody struct {
	At       *timeline.Ms
	To       *timeline.Ms // nil: a point
	Text     string
	Tags     []string
	Parent   int64
	Evidence string
	Stand    string
	Reason   string
	Code     string
	By       string
	Key      string
}

// note is what b says, for the practice and in the name of v. A reply stands
// where its root stands, and one about a mark where that is. The error is a
// [refusal].
func (b noteBody) note(v Viewer) (store.Annotation, error) {
	a := store.Annotation{Key: b.Key, Name: oneLine(b.By), Parent: b.Parent, Evidence: b.Evidence, Stand: b.Stand}
	if n := utf8.RuneCountInString(b.Key); n < 1 || n > maxKey {
		return a, badNote("A note needs a key of 1 to %d characters.", maxKey)
	}
	if a.Name == "" && v.role == owner {
		a.Name = ownName
	}
	switch n := utf8.RuneCountInString(a.Name); {
	case n == 0:
		return a, refusal{Code: "no_name", Message: "Give your name first, so that the coach knows whose note it is."}
	case n > maxSigned:
		return a, badNote("A name has up to %d characters.", maxSigned)
	case b.Parent < 0:
		return a, badNote("parent is not the number of a note.")
	case b.Parent > 0 && (b.Stand != "" || b.Evidence != "" || b.Code != ""):
		return a, badNote("An answer has no mark of its own.")
	}
	if err := b.about(&a); err != nil {
		return a, err
	}
	if err := setWords(&a, &b.Text, &b.Tags, &b.Reason); err != nil {
		return a, err
	}
	if b.Parent > 0 || b.Evidence != "" {
		return a, nil
	}
	return a, b.place(&a, v.practice.Length)
}

// about gives a the mark that b adds, or checks what b holds of another.
func (b noteBody) about(a *store.Annotation) error {
	switch b.Stand {
	case store.Missed:
		if !addable(b.Code) {
			return badNote("code is none of M1 to M6 and X1 to X5.")
		}
		if b.Evidence != "" {
			return badNote("What was missed has no mark yet.")
		}
		a.Code = b.Code
	case store.Agree, store.Disagree:
		if b.Evidence == "" {
			return badNote("To agree or not needs the mark it is about.")
		}
	case "":
		if b.Reason != "" {
			return badNote("A reason goes with agree, disagree or missed.")
		}
	default:
		return badNote("stand is none of agree, disagree and missed.")
	}
	return nil
}

// place puts a where b says, within the practice.
func (b noteBody) place(a *store.Annotation, length timeline.Ms) error {
	if b.At == nil {
		return badNote("A note needs its place: at.")
	}
	a.From, a.To = *b.At, *b.At
	if b.To != nil {
		a.To = *b.To
	}
	switch {
	case a.From < 0:
		return refusal{Code: "before_beginning", Message: "A recording begins at 00:00. Choose a place after that."}
	case a.From > length:
		return refusal{Code: "beyond_end", Message: fmt.Sprintf("The recording ends at %s. Choose a place before that.", analysis.Clock(length))}
	case a.To < a.From:
		return refusal{Code: "wrong_way", Message: "This range ends before it begins. Set its end again."}
	case a.To > length:
		return refusal{Code: "beyond_end", Message: fmt.Sprintf("The recording ends at %s. Let the range end before that.", analysis.Clock(length))}
	}
	return nil
}

// setWords gives a its words; what is nil stays as it is. Words are kept as they
// were written, but for the room around them.
func setWords(a *store.Annotation, text *string, tags *[]string, reason *string) error {
	if text != nil {
		a.Text = strings.TrimSpace(*text)
	}
	if reason != nil {
		a.Reason = strings.TrimSpace(*reason)
	}
	if tags != nil {
		a.Tags = nil
		for _, tag := range *tags {
			if !slices.Contains(noteTags, tag) {
				return badNote("tags are among %s.", strings.Join(noteTags, ", "))
			}
			if !slices.Contains(a.Tags, tag) {
				a.Tags = append(a.Tags, tag)
			}
		}
	}
	if n := utf8.RuneCountInString(a.Text); n > maxNote {
		return refusal{Code: "too_long", Message: fmt.Sprintf("A note holds 8,000 characters, and this one has %d. Make two of it.", n)}
	}
	if n := utf8.RuneCountInString(a.Reason); n > maxReason {
		return refusal{Code: "too_long", Message: fmt.Sprintf("A reason holds 2,000 characters, and this one has %d.", n)}
	}
	if a.Text == "" && a.Stand == "" {
		return refusal{Code: "empty", Message: "There is nothing in this note yet."}
	}
	return nil
}

// noteChange is what a page wants to be otherwise; nil: as it is.
type noteChange struct {
	Text     *string
	Tags     *[]string
	Resolved *bool
	Stand    *string
	Reason   *string
}

// apply changes a in the name of author. The error is a [refusal] or
// [store.ErrNotAuthor].
func (c noteChange) apply(a *store.Annotation, author string, now time.Time) error {
	if c.Resolved != nil {
		if a.Parent != 0 {
			return badNote("A thread is resolved at its first note.")
		}
		a.Resolved = *c.Resolved
	}
	if c.Text == nil && c.Tags == nil && c.Stand == nil && c.Reason == nil {
		return nil
	}
	if a.Author != author {
		return store.ErrNotAuthor
	}
	if c.Stand != nil && *c.Stand != a.Stand {
		if !ofMark(a.Stand) || !ofMark(*c.Stand) {
			return badNote("stand goes from agree to disagree or back.")
		}
		a.Stand = *c.Stand
	}
	if c.Reason != nil && a.Stand == "" && strings.TrimSpace(*c.Reason) != "" {
		return badNote("A reason goes with agree, disagree or missed.")
	}
	a.Edited = now
	return setWords(a, c.Text, c.Tags, c.Reason)
}

// ofMark says that this is a stand on a mark of the machine's.
func ofMark(stand string) bool { return stand == store.Agree || stand == store.Disagree }

func addable(code string) bool {
	return len(code) == 2 && (code[0] == 'M' && code[1] >= '1' && code[1] <= '6' || code[0] == 'X' && code[1] >= '1' && code[1] <= '5')
}

func badNote(format string, args ...any) error {
	return refusal{Code: badRequest, Message: fmt.Sprintf(format, args...)}
}

// Codes of marks that are no markers and no mistakes. Their verdict is their kind.
const (
	silenceCode = "silence"
	overlapCode = "overlap"
)

// mark is what the machine says of one place. Its name can be another's in the
// next report; the place stays.
type mark struct {
	name, place   string
	code, verdict string
	from, to      timeline.Ms
}

// marks are all that one can take a stand on.
func marks(r analysis.Report) iter.Seq[mark] {
	return func(yield func(mark) bool) {
		for _, e := range r.Evidence {
			if !yield(mark{e.ID, fmt.Sprintf("%s@%d-%d", e.Code, e.From, e.To), e.Code, e.Verdict, e.From, e.To}) {
				return
			}
		}
		for _, q := range r.Silences {
			name := fmt.Sprintf("%s@%d", silenceCode, q.From)
			if !yield(mark{name, name, silenceCode, q.Kind, q.From, q.To}) {
				return
			}
		}
		for _, o := range r.Overlaps {
			name := fmt.Sprintf("%s@%d", overlapCode, o.From)
			if !yield(mark{name, name, overlapCode, o.Kind, o.From, o.To}) {
				return
			}
		}
	}
}
