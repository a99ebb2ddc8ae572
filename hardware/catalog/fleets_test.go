package catalog_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
)

func named(t *testing.T, name string) *catalog.Profile {
	t.Helper()
	p, ok := builtin(t).Profile(name)
	require.True(t, ok, name)
	return p
}

// perThousandDays is the rate of failures of a new node of factor 1.
func perThousandDays(hazards ...hardware.Hazard) float64 {
	rate := 0.0
	for i := range hazards {
		rate += 1000 * float64(hazards[i].Count) * 24 / hazards[i].Failure.Mean().Hours()
	}
	return rate
}

func TestProfilesFailAtTheirRates(t *testing.T) {
	for name, want := range map[string]float64{
		"none": 0, "hyperscale-h100": 1000 * 419. / (2048 * 54), "research-a100-good": 2.34, "research-a100-bad": 6.5,
		"research-a100-bad-all-causes": 1000 * 24 / (7.9 * 128), "marketplace-datacenter": 13,
	} {
		require.InDelta(t, want, perThousandDays(named(t, name).Hazards...), 0.005, name)
	}
}

// The causes of the 419 unexpected interruptions of the Llama 3 405B run, in 54
// days of 2048 nodes.
func TestLlamaCauses(t *testing.T) {
	counts := map[string]float64{
		"gpu": 148, "hbm": 72, "software": 54, "network": 35, "host": 32, "sram": 19, "gsp": 17, "nic": 7, "nccl": 7, "sdc": 6,
		"thermal": 6, "ssd": 3, "psu": 3, "chassis": 2, "io-board": 2, "dependency": 2, "cpu": 2, "memory": 2,
	}
	classes := map[hardware.FaultClass]float64{}
	hazards := named(t, "hyperscale-h100").Hazards
	require.Len(t, hazards, len(counts))
	for i, h := range hazards {
		require.InEpsilon(t, counts[h.Part], perThousandDays(hazards[i])/1000*2048*54, 1e-6, h.Part)
		require.NotNil(t, h.Detect, h.Part)
		classes[h.Class] += counts[h.Part]
		symptom, stages := hardware.Crash, 2
		switch {
		case h.Part == "nccl":
			symptom = hardware.Hang
		case h.Part == "sdc":
			symptom = hardware.Corruption
		}
		if h.Class == hardware.SoftwareFault {
			stages = 1
		}
		require.Equal(t, symptom, h.Symptom, h.Part)
		require.Len(t, h.Stages, stages, h.Part)
	}
	require.Equal(t, map[hardware.FaultClass]float64{
		hardware.HardwareFault: 321, hardware.SoftwareFault: 63, hardware.NetworkFault: 35,
	}, classes)
}

// What software and users break is a class of its own, beside what the node does.
func TestAllCauses(t *testing.T) {
	for name, own := range map[string]float64{"research-a100-bad-all-causes": 6.5, "research-a100-good-all-causes": 2.34} {
		rates := map[hardware.FaultClass]float64{}
		for _, h := range named(t, name).Hazards {
			rates[h.Class] += perThousandDays(h)
		}
		require.InDelta(t, own, rates[hardware.HardwareFault], 1e-6, name)
		require.InDelta(t, 13.12, rates[hardware.SoftwareFault], 1e-6, name)
		require.InDelta(t, 4.11, rates[hardware.UserFault], 1e-6, name)
	}
}

// survival is the probability that a new node of a random kind has not been
// interrupted by an age, on average over the hours of the day.
func survival(p *catalog.Profile, age time.Duration) float64 {
	sum := 0.0
	for _, kind := range p.Frailty.Node.(hardware.Kinds) {
		strain := 0.0
		for _, h := range p.Hazards {
			law := h.Failure
			if rhythmic, ok := law.(hardware.Periodic); ok {
				law = rhythmic.Base
			}
			strain += law.(hardware.Cumulative).CumulativeHazard(0, age)
		}
		sum += kind.Weight * math.Exp(-kind.Factor*strain)
	}
	return sum
}

// Kaplan-Meier's estimates from SaladCloud's churn test of 2025, within two of
// their standard errors.
func TestConsumersStayAsMeasured(t *testing.T) {
	high, low := named(t, "marketplace-consumer-high"), named(t, "marketplace-consumer-low")
	for hours, want := range map[int]float64{4: 0.911, 24: 0.682, 48: 0.521, 72: 0.408, 120: 0.304, 151: 0.269} {
		require.InDelta(t, want, survival(high, time.Duration(hours)*time.Hour), 0.03, hours)
	}
	rates := perThousandDays(high.Hazards...)
	require.InEpsilon(t, 1000*24/37.2, rates, 0.002)
	require.InDelta(t, 3, perThousandDays(low.Hazards...)/rates, 0.1, "lower tiers: 2 to 5 times the rate")
	require.Equal(t, "outbid", low.Hazards[len(low.Hazards)-1].Part)

	owner, gone, line := high.Hazards[0], high.Hazards[1], high.Hazards[2]
	require.Equal(t, hardware.OwnerFault, owner.Class)
	require.Zero(t, owner.Notice)
	require.Equal(t, hardware.LogNormal{Median: 8 * time.Hour, Sigma: 1}, owner.Repair)
	require.Equal(t, hardware.Never{}, gone.Repair)
	require.Equal(t, hardware.NetworkFault, line.Class)
	require.Equal(t, hardware.Heartbeat{Every: time.Minute, Misses: 1}, line.Detect)
	require.Equal(t, hardware.LogNormal{Median: 10 * time.Minute, Sigma: 0.95}, high.StartUp)
	hours := owner.Failure.(hardware.Periodic).Rhythm.Hours
	require.Equal(t, 1.45, hours[20])
	require.Equal(t, 0.55, hours[8])
}

// Stretches at home: half of them short, the line up for two nines of the time.
func TestHomeResidential(t *testing.T) {
	home := named(t, "home-residential")
	owner, line, area := home.Hazards[0], home.Hazards[1], home.Shocks[0]
	require.InDelta(t, 12, owner.Failure.Mean().Hours(), 0.2)
	require.InDelta(t, 0.5, owner.Failure.(hardware.Weibull).Survival(70*time.Minute), 0.005)
	require.InDelta(t, 0.99, line.Availability(), 0.0005)
	require.Equal(t, hardware.ISP, area.Of)
	require.Equal(t, hardware.NetworkFault, area.Hazard.Class)
}

// Preemptible machines go with the notice that their providers give.
func TestSpotMachines(t *testing.T) {
	for name, want := range map[string]struct {
		notice   time.Duration
		up, down hardware.LogNormal
	}{
		"spot-aws-v100": {2 * time.Minute, logNormal(-0.214, 1.481), logNormal(-0.398, 1.281)},
		"spot-gcp-h100": {30 * time.Second, logNormal(-1.052, 1.709), logNormal(-1.385, 1.507)},
	} {
		h := named(t, name).Hazards[0]
		require.Equal(t, hardware.OwnerFault, h.Class)
		require.Equal(t, want.notice, h.Notice)
		up, down := h.Failure.(hardware.LogNormal), h.Repair.(hardware.LogNormal)
		require.Equal(t, []float64{want.up.Sigma, want.down.Sigma}, []float64{up.Sigma, down.Sigma})
		require.InEpsilon(t, want.up.Median.Hours(), up.Median.Hours(), 0.002, name)
		require.InEpsilon(t, want.down.Median.Hours(), down.Median.Hours(), 0.002, name)
	}
}

// logNormal is a law of times by the mean and deviation of their logarithm, in
// hours.
func logNormal(mu, sigma float64) hardware.LogNormal {
	return hardware.LogNormal{Median: time.Duration(math.Exp(mu) * float64(time.Hour)), Sigma: sigma}
}

// A rig wears out, the faster the higher it hangs, and is taken back at night.
func TestCryptoMiner(t *testing.T) {
	miner := named(t, "crypto-miner")
	require.Len(t, miner.Covariates, 3)
	mean := 0.0
	for _, c := range miner.Covariates {
		require.Equal(t, "cage", c.Label.Key)
		mean += c.Factor / 3
	}
	require.InDelta(t, 1, mean, 0.005, "factors of an average cage")
	require.Equal(t, 10, miner.Retirement.Failures)
	owner := miner.Hazards[0].Failure.(hardware.Periodic).Rhythm
	require.Equal(t, 3.0, owner.Hours[23]/owner.Hours[12])
	symptoms := map[hardware.Symptom]bool{}
	for _, h := range miner.Hazards {
		symptoms[h.Symptom] = true
	}
	require.Len(t, symptoms, 5)
}
