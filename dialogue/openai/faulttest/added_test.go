package faulttest

import (
	"testing"

	"stillpoint/dialogue/openai/openaitest"
)

// What stands in is asked when the first engine has had its time, and that is told.
func TestAdded(t *testing.T) {
	for _, how := range []string{"refused", "hangs"} {
		added, err := Added(t.Context(), openaitest.Voice, how, 2)
		if err != nil || len(added) != 2 {
			t.Fatalf("%v, %v", added, err)
		}
		if late := added[0] >= patience[openaitest.Voice]/2; late != (how == "hangs") {
			t.Errorf("%s adds %v", how, added)
		}
		t.Logf("%s adds %v", how, added)
	}
}
