package scenario

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// supplied is what decides the coming and going of a pool's nodes.
type supplied struct {
	Trace   *record             `key:"trace" doc:"A published record of availability, which is played."`
	Spot    *spot               `key:"spot" doc:"A model of one zone, whose nodes come and go together: for most of the time all of them are there or none."`
	Zones   *zones              `key:"zones" doc:"A model of several zones, which run short at related times. The nodes have their regions and the label zone."`
	Joins   *joins              `key:"joins" doc:"A model of a market that nodes join one after the other, and that they leave for good."`
	Part    string              `key:"part" doc:"What reports call it, among the parts that fail; supply without it."`
	Symptom string              `key:"symptom" enum:"crash|departure|hang|link-loss" doc:"How the going of a node shows; departure without it."`
	Class   string              `key:"class" enum:"hardware|software|user|network|owner" doc:"Whose failure it is. Without it, owner for a departure, network for a link-loss and hardware for all else."`
	Notice  *units.Duration     `key:"notice" doc:"How long before a node goes the scheduler is told: it goes by that much later than the supply says. 0s without it."`
	Detect  *catalog.DetectSpec `key:"detect" doc:"From the going of a node until the scheduler knows: a duration or a law. Without it, as heartbeats notice it, or else at once."`
}

// spotFleet is the short form of a fleet that a market supplies.
type spotFleet struct {
	spot
	Nodes int `key:"nodes" min:"1" max:"1000000" doc:"How many nodes there are; without it, those of the record that the model is fitted to."`
}

// spot is a model of one zone.
type spot struct {
	Fit     *record `key:"fit" doc:"A record of availability that the model is fitted to, instead of the other keys."`
	None    *stay   `key:"none" doc:"Times without any node."`
	Partial *stay   `key:"partial" doc:"Times with some of the nodes, of which their number is drawn."`
	All     *stay   `key:"all" doc:"Times with all of the nodes."`
	Split   *split  `key:"split" doc:"How many nodes there are of a zone that is partly available."`
}

// stay is how long a zone is at a level, and what follows.
type stay struct {
	Median units.Duration `key:"median" required:"true" above:"0s" doc:"Time that half of the stays at the level outlast."`
	Sigma  float64        `key:"sigma" required:"true" above:"0" max:"10" doc:"Standard deviation of the logarithm of the stays."`
	Then   *chances       `key:"then" doc:"Probabilities of the levels that follow, which sum to 1; needed where there are three levels."`
}

// chances is probabilities of levels.
type chances struct {
	None    float64 `key:"none" min:"0" max:"1" doc:"Probability that no node is there next."`
	Partial float64 `key:"partial" min:"0" max:"1" doc:"Probability that some of the nodes are there next."`
	All     float64 `key:"all" min:"0" max:"1" doc:"Probability that all nodes are there next."`
}

// split is how many nodes there are of a zone that is partly available.
type split struct {
	Mean        float64 `key:"mean" required:"true" min:"0" max:"1" doc:"Mean share, of all nodes but two, that are there besides one that always is; one never is."`
	Correlation float64 `key:"correlation" required:"true" min:"0" below:"1" doc:"Correlation of any two of them: 0 for independent nodes, near 1 for all or none."`
}

// zones is a model of several zones.
type zones struct {
	Places        []zone         `key:"places" required:"true" min:"1" max:"1000" doc:"The zones; their nodes together are the nodes of the pool, in this order."`
	SameRegion    float64        `key:"same_region" default:"0.43" min:"0" below:"1" doc:"Mean correlation of the availability of two zones of one region."`
	AcrossRegions float64        `key:"across_regions" default:"0.14" min:"0" below:"1" doc:"Mean correlation of the availability of zones of different regions, no larger."`
	Step          units.Duration `key:"step" default:"10m" min:"1s" doc:"Grid on which zones come and go."`
	Memory        units.Duration `key:"memory" default:"3h" above:"0s" doc:"Time in which the correlation in time falls to 37%: how long zones are there, and are not."`
	Partial       float64        `key:"partial" min:"0" below:"1" doc:"Share of its available time in which a zone of several nodes is only partly available; 0 without it."`
	Split         *split         `key:"split" doc:"How many nodes there are of a zone that is partly available."`
}

// zone is a place whose nodes come and go together.
type zone struct {
	Name         string  `key:"name" required:"true" doc:"Name of the zone, for the label zone and for its randomness."`
	Region       string  `key:"region" required:"true" doc:"Region of the zone; pools share those of equal name."`
	Availability float64 `key:"availability" required:"true" min:"0.001" max:"0.999" doc:"Share of the time with at least one node."`
	Nodes        int     `key:"nodes" required:"true" min:"1" max:"1000000" doc:"Nodes of the zone."`
}

// joins is a model of nodes that join a market over time.
type joins struct {
	Every   units.Duration   `key:"every" required:"true" above:"0s" doc:"Mean time from one join to the next; nodes join independently of each other, as a Poisson process."`
	Present int              `key:"present" min:"0" max:"1000000" unit:"nodes" doc:"How many nodes of the pool are there when the run begins, those with the lowest numbers; 0 without it. The others join later."`
	Stay    *catalog.LawSpec `key:"stay" doc:"Time from the join of a node until it leaves for good; those present when the run begins have a part of it behind them. Without it, nodes stay for ever."`
	Refill  bool             `key:"refill" doc:"Whether a node that joins may take the place of one that left: it takes the free one with the lowest number, and goes elsewhere if there is none. Without it false: each node of the pool joins once, and when all have joined none does."`
}

// supply resolves what decides the coming and going of a pool's nodes.
func (l *loader) supply(p *resolvedPool) {
	s, at := p.Supply, p.at+".supply"
	if p.at == short {
		at = short
	}
	if s == nil || !l.sound(at) || !l.sound(p.at+".count") {
		return
	}
	made := clustersim.Supplied{Supply: l.source(p, s, at)}
	spec := catalog.HazardSpec{Symptom: cmp.Or(s.Symptom, "departure"), Class: s.Class, Notice: s.Notice, Detect: s.Detect}
	hazard, err := spec.Going(cmp.Or(s.Part, "supply"))
	l.wrongProfile(l.doc, at, CodeLaw, err)
	made.Hazard = hazard
	if s.Detect == nil && hazard.Symptom != hardware.Hang {
		made.Hazard.Detect = p.carries.Heartbeat
	}
	if made.Supply != nil && err == nil {
		p.supplied = &made
	}
}

// source is the supply of a pool; nil where something is wrong.
func (l *loader) source(p *resolvedPool, s *supplied, at string) supply.Supply {
	var given []string
	for _, source := range []struct {
		key string
		has bool
	}{{"trace", s.Trace != nil}, {"spot", s.Spot != nil}, {"zones", s.Zones != nil}, {"joins", s.Joins != nil}} {
		if source.has {
			given = append(given, source.key)
		}
	}
	switch {
	case len(given) == 0:
		l.wrong(at, mistake{yamlpos.CodeMissing, "the supply is empty", "add trace, spot, zones or joins"})
	case len(given) > 1:
		l.wrong(at+"."+given[1], mistake{CodeBoth, "there is " + given[0] + " and " + given[1], "remove one of them"})
	case s.Trace != nil:
		return l.play(p, s.Trace, at+".trace")
	case s.Spot != nil:
		return l.spot(p, s.Spot, at+".spot")
	case s.Zones != nil:
		return l.zones(p, s.Zones, at+".zones")
	default:
		return l.joins(p, s.Joins, at+".joins")
	}
	return nil
}

// refused is the error of a supply as a mistake.
func refused(err error) mistake {
	return mistake{CodeSupply, strings.TrimPrefix(err.Error(), "supply: "), ""}
}

// spot makes the model of one zone.
func (l *loader) spot(p *resolvedPool, s *spot, at string) supply.Supply {
	before := len(l.problems)
	made := l.model(s, at)
	if p.Count == 0 {
		p.Count = made.Size
	}
	made.Size = p.Count
	switch err := made.Validate(); {
	case len(l.problems) > before:
		return nil
	case p.Count == 0:
		l.wrong(at, mistake{yamlpos.CodeMissing, "nothing says how many nodes there are", "add nodes: 16"})
		return nil
	case err != nil:
		l.wrong(at, refused(err))
		return nil
	case !l.pacedSpot(&made, at):
		return nil
	}
	return made
}

// model is that of a record, or the one that the levels of a zone make.
func (l *loader) model(s *spot, at string) supply.Spot {
	switch {
	case s.Fit == nil:
		return l.levels(s, at)
	case s.None != nil || s.Partial != nil || s.All != nil || s.Split != nil:
		l.wrong(at+".fit", mistake{CodeBoth, "the model is fitted, and other keys say what it is", "keep fit, or the other keys"})
		return supply.Spot{}
	}
	if l.playedInFit(at + ".fit") {
		return supply.Spot{}
	}
	trace := l.availability(s.Fit, at+".fit")
	if trace == nil {
		return supply.Spot{}
	}
	made, err := supply.FitSpot(trace)
	if err != nil {
		l.wrong(at+".fit", refused(err))
	}
	return made
}

// playedInFit reports whether the record of a fit says how it would be played,
// which is a mistake.
func (l *loader) playedInFit(at string) (found bool) {
	for _, key := range []string{"offset", "end", "cut"} {
		if l.given(at + "." + key) {
			l.wrong(at+"."+key, mistake{CodeSupply, "a fit uses the whole record", "leave it out"})
			found = true
		}
	}
	return found
}

// levels is the model that the levels of a zone make.
func (l *loader) levels(s *spot, at string) supply.Spot {
	made := supply.Spot{Split: l.split(s.Split, s.Partial != nil, at)}
	levels := []*stay{supply.None: s.None, supply.Partial: s.Partial, supply.All: s.All}
	for level, stay := range levels {
		if stay == nil {
			continue
		}
		made.Stay[level] = hardware.LogNormal{Median: duration(stay.Median), Sigma: stay.Sigma}
		switch then := stay.Then; {
		case then != nil:
			made.Next[level] = [...]float64{supply.None: then.None, supply.Partial: then.Partial, supply.All: then.All}
		case !slices.Contains(levels, nil):
			l.wrong(fmt.Sprintf("%s.%v", at, supply.Level(level)), mistake{CodeSupply, "which of the two other levels follows is not said", "add then, with the probabilities of the two"})
		default:
			for other := range levels {
				if levels[other] != nil && other != level {
					made.Next[level][other] = 1
				}
			}
		}
	}
	return made
}

// split is the law of the number of nodes of a zone that is partly available.
func (l *loader) split(s *split, partial bool, at string) supply.Split {
	switch {
	case s == nil && partial:
		l.wrong(at+".partial", mistake{CodeSupply, "nothing says how many nodes there then are", "add split: {mean: 0.5, correlation: 0.5}"})
	case s != nil && !partial:
		l.wrong(at+".split", mistake{CodeSupply, "nothing is ever partly available", "add partial, or remove it"})
	}
	if s == nil {
		return supply.Split{}
	}
	return supply.Split(*s)
}

// zones makes the model of several zones, which say where the nodes are.
func (l *loader) zones(p *resolvedPool, z *zones, at string) supply.Supply {
	made := supply.Zones{
		SameRegion: z.SameRegion, AcrossRegions: z.AcrossRegions, Step: duration(z.Step), Memory: duration(z.Memory),
		Partial: z.Partial, Split: l.split(z.Split, z.Partial > 0, at),
	}
	l.checkMemory(z, at)
	for _, place := range z.Places {
		made.Zones = append(made.Zones, supply.Zone(place))
	}
	s := &p.Spread
	switch err := made.Validate(); {
	case err != nil:
		l.wrongZones(at, err)
	case !l.pacedZones(&made, at):
	case s.Regions != nil || s.Sites+s.Rooms+s.Racks+s.Chassis+s.PDUs+s.Switches+s.ISPs > 0:
		l.wrong(p.at+".spread", mistake{CodeBoth, "zones say where the nodes are, and so does the spread", "leave only operators and drivers in it"})
	case p.Count != made.Nodes():
		l.wrong(p.at+".count", mistake{CodeSupply, fmt.Sprintf("the pool has %d nodes and the zones %d", p.Count, made.Nodes()), fmt.Sprintf("write count: %d", made.Nodes())})
	default:
		p.zones, s.Regions = made.Zones, regionsOf(made.Zones)
	}
	return made
}

// checkMemory wants a grid on which the memory of zones can be seen.
func (l *loader) checkMemory(z *zones, at string) {
	switch {
	case z.Memory >= z.Step:
	case l.given(at + ".memory"):
		l.wrong(at+".memory", mistake{CodeSupply, fmt.Sprintf("the memory is %v, and zones come and go on a grid of %v", z.Memory, z.Step), fmt.Sprintf("write at least %v, or a shorter step", z.Step)})
	default:
		l.wrong(at+".step", mistake{CodeSupply, fmt.Sprintf("the step is %v, and the default memory of %v does not fit", z.Step, z.Memory), fmt.Sprintf("write at most %v, or add memory: %v", z.Memory, z.Step)})
	}
}

// wrongZones reports that a model of zones cannot be, at the correlation that is
// to blame if one is. What it says to write can be had: bounds are rounded
// towards what is allowed.
func (l *loader) wrongZones(at string, err error) {
	c, ok := errors.AsType[*supply.CorrelationError](err)
	if !ok {
		l.wrong(at, refused(err))
		return
	}
	key, which, side, bound := "same_region", "at most", "less", math.Floor(c.Bound*1000)/1000
	if c.Across {
		key = "across_regions"
	}
	if c.Least {
		which, side, bound = "at least", "more", math.Ceil(c.Bound*1000)/1000
	}
	m := mistake{CodeSupply, c.Error(), fmt.Sprintf("write %s %v", which, bound)}
	if !l.given(at + "." + key) {
		m.message = fmt.Sprintf("the default of %v does not fit: %s", c.Value, m.message)
		m.hint = fmt.Sprintf("write %s: %v, or %s", key, bound, side)
	}
	l.wrong(at+"."+key, m)
}

// regionsOf lists the regions of zones, each once.
func regionsOf(zones []supply.Zone) []string {
	var regions []string
	for _, zone := range zones {
		if !slices.Contains(regions, zone.Region) {
			regions = append(regions, zone.Region)
		}
	}
	return regions
}

// joins makes the model of nodes that join over time.
func (l *loader) joins(p *resolvedPool, j *joins, at string) supply.Supply {
	before := len(l.problems)
	made := supply.Joins{Size: p.Count, Present: j.Present, Every: duration(j.Every), Stay: l.lawOfStays(j.Stay, at+".stay"), Refill: j.Refill}
	switch {
	case j.Present > p.Count:
		l.wrong(at+".present", mistake{CodeSupply, fmt.Sprintf("%d nodes are present and the pool has %d", j.Present, p.Count), fmt.Sprintf("write at most %d", p.Count)})
	case j.Refill && j.Stay == nil:
		l.wrong(at+".refill", mistake{CodeSupply, "places are filled again and nobody leaves", "add stay: {law: …}"})
	}
	if len(l.problems) > before {
		return nil
	}
	if err := made.Validate(); err != nil { // only the stay is left to be wrong
		l.wrong(at+".stay", refused(err))
		return nil
	}
	if !l.pacedJoins(&made, at) {
		return nil
	}
	return made
}

// lawOfStays is how long nodes stay that join; nil for ever, and where something
// is wrong.
func (l *loader) lawOfStays(s *catalog.LawSpec, at string) hardware.RepairModel {
	if s == nil {
		return nil
	}
	law, err := s.BuildRepair()
	if err != nil {
		l.wrong(at, mistake{CodeLaw, strings.TrimPrefix(err.Error(), "hardware: "), ""})
	}
	return law
}
