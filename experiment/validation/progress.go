package validation

import (
	"time"

	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
)

// progress folds for how long jobs make progress. It observes the journal.
type progress struct {
	restart time.Duration // of every attempt, before it makes progress
	since   []sim.Time    // from when a job makes progress, by job; sim.Never if it does not

	hours float64 // with progress, summed over the jobs
	stops float64 // attempts that a loss stopped
	end   float64 // of the run, hours
}

// Define implements journal.Observer.
func (p *progress) Define(d journal.Definition) {
	if d.Subject == journal.JobSubject {
		p.since = append(p.since, sim.Never)
	}
}

// Observe implements journal.Observer.
func (p *progress) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.AttemptStarted:
		p.since[e.Job] = e.At.Add(p.restart)
	case journal.WorkStopped:
		p.stops++
		p.stop(e)
	case journal.AttemptEnded:
		p.stop(e)
	case journal.RunEnded:
		p.end = e.At.Hours()
	}
}

func (p *progress) stop(e journal.Entry) {
	if since := p.since[e.Job]; e.At > since {
		p.hours += e.At.Sub(since).Hours()
	}
	p.since[e.Job] = sim.Never
}
