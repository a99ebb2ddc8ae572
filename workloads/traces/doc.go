// Package traces reads published logs of jobs.
//
// [SWF] reads the Standard Workload Format of the Parallel Workloads Archive,
// plain or compressed with gzip. [Replay] makes a generator of a log and its
// reader:
//
//	log := traces.Replay{
//		Name:   "sample.swf",
//		Open:   func() (io.ReadCloser, error) { return os.Open("sample.swf") },
//		Reader: traces.SWF{Processors: 128},
//	}
//	for job, err := range log.Jobs(rng.NewSeed(1)) {
//
// A reader stops at the first thing in a log that makes no sense, with a
// [LineError]. What makes sense but cannot be run, such as a job without a run
// time, it handles by a stated rule and counts in a [Report]: a result that
// rests on a log should say how much of the log it left out.
package traces
