package validation

import (
	"context"

	"github.com/clustersim/clustersim/sim/rng"
)

// Run runs the cases on a number of workers, at least one, and returns their
// outcomes in the same order. It returns early, with the context's error in the
// outcomes that were not reached, if the context ends. The number of workers
// changes no result.
func Run(ctx context.Context, cases []Case, workers int, effort Effort) []Outcome {
	outcomes := make([]Outcome, len(cases))
	next := make(chan int, len(cases))
	for i := range cases {
		next <- i
	}
	close(next)
	workers = max(1, min(workers, len(cases)))
	idle := make(chan struct{})
	for range workers {
		go func() {
			for i := range next {
				outcomes[i] = run(ctx, cases[i], effort)
			}
			idle <- struct{}{}
		}()
	}
	for range workers {
		<-idle
	}
	return outcomes
}

func run(ctx context.Context, c Case, effort Effort) Outcome {
	measurements, err := c.Run(ctx, effort, seedOf(c))
	return Outcome{Case: c, Measurements: measurements, Err: err}
}

// seedOf keys a case's luck by its name, so that adding a case moves no other.
func seedOf(c Case) rng.Seed {
	return rng.NewSeed(1).Child("verify").Child(c.ID).Child(c.Parameters)
}
