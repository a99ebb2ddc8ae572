package clustersim_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim"
)

// exponential draws an exponential law with a mean of minutes.
func exponential(t *rapid.T, most int, label string) hardware.Exponential {
	return hardware.Exponential{MTBF: minutes(t, 1, most, label)}
}

// anyHazard draws a hazard with any of what hazards can have.
func anyHazard(t *rapid.T, part string, crews, stocks int) hardware.Hazard {
	h := hardware.Hazard{
		Part: part, Count: rapid.IntRange(1, 2).Draw(t, "count"),
		Symptom: hardware.Symptom(rapid.IntRange(0, int(hardware.FalseAlarm)).Draw(t, "symptom")),
		Failure: exponential(t, 200, "life"), Misled: rapid.Float64Range(0, .9).Draw(t, "misled"),
	}
	if rapid.Bool().Draw(t, "late") {
		h.Detect = exponential(t, 20, "detect")
	}
	if h.Symptom == hardware.Slowdown {
		h.Speed = .5
	}
	h.Operating = rapid.Bool().Draw(t, "operating")
	if rapid.Bool().Draw(t, "by itself") {
		h.Repair = exponential(t, 60, "repair")
		if h.Symptom.Stops() && !h.Operating && rapid.Bool().Draw(t, "notices") {
			h.Notice = minutes(t, 1, 10, "notice")
		}
		return h
	}
	for range rapid.IntRange(1, 3).Draw(t, "stages") {
		h.Stages = append(h.Stages, hardware.Stage{
			Crew:  hardware.CrewID(rapid.IntRange(-1, crews-1).Draw(t, "crew")),
			Spare: hardware.StockID(rapid.IntRange(-1, stocks-1).Draw(t, "spare")),
			Time:  exponential(t, 60, "stage"), Escalates: .5, Cures: .5,
		})
	}
	return h
}

// anySite makes all that can go wrong with nodes go wrong.
func anySite(t *rapid.T, nodes []hardware.Node) *hardware.Site {
	s := hardware.Site{Nodes: nodes, Domains: []hardware.Domain{{Kind: hardware.Rack, Name: "r", Parent: hardware.NoDomain}}}
	for i := range rapid.IntRange(0, 2).Draw(t, "crews") {
		s.Crews = append(s.Crews, hardware.Crew{Name: strconv.Itoa(i), Size: 1, Hours: hardware.Hours{From: time.Hour, To: 3 * time.Hour}})
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "stocks") {
		s.Stocks = append(s.Stocks, hardware.Stock{Name: strconv.Itoa(i), Units: 1, Restock: exponential(t, 100, "restock")})
	}
	frailty := &hardware.Frailty{
		Node: hardware.GammaFactor{Shape: 1}, Lemons: hardware.Lemons{Share: .3, Factor: 3, Cured: .5},
	}
	frailty.Shared[hardware.Rack] = hardware.LogNormalFactor{Sigma: .5}
	for i := range nodes {
		n := &nodes[i]
		n.Hazards = nil
		n.Age.Rule = hardware.AgeRule(rapid.IntRange(0, 2).Draw(t, "age"))
		for k := range rapid.IntRange(0, 3).Draw(t, "hazards") {
			n.Hazards = append(n.Hazards, anyHazard(t, string(rune('a'+k)), len(s.Crews), len(s.Stocks)))
		}
		if rapid.Bool().Draw(t, "frail") {
			n.Frailty, n.Domains[hardware.Rack] = frailty, 0
		}
		if rapid.Bool().Draw(t, "retires") {
			n.Retirement = &hardware.Retirement{Failures: 3, Within: 5 * time.Hour, Score: 2, HalfLife: time.Hour, Replace: exponential(t, 100, "replace")}
		}
		if rapid.Bool().Draw(t, "starts up") {
			n.StartUp = exponential(t, 10, "start-up")
		}
	}
	if rapid.Bool().Draw(t, "shock") {
		struck := []hardware.NodeID{}
		for i := range nodes {
			struck = append(struck, hardware.NodeID(i))
		}
		h := hardware.Hazard{Part: "power", Count: 1, Failure: exponential(t, 300, "shock"), Repair: exponential(t, 30, "passes")}
		if rapid.Bool().Draw(t, "seen late") {
			h.Detect = exponential(t, 20, "seen")
		}
		s.Shocks = []hardware.Shock{{Hazard: &h, Domain: 0, Nodes: struck, Reach: rapid.Float64Range(.1, 1).Draw(t, "reach")}}
	}
	site, err := hardware.NewSite(s)
	require.NoError(t, err)
	return site
}

// anySupply lets a node come and go now and then.
func anySupply(t *rapid.T) []clustersim.Supplied {
	given, at, up := scriptedSupply{nodes: 1}, minutes(t, 0, 30, "first"), false
	for range rapid.IntRange(0, 9).Draw(t, "changes") {
		given.changes = append(given.changes, supply.Change{At: sim.Time(at), Up: up})
		at, up = at+minutes(t, 1, 60, "next"), !up
	}
	return []clustersim.Supplied{{
		Supply: given, Nodes: []hardware.NodeID{0},
		Hazard: hardware.Hazard{Part: "owner", Symptom: hardware.Departure, Notice: minutes(t, 0, 5, "notice")},
	}}
}

// Conservation holds whatever goes wrong, and the same seed gives the same run.
func TestConservationWithAllThatCanGoWrong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawModel(t)
		d.chained(t)
		m := d.model(1)
		m.Site = anySite(t, m.Site.Nodes)
		m.Spares = clustersim.Spares{Count: rapid.IntRange(0, 2).Draw(t, "spares"), Select: minutes(t, 0, 3, "select")}
		if rapid.Bool().Draw(t, "supplied") {
			m.Supply = anySupply(t)
		}
		all := record(t, m, 1)
		b := &books{t: t}
		for _, r := range all {
			r.Show(b)
		}
		b.close()
		require.Equal(t, lines(all), lines(record(t, m, 1)))
	})
}
