//go:build race

package chain

// thin is by how much the long tests are shortened.
const thin = 10
