package scenario

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
	"github.com/clustersim/clustersim/workloads/traces"
)

// trace resolves the log. Runs read it as they take its jobs; here its bytes are
// hashed and its jobs are all looked at once, so that a log that breaks off late
// is a mistake of the scenario and not the end of a run.
func (l *loader) trace(t *trace) workloads.Generator {
	const at = "workload.trace"
	if !l.sound(at) || !l.sound("fleet") {
		return nil
	}
	gpus := 0
	for i := range l.pools {
		gpus += l.pools[i].Count * l.pools[i].spec.GPUs
	}
	reader := l.traceReader(t, gpus)
	if reader == nil {
		return nil
	}
	where, _ := l.doc.At(at + ".file")
	name := l.resolve(where, l.dir, t.File)
	sum, err := checksum(l.files, name)
	if err != nil {
		l.report(where, unreadable(name, err))
		return nil
	}
	l.hashed(name, sum)
	replay := traces.Replay{
		Name: name, Open: func() (io.ReadCloser, error) { return l.files.Open(name) },
		Reader: reader, Stretch: t.Scale, Count: t.Limit,
	}
	l.tryJobs(replay, where)
	return replay
}

// traceReader makes the reader of the format; nil where something is wrong.
func (l *loader) traceReader(t *trace, gpus int) workloads.TraceReader {
	factory, ok := l.registry.traces.find(t.Format)
	if !l.sound("workload.trace.format") {
		return nil
	}
	if !ok {
		l.wrongName("workload.trace.format", "trace format", t.Format, l.registry.traces.names)
		return nil
	}
	reader, err := factory(gpus, l.decodeRest(t.rest, t.keys()))
	if err != nil {
		l.partProblem(t.rest, err)
		return nil
	}
	return reader
}

// reporting is a reader that tells what it did to the jobs of a log.
type reporting interface {
	Reporting(to func(traces.Report)) workloads.TraceReader
}

// tryJobs reads the jobs of a log, without keeping them, and warns of what the
// rule of cleaning changed: nothing is cut or left out in silence.
func (l *loader) tryJobs(replay traces.Replay, where *yamlpos.Node) {
	if r, ok := replay.Reader.(reporting); ok {
		replay.Reader = r.Reporting(func(done traces.Report) { l.warnOfCleaning(done) })
	}
	jobs := 0
	for _, err := range replay.Jobs(rng.Seed{}) {
		if err != nil {
			l.report(where, mistake{CodeTrace, strings.TrimPrefix(err.Error(), "traces: "), "see explain " + CodeTrace})
			return
		}
		jobs++
	}
	if jobs == 0 {
		l.report(where, mistake{CodeTrace, "the log " + quote(replay.Name) + " has no jobs that can be run", "see explain " + CodeTrace})
	}
}

func (l *loader) warnOfCleaning(done traces.Report) {
	for _, c := range []struct {
		jobs int
		what string
	}{
		{done.Cut, "ask for more processors than there are, and are cut to them"},
		{done.NoRunTime, "have no run time: the rule of cleaning leaves them out (plain) or lets them run for 1 s (pyss)"},
		{done.NoProcessors, "have no processors: the rule of cleaning leaves them out (plain) or lets them run for 1 s (pyss)"},
		{done.Lost, "lose the job that they wait for: it is unknown, left out or not before them"},
	} {
		if c.jobs > 0 {
			l.warn("workload.trace.file", mistake{CodeTrace, fmt.Sprintf("%d of the log's %d jobs %s", c.jobs, done.Lines, c.what), ""})
		}
	}
}

// checksum hashes a file without keeping it.
func checksum(files fs.FS, name string) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errors.New("it is a folder")
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, err
	}
	return h.Sum(nil), nil
}
