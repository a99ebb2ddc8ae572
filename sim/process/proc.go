package process

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// Proc is a process. Sleep, and the methods of [Resource] and [Signal] that take
// a process, may be called only by that process itself; Interrupt only by others.
type Proc struct {
	env   *Env
	name  string
	place int // in env.alive

	next  func() (struct{}, bool)
	stop  func()
	yield func(struct{}) bool

	state state
	timer sim.Handle // end of the sleep, while sleeping
	queue *queue     // while waiting
	off   bool       // the sleep or wait was interrupted
}

// state is what a process is doing.
type state uint8

const (
	ready    state = iota // running, or about to at this instant
	sleeping              // until its timer fires
	waiting               // in its queue
	ended
)

// Name returns the name given to [Env.Go].
func (p *Proc) Name() string { return p.name }

// Now returns the present instant.
func (p *Proc) Now() sim.Time { return p.env.Now() }

// Ended reports whether the process has returned or was closed.
func (p *Proc) Ended() bool { return p.state == ended }

// Sleep lets d pass and returns what is left of it: zero, or more if the process
// was interrupted before. It panics if d is negative.
func (p *Proc) Sleep(d time.Duration) (left time.Duration) {
	p.mustRun("sleep")
	due := p.Now().Add(d)
	p.timer = p.env.engine.After(d, 0, p)
	p.pause(sleeping)
	return due.Sub(p.Now())
}

// Interrupt calls p off the sleep or wait that it is in, which returns at the
// present instant, after what runs now. It reports false, and does nothing, if p
// is in neither: it has ended, not begun, or is about to go on anyway.
func (p *Proc) Interrupt() bool {
	switch p.state {
	case sleeping:
		p.env.engine.Cancel(p.timer)
	case waiting:
		p.queue.remove(p)
	default:
		return false
	}
	p.off = true
	p.env.wake(p)
	return true
}

// wait lets time pass in q until woken, and reports false if interrupted.
func (p *Proc) wait(q *queue) bool {
	q.push(p)
	p.queue = q
	p.pause(waiting)
	p.queue = nil
	return !p.off
}

// pause switches back to the engine until p is resumed.
func (p *Proc) pause(s state) {
	p.off = false
	p.state = s
	if !p.yield(struct{}{}) {
		panic(closed{})
	}
}

// mustRun panics unless p is the running process: another one pausing in its
// name would resume the wrong stack.
func (p *Proc) mustRun(what string) {
	if p.env.running != p {
		panic(fmt.Sprintf("process: %s of %q: it is not the running process", what, p.name))
	}
}

// closed unwinds the stack of a process whose environment was closed.
type closed struct{}

// catchClosed ends the unwinding; any other panic goes on to the caller of
// RunUntil.
func catchClosed() {
	switch r := recover().(type) {
	case nil, closed:
	default:
		panic(r)
	}
}
