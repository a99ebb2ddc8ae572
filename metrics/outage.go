package metrics

import (
	"time"

	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
)

// outage is why a node does not work, known or not: parts that are broken and stop
// work, and that it was retired. A part that spoils or slows work stops none, and
// a node that is out of service in working order, or for such a part, works.
type outage struct {
	causes int32
	since  sim.Time // when the first of them came
}

// begin adds a cause and reports whether the node worked until then.
func (o *outage) begin(now sim.Time) (stopped bool) {
	o.causes++
	if o.causes > 1 {
		return false
	}
	o.since = now
	return true
}

// end takes a cause away and reports whether the node works again.
func (o *outage) end() (began bool) {
	o.causes--
	return o.causes == 0
}

// change takes in any entry about the node and reports whether it stopped or
// began to work by it.
func (o *outage) change(e journal.Entry, known hazards) (stopped, began bool) {
	switch e.Kind {
	case journal.FaultBegan:
		return known.of(e).symptom.Stops() && o.begin(e.At), false
	case journal.FaultEnded:
		return false, known.of(e).symptom.Stops() && o.end()
	case journal.NodeRetired:
		return o.begin(e.At), false
	case journal.NodeReplaced:
		return false, o.end()
	}
	return false, false
}

// lasted is the time until now, if it goes on.
func (o *outage) lasted(now sim.Time) time.Duration {
	if o.causes == 0 {
		return 0
	}
	return now.Sub(o.since)
}
