// Package process writes models as straight-line coroutines on the engine of
// package sim: a process is a function that sleeps, waits and goes on.
//
// It is for examples and for cross-checks, where a second writing of a system in
// another style must give the same numbers. It costs several times as much per
// event as the engine alone, and each process keeps a stack.
//
//	env := process.NewEnv()
//	desk := env.NewResource(1)
//	env.Go("customer", func(p *process.Proc) {
//		desk.Acquire(p)
//		p.Sleep(5 * time.Minute)
//		desk.Release()
//	})
//	env.RunUntil(end)
//	env.Close()
//
// The nouns are:
//
//   - [Env]: the clock, and all processes of one model;
//   - [Proc]: a running process; its methods let time pass;
//   - [Resource]: a number of equal servers with one queue, first come first served;
//   - [Signal]: something that may happen, once or often; processes wait for it.
//
// A process that sleeps or waits can be called off by [Proc.Interrupt]: the call
// returns early and says so. That is how a server breaks while it is busy.
//
// Exactly one process runs at a time, chosen by the engine's order of events, so a
// model is deterministic and needs no locks. Coroutines are those of iter.Pull.
package process
