package benchmarks

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim/rng"
)

// PeerRatios measures whole replications of the scenarios of peers, as a user
// runs them: with the digest of the journal and the metrics. There is no
// yardstick beside them and nothing is claimed: AIReSim publishes 14.6 to 17.3 s
// for a replication of its default scenario, on a machine of its own. quick
// changes nothing.
func PeerRatios(bool) []Ratio {
	s, err := scenario.Load(scenario.Disk(), filepath.Join(repository(), "examples/peers/airesim.yaml"), nil, scenario.Builtin())
	if err != nil {
		panic(fmt.Sprintf("benchmarks: load scenario of a peer: %v", err))
	}
	model, err := s.Model()
	if err != nil {
		panic(fmt.Sprintf("benchmarks: model of a peer's scenario: %v", err))
	}
	seed := uint64(0)
	replicate := func(n int) {
		for range n {
			seed++
			if err := clustersim.Run(context.Background(), model, rng.NewSeed(seed), journal.NewDigest(), metrics.NewFold()); err != nil {
				panic(fmt.Sprintf("benchmarks: run a peer's scenario: %v", err))
			}
		}
	}
	const runs = 10
	return []Ratio{{Name: "AIReSim, a replication", Ours: processorTime(replicate, runs)}}
}

// repository is the folder of the module, here or above.
func repository() string {
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	panic(fmt.Sprintf("benchmarks: find the module's folder: not at or above the working directory (%v)", err))
}
