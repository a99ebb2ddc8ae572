package scenario

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/units"
)

// maxChanges is how often a supply may change within the horizon. More are a
// unit that was not meant, and a run that does not end.
const maxChanges = 1e8

// paced reports whether a supply that changes so often in each nanosecond can be
// played to the horizon; else it is a mistake at a place.
func (l *loader) paced(perNanosecond float64, at, why, hint string) bool {
	changes := perNanosecond * float64(l.file.Horizon)
	if changes <= maxChanges {
		return true
	}
	l.wrong(at, mistake{
		CodeSupply, fmt.Sprintf("%s, which makes %.2g changes within the horizon of %v; at most %.0g can be played", why, changes, l.file.Horizon, maxChanges), hint,
	})
	return false
}

// pacedRecord is [loader.paced] for a record that starts over where it ends.
func (l *loader) pacedRecord(t *supply.Trace, at string) bool {
	rate := float64(len(t.Changes())) / float64(t.Length())
	hint := "write a shorter horizon, or end: hold"
	if unit, ok := l.doc.At(at + ".unit"); ok {
		at, hint = at+".unit", "is unit: "+unit.Text+" meant?"
	}
	return l.paced(rate, at, fmt.Sprintf("the record is %s long and starts over", units.FormatDuration(t.Length())), hint)
}

// pacedSpot is [loader.paced] for a model of one zone, made from its levels or
// fitted to a record: it leaves each level once in a mean stay there.
func (l *loader) pacedSpot(s *supply.Spot, at string) bool {
	rate := 0.0
	for level, share := range s.Shares() {
		if share > 0 {
			rate += share / float64(max(1, s.Stay[level].Mean()))
		}
	}
	hint := "write longer medians, or a shorter horizon"
	if l.given(at + ".fit") {
		at, hint = at+".fit", "write a shorter horizon"
		if unit, ok := l.doc.At(at + ".unit"); ok {
			at, hint = at+".unit", "is unit: "+unit.Text+" meant?"
		}
	}
	return l.paced(rate, at, fmt.Sprintf("stays at a level last %s on average", units.FormatDuration(time.Duration(1/rate))), hint)
}

// pacedJoins is [loader.paced] for nodes that join for ever; where places are not
// filled again, joins end with the nodes of the pool.
func (l *loader) pacedJoins(j *supply.Joins, at string) bool {
	return !j.Refill || l.paced(1/float64(j.Every), at+".every", "a node joins every "+units.FormatDuration(j.Every), "write a longer time, or a shorter horizon")
}

// pacedZones is [loader.paced] for zones, which may change at each step.
func (l *loader) pacedZones(z *supply.Zones, at string) bool {
	return l.paced(1/float64(z.Step), at+".step", "zones have a step of "+units.FormatDuration(z.Step), "write a longer step, or a shorter horizon")
}
