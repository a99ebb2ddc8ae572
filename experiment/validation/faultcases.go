package validation

import (
	"math"

	"github.com/clustersim/clustersim/hardware"
)

// uptimeCases are nodes that fail and are repaired, alone and in pools.
func uptimeCases() []lawful {
	exponential := func(k, n int, availability float64, parameters string, replications int) quorum {
		const mttr = 5
		return quorum{
			k: k, n: n, up: hardware.Exponential{MTBF: hours(mttr * availability / (1 - availability))},
			down: hardware.Exponential{MTBF: hours(mttr)}, parameters: parameters, replications: replications,
		}
	}
	return []lawful{
		renewal{
			up: hardware.Weibull{Shape: 0.7, Scale: hours(100)}, down: hardware.LogNormal{Median: hours(math.E), Sigma: 1.2},
			parameters: "up Weibull(k=0.7, scale 100 h), down lognormal(1, 1.2)", replications: 100,
		},
		renewal{
			up: hardware.LogNormal{Median: hours(40), Sigma: 1.5}, down: hardware.Weibull{Shape: 1.8, Scale: hours(8)},
			parameters: "up lognormal(median 40 h, 1.5), down Weibull(k=1.8, scale 8 h)", replications: 100,
		},
		exponential(8, 10, 0.95, "node availability 0.95, exponential", 400),
		exponential(64, 66, 0.99, "node availability 0.99, exponential", 1000),
		exponential(64, 64, 0.99, "node availability 0.99, exponential", 60),
		quorum{
			k: 6, n: 8, up: hardware.Weibull{Shape: 0.7, Scale: hours(60)}, down: hardware.LogNormal{Median: hours(3), Sigma: 1},
			parameters: "Weibull(k=0.7, scale 60 h) and lognormal(median 3 h, 1)", replications: 300,
		},
		windows{pool: pool{k: 8, n: 10, up: 100, down: 5}, length: 24, replications: 600},
		windows{pool: pool{k: 62, n: 64, up: 400, down: 4}, length: 8, replications: 1500},
		inRepair{
			rate: 1 / 1.9, down: hardware.LogNormal{Median: hours(2.2 * math.Exp(-0.5)), Sigma: 1},
			parameters: "a failure per 1.9 h, lognormal repair of mean 2.2 h", common: 3, length: 20_000, replications: 100,
		},
		inRepair{
			rate: 640. / 4000, down: hardware.Exponential{MTBF: hours(24)},
			parameters: "640 nodes' failures at an MTTF of 4000 h, exponential repair of mean 24 h", common: 6, length: 100_000, replications: 100,
		},
		elastic{n: 16, k: 14, availability: 0.98, replications: 150},
		elastic{n: 32, k: 30, availability: 0.97, replications: 150},
		worstWindow{
			end: 1000, down: [][][2]float64{{{100, 110}, {200, 205}}}, widths: []float64{10, 20, 50, 100, 105, 200, 1000},
		},
		worstWindow{
			end: 500, down: [][][2]float64{{{40, 52}, {60, 61}, {400, 430}}, {{50, 70}}, {{0, 4}, {55, 58}, {425, 426}}},
			widths: []float64{1, 4, 10, 24, 48, 168, 500},
		},
		interval{up: 100, down: 5, length: 24, replications: 200},
		interval{up: 30, down: 10, length: 12, replications: 100},
	}
}

// gangCases are jobs that lose nodes.
func gangCases() []lawful {
	const llama3 = 54 * 24 / 419. // hours to an interruption
	return []lawful{
		interruptions{nodes: 128, rate: 6.5, replications: 60},
		interruptions{nodes: 256, rate: 2.34, replications: 40},
		firstFailure{nodes: 16, shape: 0.6, mean: 500, age: hardware.Fresh, replications: 8000},
		firstFailure{nodes: 16, shape: 0.6, mean: 500, age: hardware.Stationary, replications: 800},
		firstFailure{nodes: 16, shape: 1, mean: 500, age: hardware.Fresh, replications: 1200},
		firstFailure{nodes: 8, shape: 1.5, mean: 300, age: hardware.Stationary, replications: 600},
		bySize{gpus: 1024, rate: 6.5, replications: 100},
		bySize{gpus: 8192, rate: 6.5, replications: 100},
		bySize{gpus: 16384, rate: 6.5, replications: 100},
		bySize{gpus: 131072, rate: 6.5, replications: 100},
		bySize{gpus: 8192, rate: 2.34, replications: 100},
		fromScratch{length: 10, mtbf: 10, delay: 0, replications: 200},
		fromScratch{length: 10, mtbf: 10, delay: 0.5, replications: 200},
		fromScratch{length: 6, mtbf: 4, delay: 0.25, replications: 300},
		failureRate{nodes: 2048, gpus: 8, failures: 419, days: 54, replications: 450, gangs: 20},
		failureRate{nodes: 512, gpus: 8, failures: 200, days: 30, replications: 900, gangs: 40},
		hanging{nodes: 16, mtti: llama3, detect: 10, replications: 150},
		hanging{nodes: 16, mtti: llama3, detect: 30, replications: 150},
		hanging{nodes: 64, mtti: 1, detect: 8, replications: 150},
		stalls{nodes: 16, mtbf: 18, stall: 10, replications: 100},
		stalls{nodes: 16, mtbf: 18, stall: 3, replications: 100},
		stalls{nodes: 64, mtbf: 60, stall: 20, replications: 100},
		racks{nodes: 64, racks: 8, node: 5000, rack: 20_000, replications: 150},
		racks{nodes: 16, racks: 2, node: 5000, rack: 20_000, replications: 150},
		racks{nodes: 16, racks: 16, node: 5000, rack: 20_000, replications: 150},
		operating{rate: 0.05, length: 6, mtbf: 12, replications: 60},
		operating{rate: 0.2, length: 1, mtbf: 10, replications: 60},
	}
}

// fleetCases are what happens in whole fleets and markets.
func fleetCases() []lawful {
	return []lawful{
		lostInADay{nodes: 1024, chance: 0.0012, replications: 160},
		lostInADay{nodes: 1024, chance: 0.0015, replications: 160},
		coupons{n: 50, k: 45, replications: 200},
		coupons{n: 20, k: 18, replications: 200},
		frail{nodes: 5000, mean: 1000, shape: 0.5, at: 1000, replications: 150},
		frail{nodes: 5000, mean: 500, shape: 0.14, at: 700, replications: 250},
		takenBack{nodes: 2000, share: 0.45, early: 1, late: 0.8, limit: 24, replications: 100},
		takenBack{nodes: 2000, share: 0.4, early: 0.5, late: 1.5, limit: 24, replications: 100},
		screening{period: 24, coverage: 0.7, replications: 120},
		screening{period: 168, coverage: 0.5, replications: 120},
		zone{others: 16, mean: 0.47, rho: 0.95, replications: 120},
		zone{others: 16, mean: 0.47, rho: 0.01, replications: 120},
		zone{others: 14, mean: 0.6, rho: 0.8, levels: true, replications: 200},
		rhythm{nodes: 8, rate: 0.5, swing: 0.6, replications: 250},
		rhythm{nodes: 4, rate: 0.2, swing: 0.9, replications: 250},
		churn{slots: 100, days: 7, sturdy: 0.373, long: 465, short: 37.2, replications: 4000},
		churn{slots: 50, days: 14, sturdy: 0.2, long: 900, short: 60, replications: 8000},
		lemons{share: 0.2, factor: 10, cures: 0.25, mtbf: 1000, length: 500, replications: 200},
		lemons{share: 0.05, factor: 30, cures: 0.1, mtbf: 2000, length: 1000, replications: 300},
	}
}

// sampleCases are estimates from published samples.
func sampleCases() []lawful {
	return []lawful{
		censored{of: "weeks of remission", lives: "9 13 13+ 18 23 28+ 31 34 45+ 48 161+"},
		censored{of: "weeks of remission", lives: "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"},
		histograms{bins: marketBins, law: marketFits{
			exposure: 16943, exponential: 93.07, shape: 0.7001, scale: 97.61, mu: 3.957, sigma: 1.819,
			weight: 0.373, long: 465, short: 37.2, gain: 30.7,
		}},
		histograms{bins: 22, law: marketFits{
			exposure: 12702.05, exponential: 78.87937, shape: 0.7582996, scale: 87.32208, mu: 3.947536, sigma: 1.802206,
			weight: 0.5001884, long: 248.5966, short: 29.80002, gain: 12.86016,
		}},
	}
}
