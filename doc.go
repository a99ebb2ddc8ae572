// Package clustersim is the runtime: it ties what exists, what is asked, what
// happens and what is decided into one run.
//
//	Model ──▶ Run ──▶ journal entries ──▶ observers
//
// A [Model] is assembled from parts; [Run] plays it once for a seed. A run is a
// function of model and seed alone: no clock, no environment, no goroutine. Its
// only output is its journal.
//
//	err := clustersim.Run(ctx, model, rng.NewSeed(1), journal.NewText(os.Stdout))
//
// The loop is one switch over event kinds in run.go; what each kind does is in
// jobs.go, faults.go and decisions.go. There are no ticks: between events,
// progress is arithmetic, so a run costs as much as happens in it, not as long
// as it lasts.
package clustersim
