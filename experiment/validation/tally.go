package validation

import "github.com/clustersim/clustersim/journal"

// tally folds the faults of a run without jobs into the time for which each number
// of nodes was down. It observes the journal.
type tally struct {
	down  int
	since float64   // hours
	time  []float64 // hours, by number of nodes that are down
}

// Define implements journal.Observer.
func (t *tally) Define(journal.Definition) {}

// Observe implements journal.Observer.
func (t *tally) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		t.pass(e.At.Hours())
		t.down++
	case journal.FaultEnded:
		t.pass(e.At.Hours())
		t.down--
	case journal.RunEnded:
		t.pass(e.At.Hours())
	}
}

func (t *tally) pass(now float64) {
	for len(t.time) <= t.down {
		t.time = append(t.time, 0)
	}
	t.time[t.down] += now - t.since
	t.since = now
}

// mean is the mean number of nodes that were down.
func (t *tally) mean() float64 {
	sum := 0.0
	for k, time := range t.time {
		sum += float64(k) * time
	}
	return sum / t.since
}

// moreThan is the share of time with more than k nodes down.
func (t *tally) moreThan(k int) float64 {
	sum := 0.0
	for i := k + 1; i < len(t.time); i++ {
		sum += t.time[i]
	}
	return sum / t.since
}

// exactly is the share of time with k nodes down.
func (t *tally) exactly(k int) float64 { return t.moreThan(k-1) - t.moreThan(k) }
