package process

import "fmt"

// Resource is a number of equal servers with one queue, first come first served.
type Resource struct {
	env   *Env
	free  int
	size  int
	queue queue
}

// NewResource returns a resource of n servers, all free. It panics if n is not
// positive.
func (env *Env) NewResource(n int) *Resource {
	if n <= 0 {
		panic(fmt.Sprintf("process: new resource of %d servers, at least 1 is needed", n))
	}
	return &Resource{env: env, free: n, size: n}
}

// Acquire takes a server for p, waiting in the queue if none is free. It reports
// false if p was interrupted while it waited; then p holds no server.
func (r *Resource) Acquire(p *Proc) bool {
	p.mustRun("acquire")
	if r.free > 0 {
		r.free--
		return true
	}
	return p.wait(&r.queue)
}

// Release gives a server back: to the first in the queue, which goes on at this
// instant after what runs now. It panics if all servers are free already.
func (r *Resource) Release() {
	if p := r.queue.pop(); p != nil {
		r.env.wake(p)
		return
	}
	if r.free == r.size {
		panic(fmt.Sprintf("process: release server: all %d are free", r.size))
	}
	r.free++
}

// Busy returns how many servers are taken.
func (r *Resource) Busy() int { return r.size - r.free }

// Waiting returns how many processes are in the queue.
func (r *Resource) Waiting() int { return r.queue.len() }

// Signal is something that may happen, once or often.
type Signal struct {
	env   *Env
	queue queue
}

// NewSignal returns a signal nobody waits for.
func (env *Env) NewSignal() *Signal { return &Signal{env: env} }

// Wait lets time pass until the next [Signal.Fire]; one that came before does not
// count. It reports false if p was interrupted.
func (s *Signal) Wait(p *Proc) bool {
	p.mustRun("wait")
	return p.wait(&s.queue)
}

// Fire wakes all that wait, in the order in which they came, at this instant and
// after what runs now. It returns how many they were.
func (s *Signal) Fire() int {
	n := 0
	for p := s.queue.pop(); p != nil; p = s.queue.pop() {
		s.env.wake(p)
		n++
	}
	return n
}
