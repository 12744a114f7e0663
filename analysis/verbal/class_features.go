package verbal

import "math"

// A Feature is a place in the model's table and how much of it there is.
type Feature struct {
	At    uint32 // below 1<<FeatureBits
	Value float32
}

// FeatureBits is the size of the model's table.
const FeatureBits = 18

// Weights of the groups of features. Those of words and letters count per
// group as a whole, however long the utterance; the others each for itself.
const (
	weighWords  = 5
	weighChars  = 3
	weighGoesOn = 4
	weighEnds   = 1
	weighShape  = 1
	weighBefore = .5
	weighOwn    = .5
	weighAfter  = .7
)

// Features are what the model knows of an exchange: hashed n-grams of one to
// three words and of three to five letters, the first and last words, the
// length, who is spoken of, the questions and forms that the rules find, how
// much of the client's words come back; and of what stands around it length,
// opening and question marks. An utterance that goes on with one that was cut
// short by a murmur has the words of that one too.
func Features(e Exchange) []Feature { return features(e, study(e.Text, classForms)) }

// features are those of e, whose text was studied.
func features(e Exchange, t *turn) []Feature {
	s, before, own, after, earlier := hear(e.Text), hear(e.Before), hear(e.Own), hear(e.After), hear(e.Earlier)
	v := vector{list: make([]Feature, 0, 64+8*len(s.tokens)+3*len(s.text)+2*len(own.tokens))}
	v.grams(&s)
	v.share(weighWords)
	v.letters(s.text)
	v.share(weighChars)
	if (s.cont || own.cut) && len(before.words) <= 4 && len(own.words) > 0 {
		v.grams(&own)
		v.share(weighGoesOn)
		v.add(mix(groupDash, 3))
		v.scale(1)
	}
	v.ends(&s)
	v.scale(weighEnds)
	v.shape(&s)
	v.rules(t)
	v.uptake(&s, &before, &earlier)
	v.scale(weighShape)
	v.before(&before, &s)
	v.scale(weighBefore)
	v.own(&own, &s)
	v.scale(weighOwn / math.Sqrt(1+float64(len(own.tokens))/8))
	v.after(&after, &s)
	v.scale(weighAfter)
	return v.list
}

// A vector is a list of features that is being made; those from `from` on are
// not yet scaled.
type vector struct {
	list []Feature
	from int
}

// Groups keep equal values of different kinds apart.
const (
	groupWords uint64 = iota + 1
	groupChars
	groupFirst
	groupLast
	groupLength
	groupMarks
	groupDash
	groupRole
	groupRoleAfter
	groupQuestions
	groupLastQuestion
	groupForms
	groupFeelings
	groupUptake
	groupBefore
	groupBeforeMarks
	groupBeforeFirst
	groupBeforeAll
	groupOwn
	groupOwnFirst
	groupOwnWord
	groupAfter
	groupAfterFirst
	groupAfterWord
)

// mix is one step of a multiplicative hash.
func mix(h, x uint64) uint64 {
	h = (h ^ x) * 0x9E3779B97F4A7C15
	return h ^ h>>32
}

func (v *vector) add(h uint64) { v.num(h, 1) }

func (v *vector) num(h uint64, x float64) {
	h = mix(h, 0x2545F4914F6CDD1D)
	v.list = append(v.list, Feature{uint32(h >> (64 - FeatureBits)), float32(x)})
}

// scale multiplies what was added since the last scaling.
func (v *vector) scale(by float64) {
	for i := v.from; i < len(v.list); i++ {
		v.list[i].Value *= float32(by)
	}
	v.from = len(v.list)
}

// share scales so that the group has the length `whole`.
func (v *vector) share(whole float64) {
	v.scale(whole / math.Sqrt(float64(max(1, len(v.list)-v.from))))
}

// bucket is a length, roughly.
func bucket(n int) uint64 {
	for i, top := range [...]int{0, 1, 2, 3, 5, 8, 12, 18, 27, 45} {
		if n <= top {
			return uint64(i)
		}
	}
	return 10
}

const edge = 1 // stands for a token before the first and after the last

func (s *said) hash(i int) uint64 {
	if i < 0 || i >= len(s.tokens) {
		return edge
	}
	return s.tokens[i].hash
}

func (v *vector) grams(s *said) {
	for i := -1; i <= len(s.tokens); i++ {
		h := groupWords
		for n := 0; n < 3 && i+n <= len(s.tokens); n++ {
			h = mix(h, s.hash(i+n))
			v.add(h)
		}
	}
}

// letters are n-grams of three to five bytes of the first and the last 300.
func (v *vector) letters(text []byte) {
	if len(text) > 600 {
		v.letters(text[:300])
		text = text[len(text)-300:]
	}
	for i := range text {
		h := groupChars
		for n := 0; n < 5 && i+n < len(text); n++ {
			h = mix(h, uint64(text[i+n]))
			if n >= 2 {
				v.add(h)
			}
		}
	}
}

func (v *vector) ends(s *said) {
	h := groupFirst
	for i := 0; i < 4 && i < len(s.words); i++ {
		h = mix(h, s.words[i].hash)
		v.add(h)
	}
	h = groupLast
	for i := 0; i < 3 && i < len(s.words); i++ {
		h = mix(h, s.words[len(s.words)-1-i].hash)
		v.add(h)
	}
}

func (v *vector) shape(s *said) {
	length := bucket(len(s.words))
	v.add(mix(groupLength, length))
	v.num(groupLength, math.Log1p(float64(len(s.words)))/3)
	v.add(mix(groupMarks, bucket(s.marks)))
	if s.asks() {
		v.add(mix(groupMarks, 100))
		v.add(mix(groupMarks, 101+length))
	}
	if s.cont {
		v.add(mix(groupDash, 1))
	}
	if s.cut {
		v.add(mix(groupDash, 2))
	}
	var count [roleCount]int
	last := byte(0)
	for _, w := range s.words {
		if w.role != 0 {
			count[w.role]++
			v.add(mix(groupRoleAfter, uint64(last)<<8|uint64(w.role)))
			last = w.role
		}
	}
	for role := roleYou; role < roleCount; role++ {
		h := mix(groupRole, uint64(role))
		v.add(mix(h, bucket(count[role])))
		if count[role] > 0 {
			v.num(h, 2*float64(count[role])/float64(len(s.words)))
		}
	}
}

// asks says that s ends with a question mark.
func (s *said) asks() bool {
	n := len(s.tokens)
	return n > 0 && s.text[s.tokens[n-1].from] == '?'
}

// uptake is how many of the content words the client said just before, how
// many she said earlier, and how many are new.
func (v *vector) uptake(s, before, earlier *said) {
	var count [3]int
	content := 0
	for _, w := range s.words {
		if w.small || w.to-w.from <= 2 {
			continue
		}
		content++
		switch {
		case before.has(w):
			count[0]++
		case earlier.has(w):
			count[1]++
		default:
			count[2]++
		}
	}
	for i, n := range count {
		h := mix(groupUptake, uint64(i))
		if content > 0 {
			v.num(h, 1.5*float64(n)/float64(content))
			v.add(mix(h, bucket(n)))
		}
	}
}

func (s *said) has(w token) bool {
	for _, x := range s.words {
		if x.hash == w.hash {
			return true
		}
	}
	return false
}
