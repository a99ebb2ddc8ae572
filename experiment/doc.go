// Package experiment repeats a model over seeds, and turns the runs into
// estimates with intervals and into verdicts.
//
//	e := experiment.Experiment{Model: model, Seeds: []uint64{1, 2, 3}}
//	result, err := e.Run(ctx, runtime.NumCPU(), nil)
//	completion, _ := metrics.Find("completion")
//	estimate, ok := result.Estimate(completion)
//
// A trial is one run with one seed. Trials run in parallel, each with observers of
// its own, and are placed by the index of their seed: a [Result] is the same for
// any number of workers. Cancelling the context keeps the trials that finished.
//
// # Estimates
//
// Seeds are independent; jobs within a run are not, for they share its luck and
// its queue. So every interval counts seeds:
//
//	mean        Student's t over the runs' values
//	ratio       of totals over all runs, with the jackknife over runs
//	proportion  Wilson where each run has at most one trial; otherwise as a ratio,
//	            and where all runs agree on 0 or on 1, Wilson with one trial a run
//	rate        exact Poisson over the total exposure, with a warning where runs
//	            differ more than a Poisson law allows
//	mean time   the inverse of a rate and of its interval
//	quantile    of the observations of all runs together: by order statistics where
//	            each run has one, otherwise Woodruff's interval over runs
//
// A single seed gives a value without an interval, and a warning.
//
// # Verdicts
//
// A [Requirement] such as "wait.p95 <= 2h" holds if the whole interval satisfies
// it, fails if the whole interval breaks it, and is inconclusive in between.
package experiment
