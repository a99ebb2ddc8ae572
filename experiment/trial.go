package experiment

import (
	"context"
	"fmt"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/sim/rng"
)

// Trial is what one run came to.
type Trial struct {
	Seed    uint64
	Summary *metrics.Summary
	Digest  [32]byte        // of the run's journal
	Tables  []metrics.Table // in the order asked for
}

// trial runs the model with one seed.
func (e *Experiment) trial(ctx context.Context, seed uint64) (*Trial, error) {
	fold, digest := metrics.NewFold(), journal.NewDigest()
	observers := []journal.Observer{fold, digest}
	tables := make([]metrics.TableFold, len(e.Tables))
	for i, name := range e.Tables {
		table, err := metrics.NewTableFold(name, seed)
		if err != nil {
			return nil, fmt.Errorf("experiment: seed %d: %w", seed, err)
		}
		tables[i] = table
		observers = append(observers, table)
	}
	if e.Observe != nil {
		observers = append(observers, e.Observe(seed)...)
	}
	if err := clustersim.Run(ctx, e.Model, rng.NewSeed(seed), observers...); err != nil {
		return nil, fmt.Errorf("experiment: seed %d: %w", seed, err)
	}
	t := &Trial{Seed: seed, Summary: fold.Summary(), Digest: digest.Sum()}
	for _, table := range tables {
		t.Tables = append(t.Tables, table.Table())
	}
	return t, nil
}
