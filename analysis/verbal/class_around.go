package verbal

// What is not at hand says nothing: a talk that a coach has only begun is none
// that is over.
func (v *vector) before(b, s *said) {
	if len(b.tokens) == 0 {
		return
	}
	length := bucket(len(s.words))
	h := mix(groupBefore, bucket(len(b.words)))
	v.add(h)
	v.add(mix(h, length))
	if b.asks() {
		v.add(mix(groupBeforeMarks, 1))
		v.add(mix(groupBeforeMarks, 2+length))
	}
	if b.cut {
		v.add(mix(groupBeforeMarks, 100))
	}
	v.opening(groupBeforeFirst, b, 3)
	if len(b.tokens) <= 4 {
		h := groupBeforeAll
		for _, t := range b.tokens {
			h = mix(h, t.hash)
		}
		v.add(h)
	}
}

func (v *vector) opening(group uint64, s *said, n int) {
	for i := 0; i < n && i < len(s.tokens); i++ {
		group = mix(group, s.tokens[i].hash)
		v.add(group)
	}
}

func (v *vector) own(o, s *said) {
	if len(o.tokens) == 0 {
		return
	}
	v.add(mix(groupOwn, bucket(len(o.words))))
	if o.cut {
		v.add(mix(groupOwn, 100))
	}
	if o.asks() {
		v.add(mix(groupOwn, 101))
		v.add(mix(groupOwn, 102+bucket(len(s.words))))
	}
	v.opening(groupOwnFirst, o, 3)
	for _, t := range o.tokens {
		v.add(mix(groupOwnWord, t.hash))
	}
}

func (v *vector) after(a, s *said) {
	if len(a.tokens) == 0 {
		return
	}
	h := mix(groupAfter, bucket(len(a.words)))
	v.add(h)
	v.add(mix(h, bucket(len(s.words))))
	if a.asks() {
		v.add(mix(groupAfter, 100))
	}
	if a.cont {
		v.add(mix(groupAfter, 101))
	}
	v.opening(groupAfterFirst, a, 4)
	for i := 0; i < 4 && i < len(a.tokens); i++ {
		v.add(mix(groupAfterWord, a.tokens[i].hash))
	}
}
