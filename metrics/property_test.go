package metrics_test

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// busy is a small marketplace in which much goes wrong, and in every way.
func busy(t require.TestingT, recovery scheduler.Recovery) clustersim.Model {
	var nodes []hardware.Node
	hazards := ailments()
	for i := range 6 {
		n := node(fmt.Sprintf("box-%d", i), units.MoneyPerHour(700_001+333*i), hardware.Stationary, hazards...)
		n.Domains[hardware.Rack] = 0
		n.Frailty = &hardware.Frailty{Lemons: hardware.Lemons{Share: 0.2, Factor: 10, Cured: 0.01}}
		n.Retirement = &hardware.Retirement{Failures: 6, Within: 30 * time.Hour, Replace: hardware.Fixed{After: 8 * time.Hour}}
		nodes = append(nodes, n)
	}
	site, err := hardware.NewSite(hardware.Site{
		Nodes: nodes, Domains: []hardware.Domain{{Kind: hardware.Rack, Name: "r", Parent: hardware.NoDomain}},
		Crews: []hardware.Crew{{Name: "hands", Size: 1}},
		Shocks: []hardware.Shock{{
			Domain: 0, Nodes: []hardware.NodeID{0, 1, 2, 3}, Reach: 0.8, Hazard: &hardware.Hazard{
				Part: "power", Count: 1, Failure: hardware.Exponential{MTBF: 60 * time.Hour}, Detect: hardware.Fixed{After: time.Minute},
				Repair: hardware.Exponential{MTBF: time.Hour},
			},
		}},
	})
	require.NoError(t, err)
	return clustersim.Model{
		Site: site, Workload: load(), Policy: policies.EASY{Place: policies.Pack}, Recovery: recovery,
		Spares: clustersim.Spares{Count: 1, Select: 10 * time.Minute}, Until: sim.Time(80 * time.Hour),
	}
}

// ailments are hazards of all symptoms and classes.
func ailments() []hardware.Hazard {
	hours := func(h float64) hardware.Exponential {
		return hardware.Exponential{MTBF: time.Duration(h * float64(time.Hour))}
	}
	return []hardware.Hazard{
		{
			Part: "gpu", Count: 8, Failure: hardware.Weibull{Shape: 0.7, Scale: 300 * time.Hour}, Detect: hardware.Fixed{After: 5 * time.Minute},
			Stages: []hardware.Stage{
				{Name: "reboot", Crew: hardware.NoCrew, Spare: hardware.NoStock, Time: hours(0.3), Escalates: 0.5},
				{Name: "swap", Crew: 0, Spare: hardware.NoStock, Time: hours(3), Escalates: 0.05, Cures: 0.5},
			},
		},
		{
			Part: "owner", Class: hardware.OwnerFault, Count: 1, Symptom: hardware.Departure, Failure: hours(50), Repair: hours(5),
			Notice: 2 * time.Minute,
		},
		{
			Part: "code", Class: hardware.UserFault, Count: 1, Symptom: hardware.Hang, Failure: hours(80), Detect: hours(0.5),
			Misled: 0.5, Repair: hardware.Fixed{After: 40 * time.Minute}, Operating: true,
		},
		{Part: "link", Class: hardware.NetworkFault, Count: 1, Symptom: hardware.LinkLoss, Failure: hours(70), Repair: hours(0.2)},
		{Part: "core", Count: 1, Symptom: hardware.Corruption, Failure: hours(60), Detect: hours(3), Repair: hours(5)},
		{Part: "fan", Count: 1, Symptom: hardware.Slowdown, Speed: 0.6, Failure: hours(60), Detect: hours(3), Repair: hours(6)},
		{Part: "check", Class: hardware.SoftwareFault, Count: 1, Symptom: hardware.FalseAlarm, Failure: hours(60), Repair: hours(1)},
	}
}

func load() workloads.Mix {
	size := func(tasks int) workloads.Size {
		return workloads.Size{Weight: 1, Groups: []workloads.TaskGroup{{Tasks: tasks, Ask: workloads.Resources{GPUs: 1}}}}
	}
	return workloads.Mix{
		Arrivals: workloads.Poisson, Rate: 0.7, Count: 60,
		Classes: []workloads.Class{{
			Name: "fit", Weight: 1, Tenant: "lab", Kind: workloads.Training, Deadline: 40 * time.Hour,
			Sizes:      []workloads.Size{size(1), size(8), size(24), size(49)},
			Length:     hardware.LogNormal{Median: 4 * time.Hour, Sigma: 1},
			GiveUp:     workloads.GiveUp{Share: 0.3, After: hardware.Exponential{MTBF: 20 * time.Hour}},
			Checkpoint: workloads.Checkpoint{Interval: time.Hour, Cost: time.Minute, Restart: 3 * time.Minute},
		}},
	}
}

func recoveries() []scheduler.Recovery {
	return []scheduler.Recovery{
		scheduler.Retry{From: scheduler.Resume, Limit: -1},
		scheduler.Retry{From: scheduler.Restart, Limit: -1},
		scheduler.Retry{From: scheduler.Resume, Limit: 1},
	}
}

func busyRun(t *rapid.T, observers ...journal.Observer) *metrics.Summary {
	recovery := rapid.SampledFrom(recoveries()).Draw(t, "recovery")
	return run(t, busy(t, recovery), rapid.Uint64().Draw(t, "seed"), observers...)
}

func TestJobsAndGPUTimeAreConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := busyRun(t)
		ended := s.Completed + s.Cancelled + s.GaveUp + s.NeverFits + s.DependencyFailed + s.Dropped
		require.Equal(t, s.Jobs, ended+s.CutOff)
		require.LessOrEqual(t, s.Useful.Cmp(s.Leased), 0)
		require.LessOrEqual(t, s.Undetected.Add(s.Useful).Cmp(s.Leased), 0)
		require.LessOrEqual(t, s.Leased.Cmp(s.InService), 0)
		require.LessOrEqual(t, s.InService.Cmp(s.Owned), 0)
		require.Equal(t, units.GPUTimeOf(48_000, time.Duration(s.Length)), s.Owned)
		require.GreaterOrEqual(t, s.Useful.Sign(), 0)
	})
}

// ledger adds up leases and useful work the slow and obvious way.
type ledger struct {
	gang   map[workloads.JobID]int64
	holds  map[hold]journal.Entry
	work   map[workloads.JobID]*big.Int
	leased *big.Int
}

// hold is a job on a node.
type hold struct {
	job  workloads.JobID
	node hardware.NodeID
}

func newLedger() *ledger {
	return &ledger{map[workloads.JobID]int64{}, map[hold]journal.Entry{}, map[workloads.JobID]*big.Int{}, new(big.Int)}
}

func (l *ledger) Define(d journal.Definition) {
	if d.Subject == journal.JobSubject {
		l.gang[workloads.JobID(d.ID)] = d.MilliGPUs
		l.work[workloads.JobID(d.ID)] = new(big.Int)
	}
}

func (l *ledger) Observe(e journal.Entry) {
	switch e.Kind {
	case journal.Leased:
		l.holds[hold{e.Job, e.Node}] = e
	case journal.Released:
		l.end(hold{e.Job, e.Node}, e.At)
	case journal.AttemptEnded:
		for h := range l.holds {
			if h.job == e.Job {
				l.end(h, e.At)
			}
		}
		l.work[e.Job].Add(l.work[e.Job], product(l.gang[e.Job], e.Value))
	case journal.JobEnded:
		if e.Reason != journal.Completed {
			l.work[e.Job].SetInt64(0)
		}
	}
}

func (l *ledger) end(h hold, at sim.Time) {
	began := l.holds[h]
	l.leased.Add(l.leased, product(began.Value, int64(at-began.At)))
	delete(l.holds, h)
}

func product(a, b int64) *big.Int { return new(big.Int).Mul(big.NewInt(a), big.NewInt(b)) }

func (l *ledger) useful() *big.Int {
	total := new(big.Int)
	for _, w := range l.work {
		total.Add(total, w)
	}
	return total
}

func hours(steps *big.Int) float64 {
	f, _ := new(big.Float).Quo(new(big.Float).SetInt(steps), big.NewFloat(3.6e15)).Float64()
	return f
}

func TestGPUTimeIsThatOfAllAttempts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLedger()
		s := busyRun(t, l)
		require.InEpsilon(t, 1+hours(l.leased), 1+s.Leased.Hours(), 1e-14)
		require.InEpsilon(t, 1+hours(l.useful()), 1+s.Useful.Hours(), 1e-14)
	})
}

// column adds up a column of amounts with at most six decimals, exactly.
func column(t require.TestingT, table metrics.Table, name string) units.Money {
	at := slices.Index(table.Columns, name)
	require.NotEqual(t, -1, at)
	total := units.Money(0)
	for _, row := range table.Rows {
		m, err := units.ParseMoney(row[at] + " USD")
		require.NoError(t, err)
		total += m
	}
	return total
}

func TestMoneyIsConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		jobs, err := metrics.NewTableFold("jobs", 1)
		require.NoError(t, err)
		nodes, err := metrics.NewTableFold("nodes", 1)
		require.NoError(t, err)
		s := busyRun(t, jobs, nodes)
		require.Equal(t, s.Cost, column(t, nodes.Table(), "revenue_usd"), "buyers pay what owners earn")
		require.Equal(t, s.Cost, column(t, jobs.Table(), "cost_usd"))
	})
}

func TestWindowsAndOutagesFillTheRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fold, err := metrics.NewTableFold("windows", 1)
		require.NoError(t, err)
		s := busyRun(t, fold)
		var up units.GPUTime
		for _, row := range fold.Table().Rows {
			start, err := units.ParseDuration(row[2] + "s")
			require.NoError(t, err)
			end, err := units.ParseDuration(row[3] + "s")
			require.NoError(t, err)
			up = up.Add(units.GPUTimeOf(1000, end-start))
		}
		require.Equal(t, s.NodeUp, up)
	})
}

// Every loss has one cause and every fault one class, part and GPU model; losses
// by false alarms have no class.
func TestReliabilityAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fold, err := metrics.NewTableFold("reliability", 1)
		require.NoError(t, err)
		s := busyRun(t, fold)
		faults, losses := map[string]int{}, map[string]int{}
		for _, row := range fold.Table().Rows {
			faults[row[1]] += whole(t, row[3])
			losses[row[1]] += whole(t, row[12])
			if row[1] == "symptom" && row[2] == "false-alarm" {
				losses["class"] += whole(t, row[12]) // of no class
			}
		}
		for _, grouping := range []string{"all", "class", "symptom", "part", "gpu"} {
			require.Equal(t, s.AllFaults(), faults[grouping], grouping)
			require.Equal(t, s.Interruptions, losses[grouping], grouping)
		}
	})
}

func whole(t require.TestingT, cell string) int {
	n, err := strconv.Atoi(cell)
	require.NoError(t, err)
	return n
}

// Whatever goes wrong, no fault idles more than there is, and no table breaks.
func TestBlastsAreBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fold, err := metrics.NewTableFold("blast_radius", 1)
		require.NoError(t, err)
		s := busyRun(t, fold)
		table := fold.Table()
		for _, row := range table.Rows {
			largest, err := strconv.ParseFloat(row[6], 64)
			require.NoError(t, err)
			require.True(t, 0 <= largest && largest <= 48, row)
		}
		if len(table.Rows) > 0 { // a shock stops several nodes and is one fault
			require.LessOrEqual(t, whole(t, table.Rows[0][3]), s.NodeFailures)
		}
	})
}

func TestAvailabilityIsThatOfMTBFAndMTTR(t *testing.T) {
	s := run(t, busy(t, nil), 3)
	value := func(name string) float64 {
		m, known := metrics.Find(name)
		require.True(t, known)
		v, ok := m.Value(s)
		require.True(t, ok)
		return v
	}
	require.InDelta(t, value("availability"), value("mtbf")/(value("mtbf")+value("mttr")), 1e-12)
	require.InDelta(t, value("goodput")*value("cost_per_useful_gpu_hour")*value("gpu_hours"), value("cost"), 1e-6)
}

func TestTableOfMetricsIsWhole(t *testing.T) {
	require.Equal(t, strings.Fields(`completion deadline_met jobs wait.mean wait.p50 wait.p95 time_to_capacity.p50
		time_to_capacity.p95 jct.mean jct.p50 jct.p95 bounded_slowdown.mean ettr.mean goodput utilization occupancy
		interruptions mtti failure_rate failure_rate.hardware failure_rate.software failure_rate.user failure_rate.network
		failure_rate.owner availability mtbf mttr detection_delay.mean false_alarms misdiagnoses repairs escalations retired
		replaced corrupted lemons.precision lemons.recall gpu_hours cost cost_per_useful_gpu_hour makespan`),
		metrics.Names())
	for _, m := range metrics.All() {
		require.NotEmpty(t, m.Doc, m.Name)
		require.NotEmpty(t, m.Unit, m.Name)
		require.NotEmpty(t, m.Things, m.Name)
		require.NotNil(t, m.N, m.Name)
		require.Equal(t, m.Kind == metrics.Quantile, m.Of == nil, m.Name)
		require.Equal(t, m.Kind == metrics.Quantile, m.Sample != nil, m.Name)
	}
}

// A run in which nothing happens has no data, and says so instead of dividing.
func TestAbsentMetrics(t *testing.T) {
	m := story(t)
	m.Workload, m.Site, m.Until = nil, site(t, node("a", 0, hardware.Fresh)), sim.Time(time.Hour)
	s := run(t, m, 1)
	var known []string
	for _, metric := range metrics.All() {
		if _, ok := metric.Value(s); ok {
			known = append(known, metric.Name)
		}
	}
	require.Equal(t, strings.Fields(`jobs utilization occupancy interruptions failure_rate availability
		false_alarms misdiagnoses repairs escalations retired replaced gpu_hours`), known)
}

func TestHalfASummaryIsNone(t *testing.T) {
	require.PanicsWithValue(t, "metrics: summary of a run that has not ended", func() { metrics.NewFold().Summary() })
}
