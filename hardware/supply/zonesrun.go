package supply

import (
	"iter"
	"math"
	"slices"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
)

// Changes yields what changes, for ever. Streams are keyed by what they are
// for: all zones, a region or a zone, by name.
func (z Zones) Changes(seed rng.Seed) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		w, err := z.weights()
		if err != nil {
			yield(Change{}, err)
			return
		}
		run := newZonesRun(z, w, seed)
		for at := sim.Time(0); at < sim.Never; at = at.Add(z.Step) {
			if !run.show(at, yield) {
				return
			}
			run.advance()
		}
	}
}

// walk is a standard normal variable that is autoregressive of order 1.
type walk struct {
	value  float64
	stream rng.Stream
}

func newWalk(seed rng.Seed) walk {
	w := walk{stream: seed.Stream()}
	w.value = w.stream.Normal()
	return w
}

// zoneRun is a zone under way.
type zoneRun struct {
	block
	nodes      int
	region     int // index
	some, full float64
	level      Level
	count      drawn
	split      rng.Stream
}

// zonesRun is a supply under way.
type zonesRun struct {
	zones            []zoneRun
	walks            []walk  // of all, then of the regions, then of the zones
	regions          int     // how many there are
	ofAll, ofRegion  float64 // weights in a zone's variable
	ofZone           float64
	keep, innovation float64 // weights of a step's value and of what is new, in the next
}

func newZonesRun(z Zones, w weights, seed rng.Seed) *zonesRun {
	keep := z.persistence()
	run := &zonesRun{
		ofAll: math.Sqrt(w.all), ofRegion: math.Sqrt(w.region), ofZone: math.Sqrt(1 - w.all - w.region),
		keep: keep, innovation: math.Sqrt(-math.Expm1(2 * math.Log(keep))),
	}
	var regions []string
	first := 0
	for _, zone := range z.Zones {
		if !slices.Contains(regions, zone.Region) {
			regions = append(regions, zone.Region)
		}
		run.zones = append(run.zones, newZoneRun(z, zone, first, slices.Index(regions, zone.Region), seed))
		first += zone.Nodes
	}
	run.regions = len(regions)
	run.walks = append(run.walks, newWalk(seed.Child("all")))
	for _, region := range regions {
		run.walks = append(run.walks, newWalk(seed.Child("region").Child(region)))
	}
	for _, zone := range z.Zones {
		run.walks = append(run.walks, newWalk(seed.Child("zone").Child(zone.Name)))
	}
	return run
}

func newZoneRun(z Zones, zone Zone, first, region int, seed rng.Seed) zoneRun {
	some := threshold(zone.Availability)
	full := some
	if zone.Nodes > 1 {
		full = threshold(zone.Availability * (1 - z.Partial))
	}
	return zoneRun{
		block: block{first: int32(first), up: zone.Nodes}, nodes: zone.Nodes, region: region,
		some: some, full: full, level: All,
		count: z.Split.law(zone.Nodes).table(), split: seed.Child("nodes").Child(zone.Name).Stream(),
	}
}

// show passes on what the variables say is changed.
func (r *zonesRun) show(at sim.Time, yield func(Change, error) bool) bool {
	for i := range r.zones {
		zone := &r.zones[i]
		value := r.ofAll*r.walks[0].value + r.ofRegion*r.walks[1+zone.region].value +
			r.ofZone*r.walks[1+r.regions+i].value
		if !zone.show(at, value, yield) {
			return false
		}
	}
	return true
}

// advance takes the variables one step on.
func (r *zonesRun) advance() {
	for i := range r.walks {
		w := &r.walks[i]
		w.value = r.keep*w.value + r.innovation*w.stream.Normal()
	}
}

// show brings the zone to the level of its variable.
func (z *zoneRun) show(at sim.Time, value float64, yield func(Change, error) bool) bool {
	level := All
	switch {
	case value <= z.some:
		level = None
	case value <= z.full:
		level = Partial
	}
	if level == z.level {
		return true
	}
	z.level = level
	switch level {
	case None:
		return z.fill(at, 0, yield)
	case Partial:
		return z.fill(at, 1+z.count.draw(&z.split), yield)
	}
	return z.fill(at, z.nodes, yield)
}
