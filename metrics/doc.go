// Package metrics folds a journal into numbers: it is where every measured
// quantity is defined, once.
//
//	fold := metrics.NewFold()
//	err := clustersim.Run(ctx, model, rng.NewSeed(1), fold)
//	m, _ := metrics.Find("goodput")
//	value, ok := m.Value(fold.Summary())
//
// A [Fold] is a journal.Observer. It keeps what lives (jobs that have not ended,
// nodes) and the few samples that quantiles need, so that a run of a million jobs
// costs tens of megabytes and no allocation an entry. Its [Summary] holds integer
// counts, GPU time and money: books balance exactly, and rounding happens only
// where a [Metric] turns them into a number for a reader.
//
// [All] is the one table of metrics: name, unit, direction, definition and how
// single runs combine. Columns, requirements, JSON keys and documentation are all
// read from it and cannot disagree. A metric without data (no job had a deadline)
// is absent, never zero.
//
// [NewTableFold] makes the folds behind tables of single jobs, attempts, nodes,
// failures and uptime windows.
package metrics
