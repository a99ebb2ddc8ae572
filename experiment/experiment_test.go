package experiment_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/experiment"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
)

func TestWorkersDoNotMatter(t *testing.T) {
	e := experiment.Experiment{Model: market(t, easy()), Seeds: seeds(12), Tables: metrics.TableNames()}
	once, err := e.Run(context.Background(), 1, nil)
	require.NoError(t, err)
	require.Len(t, once.Trials, 12)
	require.False(t, once.Partial)
	for _, workers := range []int{1, 8} {
		again, err := e.Run(context.Background(), workers, nil)
		require.NoError(t, err)
		require.Equal(t, once, again, "%d workers", workers)
	}
	for i, trial := range once.Trials {
		require.Equal(t, e.Seeds[i], trial.Seed)
		require.Len(t, trial.Tables, len(metrics.TableNames()))
		require.Len(t, trial.Tables[0].Rows, trial.Summary.Jobs)
	}
	require.NotEqual(t, once.Trials[0].Digest, once.Trials[1].Digest)
}

func TestTheDigestIsThatOfTheTrials(t *testing.T) {
	e := experiment.Experiment{Model: market(t, easy()), Seeds: seeds(3)}
	forward, err := e.Run(context.Background(), 2, nil)
	require.NoError(t, err)
	slices.Reverse(e.Seeds)
	back, err := e.Run(context.Background(), 2, nil)
	require.NoError(t, err)
	require.Equal(t, forward.Trials[0], back.Trials[2], "a trial depends on its seed, not on its place")
	require.NotEqual(t, forward.Digest, back.Digest)
}

func TestOrderOfObserversDoesNotMatter(t *testing.T) {
	play := func(observers ...journal.Observer) {
		require.NoError(t, clustersim.Run(context.Background(), market(t, easy()), rng.NewSeed(5), observers...))
	}
	first, last, memory, fold := journal.NewDigest(), journal.NewDigest(), &journal.Memory{}, metrics.NewFold()
	play(first, memory, fold)
	play(metrics.NewFold(), &journal.Memory{}, last)
	require.Equal(t, first.Sum(), last.Sum())
	again := metrics.NewFold()
	memory.Replay(again)
	require.Equal(t, fold.Summary(), again.Summary(), "a journal gives the same summary again")
}

func TestFurtherObservers(t *testing.T) {
	digests := [3]*journal.Digest{}
	e := experiment.Experiment{Model: market(t, fcfs()), Seeds: []uint64{0, 1, 2}}
	e.Observe = func(seed uint64) []journal.Observer {
		digests[seed] = journal.NewDigest()
		return []journal.Observer{digests[seed]}
	}
	result, err := e.Run(context.Background(), 3, nil)
	require.NoError(t, err)
	for i, trial := range result.Trials {
		require.Equal(t, trial.Digest, digests[i].Sum())
	}
}

func TestProgress(t *testing.T) {
	e := experiment.Experiment{Model: market(t, fcfs()), Seeds: seeds(5)}
	var told []int
	var seen []uint64
	_, err := e.Run(context.Background(), 2, func(p experiment.Progress) {
		require.Equal(t, 5, p.Total)
		told, seen = append(told, p.Done), append(seen, p.Seed)
	})
	require.NoError(t, err)
	require.Equal(t, []int{1, 2, 3, 4, 5}, told)
	require.ElementsMatch(t, e.Seeds, seen)
}

func TestCancellationKeepsWhatIsFinished(t *testing.T) {
	e := experiment.Experiment{Model: market(t, fcfs()), Seeds: seeds(40)}
	whole, err := e.Run(context.Background(), 2, nil)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	part, err := e.Run(ctx, 2, func(p experiment.Progress) {
		if p.Done == 3 {
			cancel()
		}
	})
	require.NoError(t, err)
	require.True(t, part.Partial)
	require.GreaterOrEqual(t, len(part.Trials), 3)
	require.Less(t, len(part.Trials), 40)
	last := uint64(0)
	for _, trial := range part.Trials {
		require.Greater(t, trial.Seed, last)
		require.Equal(t, whole.Trials[trial.Seed-1], trial)
		last = trial.Seed
	}
	none, err := e.Run(ctx, 2, nil)
	require.NoError(t, err)
	require.True(t, none.Partial)
	require.Empty(t, none.Trials)
}

var errTorn = errors.New("the log is torn")

// torn is a workload that is broken for most seeds.
type torn struct{ whole rng.Seed }

func (g torn) Jobs(seed rng.Seed) iter.Seq2[workloads.Job, error] {
	return func(yield func(workloads.Job, error) bool) {
		if seed != g.whole {
			yield(workloads.Job{}, errTorn)
		}
	}
}

func TestTheFirstErrorNamesItsSeed(t *testing.T) {
	e := experiment.Experiment{Model: market(t, fcfs()), Seeds: []uint64{7, 11, 12, 13, 14, 15}}
	e.Model.Workload = torn{whole: rng.NewSeed(7).Child("workload")}
	for _, workers := range []int{1, 2, 6} {
		_, err := e.Run(context.Background(), workers, nil)
		require.ErrorIs(t, err, errTorn)
		require.EqualError(t, err, "experiment: seed 11: the log is torn", "%d workers", workers)
	}
}

func TestImpossibleExperiments(t *testing.T) {
	for want, e := range map[string]experiment.Experiment{
		"experiment: run: there are no seeds, want at least one":                   {},
		"experiment: run: seed 4 is there twice, which would count its luck twice": {Seeds: []uint64{4, 5, 4}},
		"experiment: run: confidence 95 is not between 0 and 1":                    {Seeds: seeds(1), Confidence: 95},
		`experiment: run: metrics: unknown table "node"; did you mean "nodes"?`:    {Seeds: seeds(1), Tables: []string{"node"}},
		"experiment: seed 1: clustersim: run: the model has no site":               {Seeds: seeds(1)},
	} {
		_, err := e.Run(context.Background(), 1, nil)
		require.EqualError(t, err, want)
	}
}
