//go:build race

package main

// racing: the program is started without the detector, so nothing is gained by
// watching it from outside with it.
const racing = true
