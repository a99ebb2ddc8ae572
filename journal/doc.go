// Package journal records what happened in a run: the run's only output.
//
// A log is a [Header], then records. A [Definition] says all that a report may
// print of a node or a job, and comes before its first use; an [Entry] is 32
// bytes. Every number in every report is a fold over the log, so a log that was
// saved gives the same report again, and a golden test is a log printed as text.
//
//	Header      scenario hash, seed, version
//	Definition  node 0 "market/box-0" …
//	Entry       0s  job 0 submitted
//	Entry       0s  job 0 started, attempt 1
//	Entry       0s  job 0 leases 8 GPUs of node 0
//	…
//
// Observers: [Text] prints a log for people, [Writer] saves it for [Reader],
// [Digest] hashes it, [Memory] keeps it for a test.
//
//	log := journal.NewWriter(file, journal.Header{Seed: 1, Version: "v0.1.0"})
//	digest := journal.NewDigest()
//	err := clustersim.Run(ctx, model, rng.NewSeed(1), log, digest)
//	err = errors.Join(err, log.Close())
//
// Entries come in order of time. Each [Kind] is a fact (what is so, known to
// nobody yet) or seen (what the scheduler and its users know): agents and
// policies may only ever learn from what is seen.
package journal
