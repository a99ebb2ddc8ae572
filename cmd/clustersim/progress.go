package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/clustersim/clustersim/units"
)

// progress tells how far a run has come: on a terminal one line that is written
// over, elsewhere a plain line every ten seconds.
type progress struct {
	w        io.Writer
	terminal bool
	what     string
	started  time.Time
	last     time.Time
	long     int // length of the line on the terminal
}

func newProgress(w io.Writer, terminal bool, what string) *progress {
	now := time.Now()
	return &progress{w: w, terminal: terminal, what: what, started: now, last: now}
}

// Intervals between two lines. A run that is over at once says nothing.
const (
	terminalPause = 200 * time.Millisecond
	plainPause    = 10 * time.Second
)

// report is called after each replication.
func (p *progress) report(done, total int) {
	now := time.Now()
	pause := plainPause
	if p.terminal {
		pause = terminalPause
	}
	if done >= total || now.Sub(p.last) < pause {
		return
	}
	p.last = now
	line := fmt.Sprintf("%s: %d of %d replications, %s left", p.what, done, total, p.eta(now, done, total))
	if !p.terminal {
		fmt.Fprintln(p.w, line)
		return
	}
	fmt.Fprint(p.w, "\r", line, strings.Repeat(" ", max(0, p.long-len(line))))
	p.long = len(line)
}

func (p *progress) eta(now time.Time, done, total int) string {
	if done == 0 {
		return "unknown time"
	}
	left := now.Sub(p.started) / time.Duration(done) * time.Duration(total-done)
	return "about " + units.FormatDuration(max(time.Second, left.Round(time.Second)))
}

// clear wipes the line, so that what follows starts clean.
func (p *progress) clear() {
	if p.long > 0 {
		fmt.Fprint(p.w, "\r", strings.Repeat(" ", p.long), "\r")
		p.long = 0
	}
}
