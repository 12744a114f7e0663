// Package trust is the client's inner state: how far she has opened up and
// how guarded she is. It is pure: integers in, integers out.
package trust

// State is what the coach's turns have moved in the client so far.
type State struct {
	Trust int // 0 to 100
	Guard int // 0 (at ease) to 3 (on her guard)
	Open  int // 0 to 3: the deepest layer she may speak from now
	Told  int // 0 to 3: the deepest layer she has spoken from
}
