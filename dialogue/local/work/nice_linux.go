package work

import "syscall"

// stepBack lowers the calling thread's priority (setpriority(2): on Linux the
// value belongs to a thread). Lowering needs no right; should it fail all the
// same, the thread works at the ordinary priority.
func stepBack(nice int) {
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), nice)
}
