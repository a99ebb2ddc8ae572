//go:build !invariants

package validation

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim/rng"
)

// What the authors of Llama 3 405B (arXiv 2407.21783) counted in 54 days on 2048
// nodes of 8 GPUs: 419 unexpected interruptions by cause. The shares that they
// print do not add up; the counts do.
func llamaCounts() map[string]float64 {
	return map[string]float64{
		"gpu": 148, "hbm": 72, "software": 54, "network": 35, "host": 32, "sram": 19, "gsp": 17, "nic": 7, "nccl": 7, "sdc": 6,
		"thermal": 6, "ssd": 3, "psu": 3, "chassis": 2, "io-board": 2, "dependency": 2, "cpu": 2, "memory": 2,
	}
}

const (
	llamaPreset        = "preset:llama3-54d"
	llamaInterruptions = 419.0
	llamaMTTI          = 3.0930788 // h: 54 days over 419
)

// causes counts the faults of the nodes of a pool by what broke. What was broken
// when the run began does not count.
type causes struct {
	pool  string
	parts []string // of the hazards
	in    []bool   // the pool, by node
	by    map[string]float64
	total float64
}

func (c *causes) Define(d journal.Definition) {
	switch d.Subject {
	case journal.HazardSubject:
		c.parts = append(c.parts, d.Name)
	case journal.NodeSubject:
		c.in = append(c.in, d.Group == c.pool)
	}
}

func (c *causes) Observe(e journal.Entry) {
	if e.Kind == journal.FaultBegan && e.Reason != journal.InitiallyDown && c.in[e.Node] {
		c.by[c.parts[e.Ref]]++
		c.total++
	}
}

// idle is the fleet of a scenario with nothing to do.
func idle(t *testing.T, file string) clustersim.Model {
	t.Helper()
	s, err := scenario.Load(scenario.Disk(), file, nil, scenario.Builtin())
	require.NoError(t, err)
	model, err := s.Model()
	require.NoError(t, err)
	model.Workload = nil
	return model
}

// The fleet fails as often as theirs, by Poisson's law, and for the same reasons.
func TestLlamaFailures(t *testing.T) {
	const runs = 200
	model := idle(t, llamaPreset)
	all := causes{by: map[string]float64{}}
	counts := make([]float64, runs)
	for i := range counts {
		one := causes{pool: "cluster", by: all.by}
		require.NoError(t, clustersim.Run(t.Context(), model, rng.NewSeed(uint64(i+1)), &one))
		counts[i] = one.total
		all.total += one.total
	}

	mean, variance := stat.MeanVariance(counts, nil)
	require.InEpsilon(t, llamaInterruptions, mean, 0.01)
	require.InEpsilon(t, llamaMTTI, 54*24/mean, 0.01)
	spread := distuv.ChiSquared{K: runs - 1}
	require.Greater(t, variance/mean, spread.Quantile(0.0005)/spread.K, "less than Poisson's")
	require.Less(t, variance/mean, spread.Quantile(0.9995)/spread.K, "more than Poisson's")

	causes := llamaCounts()
	require.Len(t, all.by, len(causes))
	distance := 0.0
	for part, count := range causes {
		want := all.total * count / llamaInterruptions
		distance += (all.by[part] - want) * (all.by[part] - want) / want
	}
	mix := distuv.ChiSquared{K: float64(len(causes) - 1)}
	require.Less(t, distance, mix.Quantile(0.999), all.by)
	t.Logf("%d runs: %.1f failures (419), one in %.3f h (3.093), variance/mean %.3f, causes χ² %.1f of %v degrees",
		runs, mean, 54*24/mean, variance/mean, distance, mix.K)
}

// The job on that fleet is interrupted as often, and keeps the share of its time
// that saves every 15 minutes and restarts of 10 leave.
func TestLlamaTraining(t *testing.T) {
	llamaTraining(t, 10)
}

func llamaTraining(t *testing.T, runs uint64) {
	var interruptions, running, productive, eligible float64
	for _, s := range replications(t, llamaPreset, runs) {
		interruptions += float64(s.Interruptions)
		running += s.Running.Hours()
		productive += s.Productive.Hours()
		eligible += s.Eligible.Hours()
		require.Zero(t, s.Faults[hardware.OwnerFault]+s.Faults[hardware.UserFault], "only what the node and its network break")
	}
	few := 4 / math.Sqrt(interruptions)
	require.InEpsilon(t, llamaInterruptions, interruptions/float64(runs), few)
	require.InEpsilon(t, llamaMTTI, running/interruptions, few)
	ettr := 1 - (eligible-productive)/interruptions/llamaMTTI // as if interrupted just as often as they were
	require.Greater(t, ettr, 0.90)
	require.Less(t, ettr, 0.92)
	t.Logf("%d runs: %.1f interruptions (419), one in %.3f h (3.093), ETTR %.4f", runs, interruptions/float64(runs), running/interruptions, ettr)
}
