package process_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/process"
)

const never = sim.Never

func TestResourceServesInOrderOfArrival(t *testing.T) {
	env := process.NewEnv()
	var log []string
	desks := env.NewResource(2)
	for _, name := range []string{"a", "b", "c", "d"} {
		env.Go(name, func(p *process.Proc) {
			desks.Acquire(p)
			log = append(log, fmt.Sprintf("%s at %v, busy %d, waiting %d", p.Name(), p.Now(), desks.Busy(), desks.Waiting()))
			p.Sleep(time.Second)
			desks.Release()
		})
	}
	env.RunUntil(sim.Time(time.Minute))
	require.Equal(t, []string{
		"a at 0s, busy 1, waiting 0", "b at 0s, busy 2, waiting 0",
		"c at 01s, busy 2, waiting 0", "d at 01s, busy 2, waiting 0",
	}, log)
	require.PanicsWithValue(t, "process: release server: all 2 are free", desks.Release)
}

func TestInterrupt(t *testing.T) {
	env := process.NewEnv()
	desk := env.NewResource(1)
	bell := env.NewSignal()
	var log []string
	note := func(p *process.Proc, what any) {
		log = append(log, fmt.Sprintf("%v %s %v", p.Now(), p.Name(), what))
	}
	sleeper := env.Go("sleeper", func(p *process.Proc) {
		desk.Acquire(p)
		note(p, p.Sleep(10*time.Second))
		note(p, p.Sleep(time.Second))
		desk.Release()
	})
	queuer := env.Go("queuer", func(p *process.Proc) { note(p, desk.Acquire(p)) })
	listener := env.Go("listener", func(p *process.Proc) { note(p, bell.Wait(p)); note(p, bell.Wait(p)) })
	third := env.Go("third", func(p *process.Proc) { note(p, desk.Acquire(p)) })
	env.Go("meddler", func(p *process.Proc) {
		p.Sleep(4 * time.Second)
		note(p, bell.Fire())
		note(p, fmt.Sprint(sleeper.Interrupt(), queuer.Interrupt(), listener.Interrupt(), sleeper.Interrupt()))
		p.Sleep(time.Hour)
		note(p, fmt.Sprint(sleeper.Interrupt(), listener.Interrupt(), sleeper.Ended(), third.Ended()))
	})
	env.RunUntil(sim.Time(2 * time.Hour))
	require.Equal(t, []string{
		"04s meddler 1",
		"04s meddler true true false false",
		"04s listener true",
		"04s sleeper 6s",
		"04s queuer false",
		"05s sleeper 0s",
		"05s third true",
		"01h00m04s meddler false true true true",
		"01h00m04s listener false",
	}, log)
}

func TestCloseUnwindsProcesses(t *testing.T) {
	env := process.NewEnv()
	var log []string
	for _, name := range []string{"a", "b"} {
		env.Go(name, func(p *process.Proc) {
			defer func() { log = append(log, p.Name()+" deferred") }()
			p.Sleep(time.Hour)
			log = append(log, "not reached")
		})
	}
	env.RunUntil(0)
	late := env.Go("c", func(*process.Proc) { log = append(log, "never began") })
	env.Close()
	require.Equal(t, []string{"a deferred", "b deferred"}, log)
	require.True(t, late.Ended())
}

func TestMisuse(t *testing.T) {
	env := process.NewEnv()
	require.PanicsWithValue(t, "process: new resource of 0 servers, at least 1 is needed", func() { env.NewResource(0) })
	p := env.Go("p", func(p *process.Proc) { panic("model's own") })
	require.PanicsWithValue(t, `process: sleep of "p": it is not the running process`, func() { p.Sleep(1) })
	require.PanicsWithValue(t, "model's own", func() { env.RunUntil(never) })

	env = process.NewEnv()
	env.Go("q", func(*process.Proc) { env.Close() })
	require.PanicsWithValue(t, `process: close environment: called by its process "q"`, func() { env.RunUntil(1) })
}

func TestStop(t *testing.T) {
	env := process.NewEnv()
	env.Go("p", func(p *process.Proc) {
		p.Sleep(time.Second)
		env.Stop()
	})
	env.RunUntil(sim.Time(time.Hour))
	require.Equal(t, sim.Time(time.Second), env.Now())
}
