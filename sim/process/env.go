package process

import (
	"fmt"
	"iter"

	"github.com/clustersim/clustersim/sim"
)

// Env is a clock with the processes that live by it. Make one with [NewEnv].
type Env struct {
	engine  *sim.Engine[*Proc]
	running *Proc
	alive   []*Proc // for Close; each knows its place
}

// NewEnv returns an environment at time 0 without processes.
func NewEnv() *Env {
	env := &Env{}
	env.engine = sim.NewEngine(env.resume)
	return env
}

// Now returns the present instant.
func (env *Env) Now() sim.Time { return env.engine.Now() }

// RunUntil lets the processes run to end; see [sim.Engine.RunUntil].
func (env *Env) RunUntil(end sim.Time) { env.engine.RunUntil(end) }

// Stop makes the running RunUntil return as soon as the process that runs now
// lets time pass.
func (env *Env) Stop() { env.engine.Stop() }

// Close ends all processes where they stand, running their deferred calls, and
// frees their stacks. The environment must not be used afterwards. A process
// must not close its own environment.
func (env *Env) Close() {
	if env.running != nil {
		panic(fmt.Sprintf("process: close environment: called by its process %q", env.running.name))
	}
	for _, p := range env.alive {
		p.stop()
		p.state = ended
	}
	env.alive = nil
}

// Go starts a process at the present instant, after what runs now. The name is
// for messages.
func (env *Env) Go(name string, run func(p *Proc)) *Proc {
	p := &Proc{env: env, name: name, place: len(env.alive)}
	p.next, p.stop = iter.Pull(func(yield func(struct{}) bool) {
		p.yield = yield
		defer catchClosed()
		run(p)
	})
	env.alive = append(env.alive, p)
	env.wake(p)
	return p
}

// resume switches to p until it lets time pass or ends. Only the engine's loop
// calls it, so switches never nest.
func (env *Env) resume(p *Proc) {
	p.state = ready
	env.running = p
	_, alive := p.next()
	env.running = nil
	if !alive {
		p.state = ended
		env.forget(p)
	}
}

// forget takes p off the list of the living.
func (env *Env) forget(p *Proc) {
	last := len(env.alive) - 1
	env.alive[p.place] = env.alive[last]
	env.alive[p.place].place = p.place
	env.alive[last] = nil
	env.alive = env.alive[:last]
}

// wake schedules p at the present instant, after what runs now.
func (env *Env) wake(p *Proc) {
	p.state = ready
	env.engine.After(0, 0, p)
}
