package validation

import (
	"context"
	"fmt"
	"math"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim/rng"
)

// rhythm is a site whose failures follow the hours of the day.
type rhythm struct {
	nodes        int
	rate         float64 // failures of the site per hour, over the day
	swing        float64 // amplitude of the rate, relative
	replications int     // of 1,000 days
}

const daysOfRhythm = 1000

func (l rhythm) asCase() Case {
	return Case{
		ID: "T41", Title: "failures by the hour of the day", Through: throughRuntime,
		About: "The rate swings as a sine over the day, given as its averages over the 24 hours, so that counts between full hours are those of the sine " +
			"itself. Nights without a failure are rare for the site: it has none if no node has one, so their share is the product over the nodes.",
		Source: "The inhomogeneous Poisson process, S. M. Ross, Stochastic Processes, Wiley 1996: counts have the integral of the rate for mean " +
			"and variance, and are independent from node to node.",
		Parameters: fmt.Sprintf("%d nodes, together %g/h, swing ±%g %%", l.nodes, l.rate, 100*l.swing),
		Run:        l.run,
	}
}

// expected is the integral of rate·(1 + swing·sin(2πt/24)) from hour to hour.
func (l rhythm) expected(from, to float64) float64 {
	wave := func(t float64) float64 { return -24 / (2 * math.Pi) * math.Cos(2*math.Pi*t/24) }
	return l.rate * (to - from + l.swing*(wave(to)-wave(from)))
}

// site is nodes whose rhythm is the averages of the sine over the hours.
func (l rhythm) site() (*hardware.Site, error) {
	var of hardware.Rhythm
	for h := range of.Hours {
		of.Hours[h] = l.expected(float64(h), float64(h+1)) / l.rate
	}
	for d := range of.Days {
		of.Days[d] = 1
	}
	law, err := hardware.NewPeriodic(hardware.Exponential{MTBF: hours(float64(l.nodes) / l.rate)}, of)
	if err != nil {
		return nil, err
	}
	return fleet(l.nodes, 1, host(law, atOnce()), hardware.Fresh)
}

// hourly folds failures by the hour of the day. It observes the journal.
type hourly struct {
	hours [24]float64 // failures, by hour
	day   []float64   // failures from 6 to 18, by day
	night []int       // night in which a node failed last
	quiet float64     // nights of nodes without a failure
}

// Define implements journal.Observer.
func (h *hourly) Define(d journal.Definition) {
	if d.Subject == journal.NodeSubject {
		h.night = append(h.night, -1)
		h.quiet += daysOfRhythm - 1
	}
}

// Observe implements journal.Observer: nights are from 18 to 30 o'clock.
func (h *hourly) Observe(e journal.Entry) {
	if e.Kind != journal.FaultBegan {
		return
	}
	hour := int(e.At.Hours())
	h.hours[hour%24]++
	if hour%24 >= 6 && hour%24 < 18 {
		h.day[hour/24]++
		return
	}
	night := (hour - 18 + 24) / 24 // the first begins before the run
	if night > 0 && night < daysOfRhythm && h.night[e.Node] < night {
		h.night[e.Node] = night
		h.quiet--
	}
}

// between is the failures between two hours of the day.
func (h *hourly) between(from, to int) float64 {
	sum := 0.0
	for _, n := range h.hours[from:to] {
		sum += n
	}
	return sum
}

// variance is that of the failures from 6 to 18, whose law has that mean.
func (h *hourly) variance(mean float64) float64 {
	sum := 0.0
	for _, n := range h.day {
		sum += (n - mean) * (n - mean)
	}
	return sum / daysOfRhythm
}

func (l rhythm) run(ctx context.Context, e Effort, seed rng.Seed) ([]Measurement, error) {
	site, err := l.site()
	if err != nil {
		return nil, err
	}
	runs, err := replicate(ctx, e.replications(l.replications), seed, func(seed rng.Seed) (hourly, error) {
		h := hourly{day: make([]float64, daysOfRhythm)}
		err := watch(ctx, site, 24*daysOfRhythm, seed, &h)
		return h, err
	})
	if err != nil {
		return nil, err
	}
	var all []Measurement
	for _, of := range [][2]int{{6, 18}, {0, 12}, {0, 24}} {
		from, to := of[0], of[1]
		all = append(all, mean(fmt.Sprintf("failures from %d to %d o'clock", from, to), "", l.expected(float64(from), float64(to)),
			column(runs, func(h *hourly) float64 { return h.between(from, to) / daysOfRhythm })))
	}
	midday := l.expected(6, 18)
	nodes := float64(l.nodes)
	quiet := mean("", "", math.Exp(-l.expected(18, 30)/nodes),
		column(runs, func(h *hourly) float64 { return h.quiet / (nodes * (daysOfRhythm - 1)) }))
	return append(all,
		mean("variance from 6 to 18 o'clock", "", midday, column(runs, func(h *hourly) float64 { return h.variance(midday) })),
		power("P(none from 18 to 30 o'clock)", quiet, nodes)), nil
}
