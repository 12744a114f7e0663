package fetch

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// meter makes progress of the growing size of one file: at most ten calls a
// second, with the rate of the last seconds.
func (d *fetcher) meter(file, from string, start, total int64) func(done int64) {
	began := time.Now()
	seen, at, rate := start, began, 0.0
	return func(done int64) {
		now := time.Now()
		since := now.Sub(at)
		if since < 100*time.Millisecond && done < total {
			return
		}
		if since > 0 {
			lately := float64(done-seen) / since.Seconds()
			// An average that forgets in about two seconds.
			keep := max(0, 1-since.Seconds()/2)
			if rate == 0 {
				keep = 0
			}
			rate = keep*rate + (1-keep)*lately
		}
		seen, at = done, now
		left := time.Duration(-1)
		if rate > 0 && now.Sub(began) > time.Second { // earlier it would be a guess
			left = time.Duration(float64(total-done) / rate * float64(time.Second))
		}
		d.progress(Progress{File: file, From: from, Done: done, Total: total, Rate: rate, Left: left})
	}
}

// Bars shows progress to a person: a bar a file on a terminal, else a plain
// line when a file begins to come, every five seconds, and at its end.
func Bars(w io.Writer, terminal bool) func(Progress) {
	var file string
	var last time.Time
	return func(p Progress) {
		end := p.Placed || p.Failed
		line := barLine(p)
		switch {
		case terminal && end:
			fmt.Fprintf(w, "\r\x1b[K%s\n", line)
		case terminal:
			fmt.Fprintf(w, "\r\x1b[K%s", line)
		case end || p.File != file || time.Since(last) >= 5*time.Second:
			last = time.Now()
			fmt.Fprintln(w, line)
		}
		file = p.File
	}
}

func barLine(p Progress) string {
	name := fmt.Sprintf("%-36s", p.File)
	switch {
	case p.Placed:
		return fmt.Sprintf("%s %9s  verified", name, megabytes(p.Total))
	case p.Failed:
		return name + " not fetched"
	}
	const width = 20
	full := 0
	if p.Total > 0 {
		full = int(min(p.Done, p.Total) * width / p.Total)
	}
	left := ""
	if p.Left >= 0 {
		left = ", " + p.Left.Round(time.Second).String() + " left"
	}
	return fmt.Sprintf("%s [%s%s] %s of %s, %s/s%s (%s)", name,
		strings.Repeat("#", full), strings.Repeat(".", width-full),
		megabytes(p.Done), megabytes(p.Total), megabytes(int64(p.Rate)), left, p.From)
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
