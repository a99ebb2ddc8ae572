package validation

import (
	"time"

	"github.com/clustersim/clustersim/sim"
)

// level integrates a step function of time over [from, to).
type level struct {
	from, to sim.Time
	height   int64
	since    sim.Time
	area     float64 // height × hours
}

// step changes the height at an instant, which may not go back.
func (l *level) step(now sim.Time, by int64) {
	l.until(now)
	l.height += by
}

func (l *level) until(now sim.Time) {
	start, end := max(l.since, l.from), min(now, l.to)
	if end > start {
		l.area += float64(l.height) * end.Sub(start).Hours()
	}
	l.since = now
}

// mean closes the integral at the end of its window and returns the mean height.
func (l *level) mean() float64 {
	l.until(l.to)
	return l.area / l.length().Hours()
}

func (l *level) length() time.Duration { return l.to.Sub(l.from) }
