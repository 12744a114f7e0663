//go:build race

package static

// racing: reading what the browser tells takes six times as long, so each
// page is looked at once, wide; .ci/run looks at both widths without it.
const racing = true
