package validation

import (
	"cmp"
	"slices"
)

// Cases is what `clustersim verify` runs: every law with several sets of
// parameters, in order of ID. At effort 1 it takes about two minutes of processor
// time.
func Cases() []Case {
	var cases []Case
	for _, l := range slices.Concat(queueCases(), uptimeCases(), gangCases(), fleetCases(), sampleCases()) {
		cases = append(cases, l.asCase())
	}
	slices.SortStableFunc(cases, func(a, b Case) int { return cmp.Compare(a.ID, b.ID) })
	return cases
}

// lawful is a law with its parameters.
type lawful interface{ asCase() Case }

// queueCases are jobs that wait for servers, and machines for repairers.
func queueCases() []lawful {
	return []lawful{
		manyServers{servers: 10, arrivals: 8, service: 1, late: 1, replications: 280},
		manyServers{servers: 3, arrivals: 4.2, service: 2, late: 0.25, replications: 120},
		oneServer{rate: 0.8, mean: 1, scv: 0, replications: 60},
		oneServer{rate: 0.8, mean: 1, scv: 1, replications: 80},
		oneServer{rate: 0.8, mean: 1, scv: 4, replications: 280},
		oneServer{rate: 1.2, mean: 0.5, scv: 0.5, replications: 40},
		breakdowns{arrivals: 0.5, service: 1, breaks: 0.02, repair: 5, replications: 240},
		breakdowns{arrivals: 0.5, service: 1, breaks: 0.1, repair: 1, replications: 60},
		machines{machines: 10, repairers: 1, fail: 0.1, repair: 1, replications: 180},
		machines{machines: 10, repairers: 3, fail: 0.1, repair: 1, replications: 60},
		machines{machines: 25, repairers: 2, fail: 0.05, repair: 1, replications: 150},
		crew{machines{machines: 10, repairers: 1, fail: 0.1, repair: 1, replications: 60}},
		crew{machines{machines: 10, repairers: 3, fail: 0.1, repair: 1, replications: 40}},
		crew{machines{machines: 25, repairers: 2, fail: 0.05, repair: 1, replications: 60}},
		sharing{rate: 0.7, mean: 1, scv: 1, probe: 2, replications: 120},
		sharing{rate: 0.7, mean: 1, scv: 4, probe: 2, replications: 240},
		sharing{rate: 0.7, mean: 1, scv: 0, probe: 0.5, replications: 60},
	}
}
