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
// # Tables
//
// [NewTableFold] makes the folds behind tables of single jobs, attempts, nodes,
// faults, repairs and uptime windows, of reliability by class, part and GPU model,
// of blast radii, and of how long gangs of any size go on. They run only where one
// is asked for. [NewWindowFold] answers about windows of gangs of one's choice.
//
// Faults of one hazard that begin at the same instant, such as those of a shock or
// of a zone that collapses, are one blast in blast_radius. So they are one cluster
// for the bounds of rates and times, low and high in reliability and mttf_low_s
// and mttf_high_s in job_size: the exact Poisson interval of the clusters, times
// faults per cluster; job_size takes all nodes that stop at an instant for one
// cluster. An empty mttf_s, mttf_low_s or mttf_high_s is one that the run does not
// bound.
//
// In reliability, mtbf_s and mttr_s are about faults that stop work, and empty for
// slowdowns and corruption. False alarms are of no class: what they interrupt is
// in the rows of their symptom and part, and repairs leaves their class empty.
//
// # What counts
//
// A node works while no part of it is broken that stops work, and its machine is
// not retired: availability, windows, mtbf and mttr are about that, whether it is
// known or not. A node that computes wrong results or is slow works, and so does
// one that is out of service in working order, after a false alarm or blamed for
// another; what is out of service, as far as is known, counts in utilization.
//
// A job's lease on a node counts for its own time: nodes can come and go while an
// attempt goes on. Spares that stand by are leased, so they count in gpu_hours,
// cost, utilization and occupancy, and as waste in goodput; they do not make the
// job take longer, so they do not count in ettr. An interruption is a loss of a
// node that ends an attempt or after which another node takes over.
//
// Results that were spoiled and noticed are done again and count as lost. If
// nobody notices until the job completes, they count as kept, and in corrupted.
package metrics
