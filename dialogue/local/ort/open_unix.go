//go:build !windows

package ort

import "github.com/ebitengine/purego"

// symbol loads the shared library at path and finds name in it.
func symbol(path, name string) (uintptr, error) {
	lib, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return 0, err
	}
	return purego.Dlsym(lib, name)
}
