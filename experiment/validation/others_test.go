//go:build !invariants

// With every invariant checked after every event these would take an hour; the
// runtime's own tests check them.

package validation

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

// The laws hold for parameters that nobody chose: random ones, at an effort that
// lets only z be judged, and loosely, for with few replications it has long tails.
func TestLawsHoldForRandomParameters(t *testing.T) {
	const draws, worst = 2, 6
	for _, law := range randomLaws() {
		for i := range draws {
			r := rng.NewSeed(7).Child(law.name).Index(uint64(i)).Stream()
			c := law.draw(uniform{&r}).asCase()
			o := Run(context.Background(), []Case{c}, 1, 1)[0]
			require.NoError(t, o.Err, c.Parameters)
			for _, m := range o.Measurements {
				require.LessOrEqual(t, math.Abs(m.Z), float64(worst), "%s %s: %s: %v ± %v, law %v",
					c.ID, c.Parameters, m.Name, m.Value, m.StandardError, m.Expected)
			}
		}
	}
}

// uniform draws parameters, rounded so that a failure can be read.
type uniform struct{ *rng.Stream }

func (u uniform) between(low, high float64) float64 {
	return math.Round((low+(high-low)*u.Float64())*1000) / 1000
}

func (u uniform) count(low, high int) int { return low + u.IntN(high-low+1) }

type randomLaw struct {
	name string
	draw func(u uniform) lawful
}

func randomLaws() []randomLaw {
	const few = 12
	return []randomLaw{
		{"many servers", func(u uniform) lawful {
			c := u.count(1, 8)
			return manyServers{servers: c, arrivals: u.between(0.3, 0.7), service: 1 / float64(c), late: u.between(0.1, 3), replications: few}
		}},
		{"one server", func(u uniform) lawful {
			mean := u.between(0.5, 3)
			return oneServer{rate: u.between(0.2, 0.7) / mean, mean: mean, scv: u.between(0, 2), replications: few}
		}},
		{"breakdowns", func(u uniform) lawful {
			return breakdowns{arrivals: u.between(0.2, 0.5), service: 1, breaks: u.between(0.01, 0.1), repair: u.between(0.5, 3), replications: few}
		}},
		{"machines", func(u uniform) lawful {
			return machines{machines: u.count(2, 20), repairers: u.count(1, 4), fail: u.between(0.05, 0.3), repair: u.between(0.5, 2), replications: few}
		}},
		{"sharing", func(u uniform) lawful {
			return sharing{rate: u.between(0.2, 0.7), mean: 1, scv: u.between(0, 3), probe: u.between(0.2, 2), replications: few}
		}},
		{"renewal", func(u uniform) lawful {
			return renewal{
				up:         hardware.Weibull{Shape: u.between(0.5, 3), Scale: hours(u.between(20, 200))},
				down:       hardware.LogNormal{Median: hours(u.between(1, 10)), Sigma: u.between(0.2, 1.5)},
				parameters: "random", replications: few,
			}
		}},
		{"quorum", func(u uniform) lawful {
			n := u.count(2, 12)
			return quorum{
				k: u.count(max(1, n-2), n), n: n, up: hardware.Weibull{Shape: u.between(0.6, 2), Scale: hours(u.between(20, 60))},
				down: hardware.Exponential{MTBF: hours(u.between(2, 10))}, parameters: "random", replications: few,
			}
		}},
		{"interruptions", func(u uniform) lawful {
			return interruptions{nodes: u.count(1, 64), rate: u.between(5, 50), replications: few}
		}},
		{"first failure", func(u uniform) lawful {
			return firstFailure{
				nodes: u.count(2, 16), shape: u.between(0.5, 3), mean: u.between(100, 500),
				age: []hardware.AgeRule{hardware.Fresh, hardware.Stationary}[u.IntN(2)], replications: few,
			}
		}},
		{"from scratch", func(u uniform) lawful {
			return fromScratch{length: u.between(1, 10), mtbf: u.between(5, 20), delay: u.between(0, 2), replications: few}
		}},
		{"crew", func(u uniform) lawful {
			return crew{machines{
				machines: u.count(2, 10), repairers: u.count(1, 4), fail: u.between(0.05, 0.15), repair: u.between(1, 2), replications: few,
			}}
		}},
		{"by size", func(u uniform) lawful {
			return bySize{gpus: 8 * u.count(1, 512), rate: u.between(1, 20), replications: few}
		}},
		{"in repair", func(u uniform) lawful {
			mean := u.between(1, 10)
			return inRepair{
				rate: u.between(0.1, 1), down: hardware.LogNormal{Median: hours(mean), Sigma: u.between(0.2, 1)}, parameters: "random",
				common: int(mean), length: 1000, replications: few,
			}
		}},
		{"elastic", func(u uniform) lawful {
			n := u.count(4, 16)
			return elastic{n: n, k: n - u.count(1, 2), availability: u.between(0.9, 0.98), replications: few}
		}},
		{"coupons", func(u uniform) lawful {
			n := u.count(5, 30)
			return coupons{n: n, k: u.count(2, n-1), replications: few}
		}},
		{"frail", func(u uniform) lawful {
			return frail{nodes: 1000, mean: u.between(200, 2000), shape: u.between(0.2, 0.9), at: u.between(500, 2000), replications: few}
		}},
		{"taken back", func(u uniform) lawful {
			return takenBack{nodes: 500, share: u.between(0.3, 0.45), early: u.between(0.5, 2), late: u.between(0.5, 2), limit: 24, replications: few}
		}},
		{"hanging", func(u uniform) lawful {
			return hanging{nodes: u.count(2, 16), mtti: u.between(1, 10), detect: u.between(1, 40), replications: few}
		}},
		{"stalls", func(u uniform) lawful {
			return stalls{nodes: u.count(2, 16), mtbf: u.between(20, 60), stall: u.between(1, 15), replications: few}
		}},
		{"screening", func(u uniform) lawful {
			return screening{period: u.between(10, 200), coverage: u.between(0.4, 0.9), replications: few}
		}},
		{"zone", func(u uniform) lawful {
			return zone{others: u.count(2, 30), mean: u.between(0.2, 0.8), rho: u.between(0.5, 0.95), levels: u.count(0, 1) == 1, replications: few}
		}},
		{"racks", func(u uniform) lawful {
			racksUsed := u.count(2, 8)
			return racks{nodes: racksUsed * u.count(1, 4), racks: racksUsed, node: u.between(500, 5000), rack: u.between(500, 5000), replications: few}
		}},
		{"rhythm", func(u uniform) lawful {
			return rhythm{nodes: u.count(2, 10), rate: u.between(0.1, 0.5), swing: u.between(0.2, 1), replications: few}
		}},
		{"churn", func(u uniform) lawful {
			return churn{slots: 500, days: u.count(2, 10), sturdy: u.between(0.1, 0.9), long: u.between(300, 900), short: u.between(10, 90), replications: few}
		}},
		{"operating", func(u uniform) lawful {
			length := u.between(1, 5)
			return operating{rate: 0.5 / restart(length, 10, 0), length: length, mtbf: 10, replications: few}
		}},
		{"lemons", func(u uniform) lawful {
			return lemons{
				share: u.between(0.05, 0.3), factor: u.between(5, 20), cures: u.between(0.1, 0.5), mtbf: 1000, length: u.between(200, 600), replications: few,
			}
		}},
		{"failure rate", func(u uniform) lawful {
			return failureRate{nodes: u.count(16, 64), gpus: 8, failures: u.count(40, 100), days: u.count(10, 30), replications: few, gangs: few}
		}},
		{"interval", func(u uniform) lawful {
			return interval{up: u.between(10, 100), down: u.between(1, 20), length: u.between(5, 50), replications: few}
		}},
	}
}

// Names of parameters key a case's luck, so no two cases may share one.
func TestCasesAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	laws := map[string]int{}
	for _, c := range Cases() {
		name := fmt.Sprint(c.ID, c.Parameters)
		require.False(t, seen[name], name)
		seen[name] = true
		laws[c.ID]++
	}
	require.Equal(t, []string{
		"T01", "T02", "T02b", "T03", "T03b", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T13", "T16", "T16b", "T17", "T18", "T19", "T21",
		"T29", "T30", "T31", "T32", "T33", "T38", "T39", "T40", "T41", "T42", "T45", "T45b", "T46", "T47",
	}, ids())
	for id, n := range laws {
		require.GreaterOrEqual(t, n, 2, "%s needs a second set of parameters", id)
	}
}

// ids lists the laws of all cases once, in order.
func ids() []string {
	var all []string
	for _, c := range Cases() {
		if len(all) == 0 || all[len(all)-1] != c.ID {
			all = append(all, c.ID)
		}
	}
	return all
}

// A simulator that started nodes new where the law speaks of stationary ones is
// found out, even at a small effort.
func TestAWrongModelDiffers(t *testing.T) {
	law := firstFailure{nodes: 16, shape: 0.6, mean: 500, age: hardware.Stationary}
	site, err := fleet(50*16, 1, host(law.law(), atOnce()), hardware.Fresh)
	require.NoError(t, err)
	g := gangs{site: site, count: 50, nodes: 16, gpus: 1, short: 5, long: 24}
	seed := seedOf(law.asCase())
	wrong, err := g.measure(context.Background(), 20, seed, law.expected(), law.survival)
	require.NoError(t, err)
	for _, m := range wrong {
		require.Equal(t, Differs, m.Verdict, m.Name)
		require.Less(t, m.Z, -10.0, m.Name)
	}
}
