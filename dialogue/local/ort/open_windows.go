package ort

import "syscall"

// symbol loads the shared library at path and finds name in it.
func symbol(path, name string) (uintptr, error) {
	lib, err := syscall.LoadLibrary(path)
	if err != nil {
		return 0, err
	}
	return syscall.GetProcAddress(lib, name)
}
