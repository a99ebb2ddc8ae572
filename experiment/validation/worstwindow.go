package validation

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	clustersim "github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/stats"
)

// worstWindow is the least availability within windows of a width, of nodes whose
// outages are given.
type worstWindow struct {
	end    float64        // hours
	down   [][][2]float64 // outages from and to, by node
	widths []float64
}

func (l worstWindow) asCase() Case {
	return Case{
		ID: "T33", Title: "windowed availability", Through: throughRuntime,
		About: "Outages are played from a trace, and the availability in the worst window of each width is found exactly. A wider window is not always " +
			"better: it may take in a second outage.",
		Source: "T. Hauer et al., Meaningful Availability, NSDI 2020: the minimal cumulative ratio, monotone for multiples of a width. The law " +
			"tries the windows that begin or end with an outage.",
		Parameters: fmt.Sprintf("%g h, %s", l.end, l.outages()),
		Run:        l.run,
	}
}

func (l worstWindow) outages() string {
	all := make([]string, len(l.down))
	for i, outages := range l.down {
		spans := make([]string, len(outages))
		for j, o := range outages {
			spans[j] = fmt.Sprintf("%g-%g", o[0], o[1])
		}
		all[i] = "down " + strings.Join(spans, " and ")
	}
	return strings.Join(all, "; ")
}

// worst is the law: the least share of the nodes' time up within a width.
func (l worstWindow) worst(width float64) float64 {
	begins := []float64{0, l.end - width}
	for _, outages := range l.down {
		for _, o := range outages {
			begins = append(begins, o[0], o[1], o[0]-width, o[1]-width)
		}
	}
	least := 1.0
	for _, from := range begins {
		if from >= 0 && from+width <= l.end {
			least = min(least, 1-l.lost(from, from+width)/(width*float64(len(l.down))))
		}
	}
	return least
}

// lost is the node-hours of outages within a window.
func (l worstWindow) lost(from, to float64) float64 {
	sum := 0.0
	for _, outages := range l.down {
		for _, o := range outages {
			sum += math.Max(0, math.Min(to, o[1])-math.Max(from, o[0]))
		}
	}
	return sum
}

// steps folds outages into the steps of the share of nodes that work. It observes
// the journal.
type steps struct {
	nodes, down float64
	all         []stats.Step
}

// Define implements journal.Observer.
func (s *steps) Define(journal.Definition) {}

// Observe implements journal.Observer.
func (s *steps) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.FaultBegan:
		s.down++
	case journal.FaultEnded:
		s.down--
	default:
		return
	}
	s.all = append(s.all, stats.Step{At: e.At.Hours(), Value: 1 - s.down/s.nodes})
}

func (l worstWindow) run(ctx context.Context, _ Effort, seed rng.Seed) ([]Measurement, error) {
	trace, err := l.trace()
	if err != nil {
		return nil, err
	}
	site, err := fleet(len(l.down), 1, nil, hardware.Fresh)
	if err != nil {
		return nil, err
	}
	s := steps{nodes: float64(len(l.down)), all: []stats.Step{{At: 0, Value: 1}}}
	err = clustersim.Run(ctx, clustersim.Model{
		Site: site, Until: instant(l.end), Supply: []clustersim.Supplied{marketOf(supply.Play(trace, 0, supply.Hold), site)},
	}, seed, &s)
	if err != nil {
		return nil, err
	}
	var all []Measurement
	for _, width := range l.widths {
		least := stats.LeastMean(s.all, l.end, width)
		if l.worst(width) == 0 { // nothing to compare with but all that is lost
			all = append(all, exact(fmt.Sprintf("unavailability in the worst %g h", width), "", 1, 1-least))
			continue
		}
		all = append(all, exact(fmt.Sprintf("availability in the worst %g h", width), "", l.worst(width), least))
	}
	return all, nil
}

func (l worstWindow) trace() (*supply.Trace, error) {
	var names []string
	var changes []supply.Change
	for node, outages := range l.down {
		names = append(names, fmt.Sprintf("node-%d", node))
		for _, o := range outages {
			changes = append(changes,
				supply.Change{At: instant(o[0]), Node: int32(node)}, supply.Change{At: instant(o[1]), Node: int32(node), Up: true})
		}
	}
	slices.SortFunc(changes, func(a, b supply.Change) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Node, b.Node)) })
	return supply.NewTrace(names, hours(l.end), changes)
}

// marketOf gives all nodes of a site to a supply, whose goings are seen at once.
func marketOf(s supply.Supply, site *hardware.Site) clustersim.Supplied {
	of := clustersim.Supplied{
		Supply: s, Hazard: hardware.Hazard{Part: "market", Class: hardware.OwnerFault, Count: 1, Symptom: hardware.Departure},
	}
	for id := range site.Nodes {
		of.Nodes = append(of.Nodes, hardware.NodeID(id))
	}
	return of
}
