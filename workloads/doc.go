// Package workloads says what is asked: jobs, their task groups, how fast a
// placed gang runs, and the generators that produce jobs.
//
// A [Request] is all that a scheduler may know of a job. A [Job] adds the
// truth, the work and the moment its user gives up, for the runtime alone: no
// policy can win by reading the future.
//
// A [Generator] yields jobs lazily in arrival order, numbered from 0:
//
//	List    jobs given one by one; After holds positions in the list
//	Mix     random arrivals over weighted classes, on streams of their own
//	Merge   several generators added up, each with a seed of its own
//
// Package traces adds generators that replay published logs.
//
// Every random quantity is drawn from a stream keyed by what it is: arrivals
// from one, and each of a job's class, size, length, estimate and patience from
// one keyed by the job's number. Two runs of a seed that differ in one law
// therefore share the draws of all others.
//
// [Validate] and [ValidateJob] say what is wrong with a job; the generators of
// this package yield only jobs that pass.
package workloads
