//go:build race

package coachtest

// raced: under the race detector a talk takes ten times as long. Talks are held
// at once with one client there, to look for races; what comes of them is
// looked at without it.
const raced = true
