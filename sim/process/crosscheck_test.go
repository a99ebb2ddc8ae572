package process_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/process"
	"github.com/clustersim/clustersim/sim/rng"
)

// The systems below have closed forms. One unit of their time is a second.

const unit = time.Second

func units(x float64) time.Duration { return time.Duration(x * float64(unit)) }

// requireMean checks that the mean of independent replications lies within four
// standard errors of the law.
func requireMean(t *testing.T, law float64, replications int, run func(seed rng.Seed) float64) {
	t.Helper()
	var sum, squares float64
	for i := range replications {
		x := run(rng.NewSeed(1).Child(t.Name()).Index(uint64(i)))
		sum += x
		squares += x * x
	}
	n := float64(replications)
	mean := sum / n
	deviation := math.Sqrt((squares/n - mean*mean) * n / (n - 1))
	z := (mean - law) / (deviation / math.Sqrt(n))
	require.LessOrEqual(t, math.Abs(z), 4.0, "mean %v ± %v, law %v", mean, deviation/math.Sqrt(n), law)
	require.Less(t, deviation/math.Sqrt(n), 0.02*law, "too wide an interval to check anything")
}

// average is the time average of a step function.
type average struct {
	level int
	area  float64
	since sim.Time
	start sim.Time
}

func (a *average) add(now sim.Time, d int) {
	a.area += float64(a.level) * now.Sub(a.since).Seconds()
	a.since = now
	a.level += d
}

func (a *average) restart(now sim.Time) { a.add(now, 0); a.area, a.start = 0, now }

func (a *average) mean(now sim.Time) float64 {
	a.add(now, 0)
	return a.area / now.Sub(a.start).Seconds()
}

// Machine repair: 10 machines fail at rate 0.1 each, repairs take 1 on average.
// The number down is a birth-death chain; see its stationary mean.
func TestMachineRepair(t *testing.T) {
	for repairers, law := range map[int]float64{1: 2.145823, 3: 0.923947} {
		requireMean(t, law, 20, func(seed rng.Seed) float64 { return machineRepair(seed, repairers) })
	}
}

func machineRepair(seed rng.Seed, repairers int) float64 {
	env := process.NewEnv()
	defer env.Close()
	var down average
	crew := env.NewResource(repairers)
	for i := range 10 {
		r := seed.Index(uint64(i)).Stream()
		env.Go("machine", func(p *process.Proc) {
			for {
				p.Sleep(units(10 * r.Exp()))
				down.add(p.Now(), +1)
				crew.Acquire(p)
				p.Sleep(units(r.Exp()))
				crew.Release()
				down.add(p.Now(), -1)
			}
		})
	}
	env.RunUntil(sim.Time(200 * unit))
	down.restart(env.Now())
	env.RunUntil(sim.Time(4200 * unit))
	return down.mean(env.Now())
}

// M/M/1 whose server breaks at rate 0.02 while busy, is repaired in 5 on average,
// and resumes the customer where it stopped: an M/G/1 queue of completion times
// with E[C] = 1.1, E[C²] = 3.42, so E[sojourn] = 1.1 + 0.5·3.42/(2·(1-0.55)) = 3.
func TestBreakdowns(t *testing.T) {
	requireMean(t, 3, 40, breakdowns)
}

func breakdowns(seed rng.Seed) float64 {
	env := process.NewEnv()
	defer env.Close()
	arrive, work, fail := seed.Child("arrive").Stream(), seed.Child("work").Stream(), seed.Child("fail").Stream()
	server := env.NewResource(1)
	var busy *process.Proc // the customer in service, while the server is up
	var present average

	customer := func(p *process.Proc) {
		present.add(p.Now(), +1)
		server.Acquire(p)
		for left := units(work.Exp()); left > 0; {
			busy = p
			left = p.Sleep(left)
			busy = nil
			if left > 0 {
				p.Sleep(units(5 * fail.Exp())) // the repair
			}
		}
		server.Release()
		present.add(p.Now(), -1)
	}
	env.Go("door", func(p *process.Proc) {
		for {
			p.Sleep(units(2 * arrive.Exp()))
			env.Go("customer", customer)
		}
	})
	// The breaker's clock is memoryless: it may run on while the server is idle or
	// under repair, where its breakdowns hit nobody.
	env.Go("breaker", func(p *process.Proc) {
		for {
			p.Sleep(units(50 * fail.Exp()))
			if busy != nil {
				busy.Interrupt()
			}
		}
	})
	env.RunUntil(sim.Time(500 * unit))
	present.restart(env.Now())
	env.RunUntil(sim.Time(10500 * unit))
	return present.mean(env.Now()) / 0.5 // Little's law
}

// M/M/1 with processor sharing at load 0.7: E[T] = 1/(1-0.7) for any law of the
// work; here exponential, and constant, of mean 1.
func TestProcessorSharing(t *testing.T) {
	laws := map[string]func(r *rng.Stream) float64{
		"exponential": (*rng.Stream).Exp,
		"constant":    func(*rng.Stream) float64 { return 1 },
	}
	for name, law := range laws {
		t.Run(name, func(t *testing.T) {
			requireMean(t, 1/(1-0.7), 40, func(seed rng.Seed) float64 { return sharing(seed, law) })
		})
	}
}

// sharing interrupts everybody in service when somebody comes or goes; each then
// takes stock of its work and sleeps on at the new speed.
func sharing(seed rng.Seed, law func(r *rng.Stream) float64) float64 {
	env := process.NewEnv()
	defer env.Close()
	arrive, work := seed.Child("arrive").Stream(), seed.Child("work").Stream()
	var present average
	var inService []*process.Proc

	restart := func() {
		for _, p := range inService {
			p.Interrupt()
		}
	}
	customer := func(p *process.Proc) {
		present.add(p.Now(), +1)
		restart()
		inService = append(inService, p)
		for left := law(&work); left > 1e-8; {
			share := float64(len(inService))
			asked := units(left * share)
			slept := asked - p.Sleep(asked)
			left -= slept.Seconds() / share
		}
		for i, q := range inService {
			if q == p {
				inService = append(inService[:i], inService[i+1:]...)
				break
			}
		}
		restart()
		present.add(p.Now(), -1)
	}
	env.Go("door", func(p *process.Proc) {
		for {
			p.Sleep(units(arrive.Exp() / 0.7))
			env.Go("customer", customer)
		}
	})
	env.RunUntil(sim.Time(500 * unit))
	present.restart(env.Now())
	env.RunUntil(sim.Time(5500 * unit))
	return present.mean(env.Now()) / 0.7 // Little's law
}
