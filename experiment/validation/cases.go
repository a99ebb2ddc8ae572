package validation

import (
	"math"

	"github.com/clustersim/clustersim/hardware"
)

// Cases is what `clustersim verify` runs: every law with several sets of
// parameters. At effort 1 it takes about a minute of processor time.
func Cases() []Case {
	var cases []Case
	add := func(c ...lawful) {
		for _, one := range c {
			cases = append(cases, one.asCase())
		}
	}
	add(
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
		sharing{rate: 0.7, mean: 1, scv: 1, probe: 2, replications: 120},
		sharing{rate: 0.7, mean: 1, scv: 4, probe: 2, replications: 240},
		sharing{rate: 0.7, mean: 1, scv: 0, probe: 0.5, replications: 60},
	)
	add(renewals()...)
	add(quorums()...)
	add(
		interruptions{nodes: 128, rate: 6.5, replications: 60},
		interruptions{nodes: 256, rate: 2.34, replications: 40},
	)
	add(firstFailures()...)
	add(
		fromScratch{length: 10, mtbf: 10, delay: 0, replications: 200},
		fromScratch{length: 10, mtbf: 10, delay: 0.5, replications: 200},
		fromScratch{length: 6, mtbf: 4, delay: 0.25, replications: 300},
		failureRate{nodes: 2048, gpus: 8, failures: 419, days: 54, replications: 450, gangs: 20},
		failureRate{nodes: 512, gpus: 8, failures: 200, days: 30, replications: 900, gangs: 40},
		interval{up: 100, down: 5, length: 24, replications: 200},
		interval{up: 30, down: 10, length: 12, replications: 100},
	)
	return cases
}

// lawful is a law with its parameters.
type lawful interface{ asCase() Case }

func renewals() []lawful {
	return []lawful{
		renewal{
			up: hardware.Weibull{Shape: 0.7, Scale: hours(100)}, down: hardware.LogNormal{Median: hours(math.E), Sigma: 1.2},
			parameters: "up Weibull(k=0.7, scale 100 h), down lognormal(1, 1.2)",
		},
		renewal{
			up: hardware.LogNormal{Median: hours(40), Sigma: 1.5}, down: hardware.Weibull{Shape: 1.8, Scale: hours(8)},
			parameters: "up lognormal(median 40 h, 1.5), down Weibull(k=1.8, scale 8 h)",
		},
	}
}

func quorums() []lawful {
	exponential := func(k, n int, availability float64, parameters string, replications int) quorum {
		const mttr = 5
		return quorum{
			k: k, n: n, up: hardware.Exponential{MTBF: hours(mttr * availability / (1 - availability))},
			down: hardware.Exponential{MTBF: hours(mttr)}, parameters: parameters, replications: replications,
		}
	}
	return []lawful{
		exponential(8, 10, 0.95, "node availability 0.95, exponential", 400),
		exponential(64, 66, 0.99, "node availability 0.99, exponential", 1000),
		exponential(64, 64, 0.99, "node availability 0.99, exponential", 60),
		quorum{
			k: 6, n: 8, up: hardware.Weibull{Shape: 0.7, Scale: hours(60)}, down: hardware.LogNormal{Median: hours(3), Sigma: 1},
			parameters: "Weibull(k=0.7, scale 60 h) and lognormal(median 3 h, 1)", replications: 300,
		},
	}
}

func firstFailures() []lawful {
	return []lawful{
		firstFailure{nodes: 16, shape: 0.6, mean: 500, age: hardware.Fresh, replications: 8000},
		firstFailure{nodes: 16, shape: 0.6, mean: 500, age: hardware.Stationary, replications: 800},
		firstFailure{nodes: 16, shape: 1, mean: 500, age: hardware.Fresh, replications: 1200},
		firstFailure{nodes: 8, shape: 1.5, mean: 300, age: hardware.Stationary, replications: 600},
	}
}
