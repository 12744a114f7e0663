//go:build race

package persona

// thin is by how much the long tests are shortened: under the race detector a
// talk takes ten times as long.
const thin = 5
