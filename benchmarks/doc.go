// Package benchmarks holds the yardsticks that speed is measured against, and
// the ratios that are claimed. Absolute nanoseconds depend on the machine and
// on who else uses it, so every claim is a ratio of two programs measured side
// by side, in turns, in one process, by its processor time.
//
//	go run ./benchmarks/ratios            # the table of claims
//	go test -bench . ./benchmarks         # the same workloads as Go benchmarks
//
// The workloads on the event engine:
//
//   - hold: n events pending; fire the first and schedule another an
//     exponential time later, so that n stays constant;
//   - cancel: hold, and after every other event, by a coin, a random pending
//     event is cancelled and scheduled anew. The yardstick marks it and passes
//     it over when it is due; in the rows "removed" it takes it out at once;
//   - ties: hold on whole ticks where three in ten delays are zero and the
//     others are 1 to 4 ticks, so that about n/4 events share an instant.
//
// Their yardstick is what most Go programs do: container/heap over pointers to
// events that carry a closure, allocated one by one.
//
// The workloads on whole runs:
//
//   - failures: a year of failure and repair of 1e5 nodes, against closures on
//     container/heap with a generator and distributions of gonum for each node;
//   - find and restart: room for a job on 1e5 nodes that are 90 % full, against
//     a linear scan for the same nodes;
//   - EASY: a generated trace on 1e4 GPUs with placement, journal and metrics,
//     against a policy that scans everything for the same schedule.
//
// README.md has a measured table and says what is not claimed.
package benchmarks
