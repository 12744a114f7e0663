package work

import (
	"context"
	"testing"

	"golang.org/x/sys/unix"
)

func TestThreadsStepBack(t *testing.T) {
	p, _ := start(t, 1)
	nice := func() int {
		raw, err := unix.Getpriority(unix.PRIO_PROCESS, unix.Gettid())
		if err != nil {
			t.Error(err)
		}
		return 20 - raw // getpriority(2): the system call gives 20 - nice
	}
	before := nice()
	if before >= 10 {
		t.Skipf("SKIPPED, NOTHING WAS CHECKED: the test itself runs at nice %d", before)
	}
	var inside int
	p.Do(t.Context(), Urgent, func(context.Context) error { inside = nice(); return nil })
	if after := nice(); inside != 10 || after != before {
		t.Errorf("nice inside %d, want 10; outside %d, want %d", inside, after, before)
	}
}
