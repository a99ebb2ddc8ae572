package catalog_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

func profile(t *testing.T, text string) *catalog.ProfileSpec {
	t.Helper()
	var spec catalog.ProfileSpec
	_, problems := yamlpos.Read("profile.yaml", []byte(text), nil, &spec)
	require.NoError(t, problems.Err(), text)
	return &spec
}

func built(t *testing.T, text string) *catalog.Reliability {
	t.Helper()
	spec := profile(t, text)
	made, err := spec.Build(spec.Shop())
	require.NoError(t, err, text)
	return made
}

const day = 24 * time.Hour

func TestProfilesAsFilesSayThem(t *testing.T) {
	spec := profile(t, `
hazards:
  gpu:
    count: 8
    clock: operating
    failure: {law: exponential, rate: 0.5 /1000 node-days}
    infancy: {factor: 3, fades: 7d}
    detect: 30s
    misled: 0.05
    stages:
      - {name: reboot, time: {law: fixed, after: 10m}, escalates: 0.8, cures: 0.6}
      - {name: swap, crew: technicians, spare: gpus, time: {law: lognormal, median: 6h, sigma: 1.2}, cures: 0.8}
  owner:
    symptom: departure
    failure: {law: weibull, shape: 0.7, scale: 4d}
    notice: 2m
    repair: {law: fixed, after: 8h}
  throttle:
    symptom: slowdown
    class: software
    speed: 0.7
    failure: {law: exponential, mean: 90d}
    detect: {law: screen, every: 24h, coverage: 0.7}
    repair: {law: fixed, after: 1h}
  power:
    of: rack
    failure: {law: exponential, mean: 20000h}
    repair: {law: fixed, after: 2h}
  line:
    of: isp
    reach: 0.5
    symptom: link-loss
    failure: {law: exponential, mean: 60d}
    repair: {law: fixed, after: 1h}
frailty:
  node: {gamma: {shape: 0.14}}
  rack: {lognormal: {sigma: 0.3}}
lemons: {share: 0.15, factor: 6, cured: 0.5}
factors:
  cage: {"0": 1, "2": 1.4}
retirement: {failures: 3, within: 30d, score: 2.5, half_life: 7d, both: true, replace: {law: fixed, after: 14d}}
start_up: {law: lognormal, median: 10m, sigma: 0.95}
`)
	got, err := spec.Build(catalog.Shop{Crews: []string{"managers", "technicians"}, Stocks: []string{"gpus"}})
	require.NoError(t, err)
	infant, err := hardware.NewInfancy(hardware.Exponential{MTBF: 2_000 * day}, 3, 7*day)
	require.NoError(t, err)
	frailty := hardware.Frailty{Node: hardware.GammaFactor{Shape: 0.14}, Lemons: hardware.Lemons{Share: 0.15, Factor: 6, Cured: 0.5}}
	frailty.Shared[hardware.Rack] = hardware.LogNormalFactor{Sigma: 0.3}
	require.Equal(t, &catalog.Reliability{
		Hazards: []hardware.Hazard{
			{
				Part: "gpu", Count: 8, Operating: true, Failure: infant, Detect: hardware.Fixed{After: 30 * time.Second}, Misled: 0.05,
				Stages: []hardware.Stage{
					{Name: "reboot", Crew: hardware.NoCrew, Spare: hardware.NoStock, Time: hardware.Fixed{After: 10 * time.Minute}, Escalates: 0.8, Cures: 0.6},
					{Name: "swap", Crew: 1, Spare: 0, Time: hardware.LogNormal{Median: 6 * time.Hour, Sigma: 1.2}, Cures: 0.8},
				},
			},
			{
				Part: "owner", Count: 1, Class: hardware.OwnerFault, Symptom: hardware.Departure, Failure: hardware.Weibull{Shape: 0.7, Scale: 4 * day},
				Notice: 2 * time.Minute, Repair: hardware.Fixed{After: 8 * time.Hour},
			},
			{
				Part: "throttle", Count: 1, Class: hardware.SoftwareFault, Symptom: hardware.Slowdown, Speed: 0.7, Failure: hardware.Exponential{MTBF: 90 * day},
				Detect: hardware.Screen{Every: day, Coverage: 0.7}, Repair: hardware.Fixed{After: time.Hour},
			},
		},
		Shocks: []catalog.Shock{
			{Of: hardware.Rack, Reach: 1, Hazard: hardware.Hazard{
				Part: "power", Count: 1, Failure: hardware.Exponential{MTBF: 20_000 * time.Hour}, Repair: hardware.Fixed{After: 2 * time.Hour},
			}},
			{Of: hardware.ISP, Reach: 0.5, Hazard: hardware.Hazard{
				Part: "line", Count: 1, Class: hardware.NetworkFault, Symptom: hardware.LinkLoss,
				Failure: hardware.Exponential{MTBF: 60 * day}, Repair: hardware.Fixed{After: time.Hour},
			}},
		},
		Frailty: &frailty,
		Covariates: []catalog.Covariate{
			{Label: hardware.Label{Key: "cage", Value: "0"}, Factor: 1}, {Label: hardware.Label{Key: "cage", Value: "2"}, Factor: 1.4},
		},
		Retirement: &hardware.Retirement{Failures: 3, Within: 30 * day, Score: 2.5, HalfLife: 7 * day, Both: true, Replace: hardware.Fixed{After: 14 * day}},
		StartUp:    hardware.LogNormal{Median: 10 * time.Minute, Sigma: 0.95},
	}, got)
	require.Equal(t, &catalog.Reliability{}, built(t, "{}"))
}

// Heartbeats notice what falls silent, checks find the rest, and what says for
// itself how late it is seen is left alone.
func TestWhatHeartbeatsAndChecksSee(t *testing.T) {
	text := "{heartbeats: {every: 30s}, checks: {every: 5m, coverage: 0.95, false_positives: 0.00001, clearing: {law: fixed, after: 20m}}, hazards: {"
	symptoms := []string{"crash", "departure", "hang", "link-loss", "corruption", "slowdown", "false-alarm"}
	for _, s := range symptoms {
		speed := ""
		if s == "slowdown" {
			speed = ", speed: 0.5"
		}
		text += s + ": {symptom: " + s + speed + ", failure: {law: fixed, after: 9h}, repair: {law: fixed, after: 1h}}, "
	}
	got := built(t, text+`told: {failure: {law: fixed, after: 9h}, detect: 0s, repair: {law: fixed, after: 1h}},
		rack: {of: rack, failure: {law: fixed, after: 9h}, repair: {law: fixed, after: 1h}}},
		bids: {ours: 1 USD/h, rivals: 1/d, median: 1 USD/h, sigma: 1, session: {law: fixed, after: 2h}}}`)
	beat, screen := hardware.Heartbeat{Every: 30 * time.Second, Misses: 3}, hardware.Screen{Every: 5 * time.Minute, Coverage: 0.95}
	seen := map[string]hardware.RepairModel{}
	for _, h := range got.Hazards {
		require.NoError(t, h.Validate())
		seen[h.Part] = h.Detect
	}
	require.Equal(t, map[string]hardware.RepairModel{
		"crash": beat, "departure": beat, "link-loss": beat, "outbid": beat, "hang": screen, "corruption": screen, "slowdown": screen,
		"false-alarm": nil, "check": nil, "told": nil,
	}, seen)
	require.Equal(t, beat, got.Shocks[0].Hazard.Detect)
	require.Equal(t, beat, got.Heartbeat)

	check := got.Hazards[8]
	require.InEpsilon(t, 500_000*time.Minute, check.Failure.Mean(), 1e-12, "a false alarm in 100,000 checks")
	check.Failure = nil
	require.Equal(t, hardware.Hazard{Part: "check", Count: 1, Symptom: hardware.FalseAlarm, Repair: hardware.Fixed{After: 20 * time.Minute}}, check)
	few := built(t, "{checks: {every: 1h, finds: [crash]}, hazards: {a: {failure: {law: fixed, after: 9h}, repair: {law: fixed, after: 1h}}}}")
	require.Equal(t, hardware.Screen{Every: time.Hour, Coverage: 1}, few.Hazards[0].Detect)
	require.Len(t, few.Hazards, 1, "checks that never err are no hazard")
}

// Of three rivals a day, those above 0.25 USD/h outbid us: Q(ln(0.25/0.20)/0.4)
// is 0.28847.
func TestBids(t *testing.T) {
	got := built(t, "{bids: {ours: 0.25 USD/h, rivals: 3/d, median: 0.20 USD/h, sigma: 0.4, session: {law: fixed, after: 2h}, notice: 30s}}")
	require.Len(t, got.Hazards, 1)
	h := got.Hazards[0]
	require.NoError(t, h.Validate())
	require.InEpsilon(t, 24/(3*0.28847), h.Failure.Mean().Hours(), 1e-4)
	require.Equal(t, 30*time.Second, h.Notice)
	require.Equal(t, hardware.OwnerFault, h.Class)
	require.Equal(t, hardware.Departure, h.Symptom)
	require.Equal(t, hardware.Fixed{After: 2 * time.Hour}, h.Repair)
}

// What a profile does not say is as in its base, key by key.
func TestProfilesOverBases(t *testing.T) {
	const host = "failure: {law: exponential, mean: 9d}, repair: {law: fixed, after: 1h}"
	for _, c := range []struct{ base, over, want string }{
		{"{hazards: {a: {" + host + "}}}", "{}", "{hazards: {a: {" + host + "}}}"},
		{"{}", "{hazards: {b: {" + host + "}, a: {" + host + "}}}", "{hazards: {a: {" + host + "}, b: {" + host + "}}}"},
		{"{hazards: {b: {" + host + "}}}", "{hazards: {c: {" + host + "}, a: {" + host + "}}}", "{hazards: {b: {" + host + "}, a: {" + host + "}, c: {" + host + "}}}"},
		{"{hazards: {a: {" + host + ", detect: 5s, count: 3}}}", "{hazards: {a: {count: 2}}}", "{hazards: {a: {" + host + ", detect: 5s, count: 2}}}"},
		{"{hazards: {a: {" + host + ", symptom: slowdown, speed: 0.5}}}", "{hazards: {a: {symptom: hang}}}", "{hazards: {a: {" + host + ", symptom: hang}}}"},
		{"{hazards: {a: {" + host + ", of: rack, reach: 0.5}}}", "{hazards: {a: {of: node}}}", "{hazards: {a: {" + host + "}}}"},
		{"{hazards: {a: {" + host + ", of: rack, reach: 0.5}}}", "{hazards: {a: {of: rack, misled: 0}}}", "{hazards: {a: {" + host + ", of: rack, reach: 0.5}}}"},
		{
			"{hazards: {a: {" + host + "}}}", "{hazards: {a: {stages: [{name: swap, time: {law: fixed, after: 2h}}]}}}",
			"{hazards: {a: {failure: {law: exponential, mean: 9d}, stages: [{name: swap, time: {law: fixed, after: 2h}}]}}}",
		},
		{
			"{hazards: {a: {failure: {law: exponential, mean: 9d}, stages: [{name: swap, time: {law: fixed, after: 2h}}]}}}",
			"{hazards: {a: {repair: {law: fixed, after: 1h}}}}", "{hazards: {a: {" + host + "}}}",
		},
		{
			"{hazards: {a: {" + host + "}}}", "{hazards: {a: {infancy: {factor: 2, fades: 1d}, rhythm: {days: [1, 1, 1, 1, 1, 2, 2]}, clock: wall, class: user, notice: 1s}}}",
			"{hazards: {a: {" + host + ", infancy: {factor: 2, fades: 1d}, rhythm: {days: [1, 1, 1, 1, 1, 2, 2]}, class: user, notice: 1s}}}",
		},
		{"{frailty: {node: {gamma: {shape: 1}}, rack: {gamma: {shape: 2}}}}", "{frailty: {rack: {lognormal: {sigma: 1}}}}", "{frailty: {node: {gamma: {shape: 1}}, rack: {lognormal: {sigma: 1}}}}"},
		{"{lemons: {share: 0.1, factor: 6, cured: 0.5}}", "{lemons: {share: 0.2}}", "{lemons: {share: 0.2, factor: 6, cured: 0.5}}"},
		{"{factors: {cage: {x: 2, y: 3}, row: {z: 2}}}", "{factors: {cage: {x: 4}}}", "{factors: {cage: {x: 4}, row: {z: 2}}}"},
		{"{retirement: {failures: 3, within: 30d}}", "{retirement: {failures: 5, replace: {law: never}}}", "{retirement: {failures: 5, within: 30d, replace: {law: never}}}"},
		{"{start_up: {law: fixed, after: 1m}}", "{start_up: {law: fixed, after: 2m}}", "{start_up: {law: fixed, after: 2m}}"},
		{"{heartbeats: {every: 10s, misses: 2}, hazards: {a: {" + host + "}}}", "{heartbeats: {every: 20s}}", "{heartbeats: {every: 20s, misses: 2}, hazards: {a: {" + host + "}}}"},
		{
			"{checks: {every: 10s, coverage: 0.5, finds: [crash]}, hazards: {a: {" + host + "}}}", "{checks: {coverage: 0.6, false_positives: 0.1, clearing: {law: fixed, after: 1m}}}",
			"{checks: {every: 10s, coverage: 0.6, finds: [crash], false_positives: 0.1, clearing: {law: fixed, after: 1m}}, hazards: {a: {" + host + "}}}",
		},
		{
			"{bids: {ours: 1 USD/h, rivals: 1/d, median: 1 USD/h, sigma: 1, session: {law: fixed, after: 2h}}}", "{bids: {ours: 2 USD/h, notice: 1m}}",
			"{bids: {ours: 2 USD/h, rivals: 1/d, median: 1 USD/h, sigma: 1, session: {law: fixed, after: 2h}, notice: 1m}}",
		},
	} {
		spec := profile(t, c.over).Over(profile(t, c.base))
		got, err := spec.Build(spec.Shop())
		require.NoError(t, err, c.over)
		require.Equal(t, built(t, c.want), got, "%s over %s", c.over, c.base)
	}
}

// All that is wrong is said, each with its place.
func TestProfilesThatCannotBeBuilt(t *testing.T) {
	const laws = "failure: {law: exponential, mean: 9d}, repair: {law: fixed, after: 1h}"
	const failure = "failure: {law: exponential, mean: 9d}"
	for text, want := range map[string]string{
		"{hazards: {gpu: {failure: {law: fixed}, repair: {law: fixed}}}}":                                                     "hazards.gpu.failure: law fixed needs after\nhazards.gpu.repair: law fixed needs after",
		"{hazards: {gpu: {" + failure + "}}}":                                                                                 `hazards.gpu: hazard "gpu" needs a law of failure and a way to come back; the base has no such part; write failure: {law: …} and repair: {law: …}, or stages`,
		"{hazards: {gpu: {failure: {law: fixed, after: 0s}, repair: {law: fixed, after: 0s}}}}":                               "hazards.gpu: hazard gpu: mean life is not positive, want a failure law that lets the part live",
		"{hazards: {gpu: {" + laws + ", stages: [{name: a, time: {law: fixed, after: 1h}}]}}}":                                "hazards.gpu.stages: there are stages and a law of repair; keep repair for what comes back by itself, or stages for what people repair",
		"{hazards: {gpu: {failure: {law: never}, repair: {law: never}}}}":                                                     "hazards.gpu.failure: law never cannot be a failure law, want one that says how long parts last, such as exponential or weibull",
		"{hazards: {gpu: {" + laws + ", speed: 0.5}}}":                                                                        "hazards.gpu.speed: only a slowdown leaves a speed, and this is a crash; remove it, or write symptom: slowdown",
		"{hazards: {gpu: {" + laws + ", symptom: slowdown}}}":                                                                 "hazards.gpu.symptom: a slowdown needs the speed that it leaves; add speed: 0.7",
		"{hazards: {gpu: {" + laws + ", reach: 0.5}}}":                                                                        "hazards.gpu.reach: only what strikes a domain has a reach; add of: rack, or another kind of domain",
		"{hazards: {gpu: {" + laws + ", symptom: corruption, notice: 1m}}}":                                                   "hazards.gpu.notice: notice is given of what stops work, and a corruption does not; remove it",
		"{hazards: {gpu: {" + laws + ", clock: operating, notice: 1m}}}":                                                      "hazards.gpu.notice: notice is given of what goes by the wall clock; remove it",
		"{hazards: {gpu: {" + failure + ", notice: 1m, stages: [{name: a, time: {law: fixed, after: 1h}}]}}}":                 "hazards.gpu.notice: notice is given of what comes back by itself, and this is repaired in stages; remove it",
		"{hazards: {gpu: {" + laws + ", clock: operating, rhythm: {days: [1, 1, 1, 1, 1, 1, 2]}}}}":                           "hazards.gpu.rhythm: operating time has no hours of the day; remove it, or write clock: wall",
		"{hazards: {gpu: {" + failure + ", stages: [{name: a, time: {law: fixed}}]}}}":                                        "hazards.gpu.stages[0].time: law fixed needs after",
		"{hazards: {gpu: {" + laws + ", detect: {law: screen, every: 1h}}}}":                                                  "hazards.gpu.detect: law screen takes every and coverage, not every",
		"{hazards: {gpu: {failure: {law: fixed, after: 1h}, infancy: {factor: 2, fades: 1h}, repair: {law: never}}}}":         "hazards.gpu.infancy: infancy needs a law with a hazard, which fixed and empirical with lives have not",
		"{hazards: {a.b: {of: rack, symptom: hang, clock: operating, misled: 0.1, notice: 1m, " + laws + "}}}":                "hazards[\"a.b\"].notice: what strikes a domain comes without notice; remove it\nhazards[\"a.b\"].clock: domains age by the wall clock; remove it, or write of: node\nhazards[\"a.b\"].misled: what strikes a domain misleads nobody; remove it, or write of: node",
		"{hazards: {p: {of: pdu, symptom: corruption, " + failure + ", stages: [{name: a, time: {law: fixed, after: 1h}}]}}}": "hazards.p.symptom: what strikes a domain stops the work on its nodes, and a corruption does not; write crash, departure, hang or link-loss, or of: node\nhazards.p.stages: what strikes a domain passes by itself; write repair: {law: …}, or of: node",

		"{frailty: {rack: {gamma: {shape: 1}, lognormal: {sigma: 1}}}}":   "frailty.rack: frailty takes one of gamma, lognormal and kinds, not gamma and lognormal",
		"{frailty: {node: {kinds: [{name: a, weight: 0.5, factor: 1}]}}}": "frailty.node: kinds frailty: sum of weights is 0.5, want 1",
		"{lemons: {factor: 5}}":                   "lemons: lemons need a share and a factor; write lemons: {share: 0.15, factor: 6}",
		`{factors: {cage: {"0": 0}}}`:             `factors.cage["0"]: the factor is 0; write more than 0, and at most 1000000`,
		"{retirement: {}}":                        "retirement: there is no rule; write failures: 3, score: 2.5 or replace: {law: …}",
		"{retirement: {within: 30d}}":             "retirement.within: no failures are counted within it; add failures: 3",
		"{retirement: {failures: 3, both: true}}": "retirement.both: two rules must agree and one is missing; write failures and score, or remove it",
		"{retirement: {score: 2}}":                "retirement.score: a score needs the time in which it falls to half; add half_life: 7d",
		"{retirement: {failures: 3, half_life: 7d, replace: {law: lognormal}}}": "retirement.replace: law lognormal needs median and sigma\nretirement.half_life: there is no score that it could halve; add score: 2.5",
		"{start_up: {law: exponential, mean: 0s}}":                              "start_up: exponential law: mean is 0s, want a positive duration such as 500h",
		"{heartbeats: {misses: 3}}":                                             "heartbeats: heartbeats need a period; add every: 30s",
		"{checks: {coverage: 0.5}}":                                             "checks: checks need a period; add every: 5m",
		"{checks: {every: 5m, false_positives: 0.1}}":                           "checks.false_positives: what checks find wrongly must come back; add clearing: {law: …}",
		"{bids: {ours: 1 USD/h}}":                                               "bids: bids need ours, rivals, median, sigma and session; write bids: {ours: 0.25 USD/h, rivals: 3/d, median: 0.20 USD/h, sigma: 0.4, session: {law: …}}",
		"{hazards: {outbid: {" + laws + "}}, bids: {ours: 1 USD/h, rivals: 1/d, median: 1 USD/h, sigma: 1, session: {law: fixed, after: 2h}}}": `hazards.outbid: the part "outbid" is that of checks or bids; call it something else`,
	} {
		spec := profile(t, text)
		_, err := spec.Build(spec.Shop())
		require.EqualError(t, err, want, text)
	}
	spec := profile(t, "{hazards: {gpu: {"+failure+", stages: [{name: a, crew: technicans, spare: gpus, time: {law: fixed, after: 1h}}]}}}")
	_, err := spec.Build(catalog.Shop{Crews: []string{"managers", "technicians"}})
	require.EqualError(t, err, `hazards.gpu.stages[0].crew: the fleet has no crew "technicans"; did you mean "technicians"?
hazards.gpu.stages[0].spare: the fleet has no stock "gpus"; write stocks: {gpus: {units: 10, restock: {law: …}}} below fleet`)
	spec = profile(t, "{hazards: {gpu: {"+laws+"}}}")
	spec.Hazards[0].Value.Symptom = "fire"
	_, err = spec.Build(catalog.Shop{})
	require.EqualError(t, err, `hazards.gpu.symptom: "fire" is none of the words that can stand here`)
}

// What a file alone gets wrong is said with its place.
func TestProfilesThatAreMiswritten(t *testing.T) {
	for text, want := range map[string]string{
		"{hazards: {gpu: {speed: 1.2}}}":                 "profile.yaml:1:25: hazards.gpu.speed: 1.2 is too large; must be less than 1 [E113]",
		"{hazards: {gpu: {misled: -1}}}":                 "profile.yaml:1:26: hazards.gpu.misled: -1 is negative; must be at least 0 [E113]",
		"{hazards: {gpu: {reach: 0}}}":                   "profile.yaml:1:25: hazards.gpu.reach: 0 is too small; must be more than 0 [E113]",
		"{hazards: {gpu: {symptom: crush}}}":             `profile.yaml:1:27: hazards.gpu.symptom: "crush" is not one of crash, departure, hang, link-loss, corruption, slowdown or false-alarm; did you mean "crash"? [E114]`,
		"{hazards: {gpu: {stages: []}}}":                 "profile.yaml:1:26: hazards.gpu.stages: has 0 entries; must be at least 1 [E113]",
		"{hazards: {gpu: {stages: [{name: a}]}}}":        `profile.yaml:1:27: hazards.gpu.stages[0]: the key "time" is missing; add time: … [E112]`,
		"{hazards: {gpu: {detect: 30}}}":                 `profile.yaml:1:26: hazards.gpu.detect: "30" is not a duration: the unit is missing; write 30s, 30m, 30h or 30d [E110]`,
		"{frailty: {rak: {gamma: {shape: 0}}}}":          `profile.yaml:1:12: frailty.rak: unknown key "rak"; did you mean "rack"? [E102]`,
		"{lemons: {share: 1.2, factor: 1}}":              "profile.yaml:1:18: lemons.share: 1.2 is too large; must be at most 1 [E113]\nprofile.yaml:1:31: lemons.factor: 1 is too small; must be more than 1 [E113]",
		"{checks: {finds: [hang, departure]}}":           `profile.yaml:1:25: checks.finds[1]: "departure" is not one of crash, hang, link-loss, corruption or slowdown [E114]`,
		"{bids: {rivals: 3 /day, ours: 0.25, sigma: 0}}": "profile.yaml:1:17: bids.rivals: \"3 /day\" is not a frequency: unknown unit \"/day\"; write 12/h, 3/min, 0.5/d or 40/s [E110]\nprofile.yaml:1:31: bids.ours: \"0.25\" is not a price per hour: the unit is missing; write 0.25 USD/h [E110]\nprofile.yaml:1:44: bids.sigma: 0 is too small; must be more than 0 [E113]",
	} {
		var spec catalog.ProfileSpec
		_, problems := yamlpos.Read("profile.yaml", []byte(text), nil, &spec)
		require.EqualError(t, problems.Err(), want, text)
	}
}

func TestRhythmsAsFilesSayThem(t *testing.T) {
	got := built(t, `
hazards:
  owner:
    failure: {law: exponential, mean: 5d}
    rhythm: {days: [1, 1, 1, 1, 1, 0.5, 0.5], start: tue 14:30}
    repair: {law: fixed, after: 8h}
`)
	want := hardware.Rhythm{Days: [7]float64{1, 1, 1, 1, 1, 0.5, 0.5}, Start: 38*time.Hour + 30*time.Minute}
	for i := range want.Hours {
		want.Hours[i] = 1
	}
	law, err := hardware.NewPeriodic(hardware.Exponential{MTBF: 120 * time.Hour}, want)
	require.NoError(t, err)
	require.Equal(t, law, got.Hazards[0].Failure)
}

func TestRhythmsThatCannotBeBuilt(t *testing.T) {
	for text, want := range map[string]string{
		"{law: fixed, after: 1h}, rhythm: {days: [1, 1, 1, 1, 1, 1, 2]}":       "rhythm needs a law with a hazard, which fixed and empirical with lives have not",
		"{law: exponential, mean: 1h}, rhythm: {start: sun 23:59}":             "rhythm needs hours or days or both",
		"{law: exponential, mean: 1h}, rhythm: {days: [0, 0, 0, 0, 0, 0, 0]}":  "rhythm: factors of days are all 0, want one above 0",
		"{law: exponential, mean: 1h}, rhythm: {days: [-1, 0, 0, 0, 0, 0, 1]}": "rhythm: factor of day is -1, want a number within 0..1000000",
	} {
		spec := profile(t, "{hazards: {gpu: {failure: "+text+", repair: {law: fixed, after: 1h}}}}")
		_, err := spec.Build(catalog.Shop{})
		require.EqualError(t, err, "hazards.gpu.rhythm: "+want, text)
	}
	_, err := (&catalog.RhythmSpec{Days: make([]float64, 6)}).Build()
	require.EqualError(t, err, "rhythm has 6 days, want 7")
	var spec catalog.RhythmSpec
	_, problems := yamlpos.Read("rhythm.yaml", []byte("{hours: [1, 2], start: tuesday}"), nil, &spec)
	require.EqualError(t, problems.Err(), `rhythm.yaml:1:9: hours: has 2 entries; must be at least 24 [E113]
rhythm.yaml:1:24: start: "tuesday" is not a time of the week; write a day and a time such as tue 14:00 [E110]`)
}
