// Package web is everything a browser sees: the pages, the HTTP API, the live
// socket, and the registry of running practices behind it.
//
// [Server.Serve] blocks until its context ends and joins every goroutine it
// started. Each live socket has a reader and a writer; each practice has one
// goroutine that owns its life (admitted, up, over, saved) and joins the line,
// the dialogue, the tape and the recorder. A practice that panics ends alone.
//
// Times of the wire are milliseconds; sizes are bytes. A practice's id is
// "p_" and 26 letters and digits; nothing else ever reaches a file name.
package web
