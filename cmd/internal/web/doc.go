// Package web is everything a browser sees: the pages, the HTTP API, the live
// socket, and the registry of running practices behind it.
//
// [Server.Serve] blocks until its context ends and joins every goroutine it
// started. Each live socket has a reader and a writer; each practice has one
// goroutine that owns its life (admitted, up, over, saved) and joins the line,
// the dialogue, the tape and the recorder. A practice that panics ends alone.
//
// Who asks for a practice is its owner (whoever sits at this machine, or the
// browser that began it), the holder of a link to it, or nobody, to whom it is
// not there. [Viewer] says who, its method may says what they may do, and every
// route of a practice goes through both ([Server.on]). There are no accounts: a
// server that is reached from elsewhere through a proxy which says so in no
// header takes everybody for its owner.
//
// A link has a 128-bit token, of which the SHA-256 is kept, an end, and the
// right to read or also to annotate. It can be revoked; each request looks, and
// who listens to the events is let go.
//
// A correction of a coach's turn is one more event of the timeline, so both
// texts stay. It takes the reports of the old words with it in the same
// transaction; the report is then made anew. The client's trust, which moved
// while they talked, stays as it was.
//
// A note about a mark keeps what the machine said of it then, and finds it in a
// later report by its place: the ids of a report move. Who holds a link writes
// as that link and their browser; the owner as one, from everywhere.
//
// Times of the wire are milliseconds; sizes are bytes. A practice's id is
// "p_" and 26 letters and digits; nothing else ever reaches a file name.
package web
