package hardware_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
)

func TestWorkGoesOnWithinHours(t *testing.T) {
	day := 24 * hour
	office := hardware.Hours{From: 8 * hour, To: 17 * hour}
	week := hardware.Hours{From: 8 * hour, To: 17 * hour, Weekdays: true}
	for _, c := range []struct {
		name       string
		hours      hardware.Hours
		from, work time.Duration
		end        time.Duration
	}{
		{"around the clock", hardware.Hours{}, 3 * hour, 30 * hour, 33 * hour},
		{"within a shift", office, 9 * hour, 2 * hour, 11 * hour},
		{"before it", office, 1 * hour, 2 * hour, 10 * hour},
		{"after it", office, 18 * hour, 2 * hour, day + 10*hour},
		{"to its end", office, 9 * hour, 8 * hour, 17 * hour},
		{"over night", office, 16 * hour, 2 * hour, day + 9*hour},
		{"over several", office, 16 * hour, 20 * hour, 3*day + 9*hour},
		{"over a weekend", week, 4*day + 16*hour, 2 * hour, 7*day + 9*hour},
		{"weekdays around the clock", hardware.Hours{Weekdays: true}, 4*day + 23*hour, 2 * hour, 7*day + hour},
		{"begun on a Saturday", hardware.Hours{From: 8 * hour, To: 17 * hour, Weekdays: true, Start: 5 * day}, 0, hour, 2*day + 9*hour},
		{"no work", office, 18 * hour, 0, day + 8*hour},
		{"for ever", hardware.Hours{}, hour, math.MaxInt64, math.MaxInt64},
	} {
		require.Equal(t, c.end, c.hours.Working(c.from, c.work), c.name)
	}
}

func TestRepairersThatCannotBe(t *testing.T) {
	law := hardware.Fixed{After: hour}
	for want, err := range map[string]error{
		"hardware: crew a: size is 0, want at least 1":                                                                            (&hardware.Crew{Name: "a"}).Validate(),
		"hardware: crew a: hours are from 9h0m0s to 8h0m0s, want times of one day, the first earlier":                             (&hardware.Crew{Name: "a", Size: 1, Hours: hardware.Hours{From: 9 * hour, To: 8 * hour}}).Validate(),
		"hardware: crew a: the run begins at 168h0m0s of the week, want less than 168h":                                           (&hardware.Crew{Name: "a", Size: 1, Hours: hardware.Hours{Start: 168 * hour}}).Validate(),
		"hardware: stock a: 0 units, restocked by {1h0m0s}; want at least 1 unit and a law of a time":                             (&hardware.Stock{Name: "a", Units: 0, Restock: law}).Validate(),
		"hardware: stock a: 1 units, restocked by <nil>; want at least 1 unit and a law of a time":                                (&hardware.Stock{Name: "a", Units: 1}).Validate(),
		"hardware: retirement: -1 failures within 0s, want no negative numbers":                                                   (&hardware.Retirement{Failures: -1}).Validate(),
		"hardware: retirement: score 2 with a half-life of 0s, want a positive half-life":                                         (&hardware.Retirement{Score: 2}).Validate(),
		"hardware: retirement: both rules must agree and one is missing":                                                          (&hardware.Retirement{Failures: 2, Both: true}).Validate(),
		"hardware: lemons: share is 1.1, want 0..1":                                                                               (&hardware.Frailty{Lemons: hardware.Lemons{Share: 1.1, Factor: 2}}).Validate(),
		"hardware: lemons: factor is 1, want more than 1, at most 1e6":                                                            (&hardware.Frailty{Lemons: hardware.Lemons{Share: .1, Factor: 1}}).Validate(),
		"hardware: lemons: cured is -1, want 0..1":                                                                                (&hardware.Frailty{Lemons: hardware.Lemons{Cured: -1}}).Validate(),
		"hardware: shock power: it strikes no nodes, want at least 1":                                                             (&hardware.Shock{Hazard: &hardware.Hazard{Part: "power"}, Reach: 1}).Validate(1),
		"hardware: shock power: reach is 0, want more than 0, at most 1":                                                          (&hardware.Shock{Hazard: &hardware.Hazard{Part: "power"}, Nodes: []hardware.NodeID{0}}).Validate(1),
		"hardware: shock power: nodes want to be ascending and below 1, got 1":                                                    (&hardware.Shock{Hazard: &hardware.Hazard{Part: "power"}, Nodes: []hardware.NodeID{0, 1}, Reach: 1}).Validate(1),
		"hardware: hazard gpu: stage \"swap\" of the repair has no time, want a law such as fixed after 20m":                      staged(hardware.Stage{Name: "swap"}),
		"hardware: hazard gpu: stage \"swap\" escalates with probability 1.1, want 0..1":                                          staged(hardware.Stage{Name: "swap", Time: law, Escalates: 1.1}),
		"hardware: hazard gpu: stage \"swap\" cures with probability NaN, want 0..1":                                              staged(hardware.Stage{Name: "swap", Time: law, Cures: math.NaN()}),
		"hardware: hazard gpu: it has a repair law and stages of repair, want one of them":                                        hazard(func(h *hardware.Hazard) { h.Stages = []hardware.Stage{{Time: law}} }),
		"hardware: hazard gpu: probability of misdiagnosis is 2, want 0..1":                                                       hazard(func(h *hardware.Hazard) { h.Misled = 2 }),
		"hardware: hazard gpu: crash leaves 0.5 of the speed, want a share within 0..1 for a slowdown and 0 for all else":         hazard(func(h *hardware.Hazard) { h.Speed = .5 }),
		"hardware: hazard gpu: slowdown leaves 0 of the speed, want a share within 0..1 for a slowdown and 0 for all else":        hazard(func(h *hardware.Hazard) { h.Symptom = hardware.Slowdown }),
		"hardware: hazard gpu: notice is -1s, want at least 0s":                                                                   hazard(func(h *hardware.Hazard) { h.Notice = -time.Second }),
		"hardware: hazard gpu: notice can be given only of what stops work, by the wall clock, and comes back by itself; want 0s": hazard(func(h *hardware.Hazard) { h.Notice, h.Operating = time.Second, true }),
	} {
		require.EqualError(t, err, want)
	}
}

func hazard(spoil func(*hardware.Hazard)) error {
	h := hardware.Hazard{Part: "gpu", Count: 1, Failure: hardware.Exponential{MTBF: hour}, Repair: hardware.Fixed{After: hour}}
	spoil(&h)
	return h.Validate()
}

func staged(s hardware.Stage) error {
	return hazard(func(h *hardware.Hazard) { h.Repair, h.Stages = nil, []hardware.Stage{s} })
}

// A stage that escalates is followed by the next in so many cases.
func TestMeanOutageOfStages(t *testing.T) {
	h := hardware.Hazard{
		Detect: hardware.Fixed{After: hour},
		Stages: []hardware.Stage{
			{Time: hardware.Exponential{MTBF: 2 * hour}, Escalates: .8}, {Time: hardware.Exponential{MTBF: 48 * hour}},
		},
	}
	require.InDelta(t, 1+2+.8*48, h.MeanOutage().Hours(), 1e-9)
	require.False(t, h.Scraps())
	h.Stages[1].Escalates = .1
	require.True(t, h.Scraps())
}
