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
//     event is cancelled and scheduled anew;
//   - ties: hold on whole ticks where three in ten delays are zero and the
//     others are 1 to 4 ticks, so that about n/4 events share an instant.
//
// The yardstick is what most Go programs do: container/heap over pointers to
// events that carry a closure, allocated one by one.
package benchmarks
