//go:build race

package static

// racing: what the pages look like, and do, is looked at without it; only the
// talk, in which server and page act at once, is held with it.
const racing = true
