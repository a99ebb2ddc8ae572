package metrics

import (
	"slices"
	"time"

	"github.com/clustersim/clustersim/hardware"
)

// All is the table of metrics, in the order in which reports print them.
func All() []Metric {
	return slices.Concat(outcomes(), waiting(), efficiency(), reliability(), repairing(), spending())
}

func outcomes() []Metric {
	return []Metric{
		{
			Name: "completion", Unit: "1", Share: true, Better: Higher, Kind: Proportion, Things: "jobs",
			Doc: "share of the submitted jobs that completed; jobs that their users cancelled do not count",
			Of:  func(s *Summary) (num, den float64) { return count(s.Completed), count(s.Jobs - s.Cancelled) },
			N:   func(s *Summary) int { return s.Jobs - s.Cancelled },
		},
		{
			Name: "deadline_met", Unit: "1", Share: true, Better: Higher, Kind: Proportion, Things: "jobs",
			Doc: "share of the jobs with a deadline that completed in time; cancelled jobs and deadlines after the end of the run do not count",
			Of:  func(s *Summary) (num, den float64) { return count(s.DeadlinesMet), count(s.Deadlines) },
			N:   func(s *Summary) int { return s.Deadlines },
		},
		{
			Name: "jobs", Unit: "1", Kind: Mean, Things: "runs", Doc: "jobs submitted",
			Of: func(s *Summary) (num, den float64) { return count(s.Jobs), 1 }, N: one,
		},
	}
}

func waiting() []Metric {
	wait := func(s *Summary) []float64 { return s.Wait }
	capacity := func(s *Summary) []float64 { return s.TimeToCapacity }
	jct := func(s *Summary) []float64 { return s.JCT }
	slowdown := func(s *Summary) []float64 { return s.Slowdown }
	const (
		waited = "time from submission to the first start, of the jobs that started"
		found  = "time from eligibility to the first start, of the jobs that started"
		took   = "time from arrival to completion, of the jobs that completed"
		slowed = "job completion time over productive time, the latter at least 10 s and the whole at least 1, of the jobs that completed"
	)
	return []Metric{
		average("wait.mean", "s", "mean "+waited, Lower, wait),
		quantile("wait.p50", 0.50, "median "+waited, wait),
		quantile("wait.p95", 0.95, "95th percentile of the "+waited, wait),
		quantile("time_to_capacity.p50", 0.50, "median "+found, capacity),
		quantile("time_to_capacity.p95", 0.95, "95th percentile of the "+found, capacity),
		average("jct.mean", "s", "mean "+took, Lower, jct),
		quantile("jct.p50", 0.50, "median "+took, jct),
		quantile("jct.p95", 0.95, "95th percentile of the "+took, jct),
		average("bounded_slowdown.mean", "1", "mean "+slowed, Lower, slowdown),
	}
}

func efficiency() []Metric {
	attempts := func(s *Summary) int { return s.Attempts }
	nodes := func(s *Summary) int { return s.Nodes }
	return []Metric{
		{
			Name: "ettr.mean", Unit: "1", Share: true, Better: Higher, Kind: Ratio, Things: "jobs",
			Doc: "effective training time ratio: productive time that was kept, over time from eligibility to the end, " +
				"both summed over the jobs that their users did not cancel",
			Of: func(s *Summary) (num, den float64) { return s.Productive.Hours(), s.Eligible.Hours() },
			N:  func(s *Summary) int { return s.Judged },
		},
		{
			Name: "goodput", Unit: "1", Share: true, Better: Higher, Kind: Ratio, Things: "attempts",
			Doc: "GPU time whose work was kept, right or wrong, over GPU time leased, spares that stand by included",
			Of:  func(s *Summary) (num, den float64) { return s.Useful.Hours(), s.Leased.Hours() }, N: attempts,
		},
		{
			Name: "utilization", Unit: "1", Share: true, Better: Higher, Kind: Ratio, Things: "nodes",
			Doc: "GPU time leased, spares included, over GPU time in service as far as was known",
			Of:  func(s *Summary) (num, den float64) { return s.Leased.Hours(), s.InService.Hours() }, N: nodes,
		},
		{
			Name: "occupancy", Unit: "1", Share: true, Better: Higher, Kind: Ratio, Things: "nodes",
			Doc: "GPU time leased, over GPU time owned",
			Of:  func(s *Summary) (num, den float64) { return s.Leased.Hours(), s.Owned.Hours() }, N: nodes,
		},
	}
}

func reliability() []Metric {
	faults := (*Summary).AllFaults
	interruptions := func(s *Summary) int { return s.Interruptions }
	failures := func(s *Summary) int { return s.NodeFailures }
	return []Metric{
		{
			Name: "interruptions", Unit: "1", Better: Lower, Kind: Mean, Things: "runs",
			Doc: "losses of a node that ended an attempt, or after which a spare took over",
			Of:  func(s *Summary) (num, den float64) { return count(s.Interruptions), 1 }, N: one,
		},
		{
			Name: "mtti", Unit: "s", Better: Higher, Kind: MeanTime, Things: "interruptions",
			Doc: "mean time to interruption: wall time of running jobs, whatever their size, per interruption",
			Of: func(s *Summary) (num, den float64) {
				return s.Running.Hours() * hour, count(s.Interruptions)
			}, N: interruptions,
		},
		{
			Name: "failure_rate", Unit: "/1000 node-days", Better: Lower, Kind: Rate, Things: "faults",
			Doc: "faults of parts per 1000 days of wall time of nodes, one for each node that a shock strikes; faults found at the start do not count",
			Of: func(s *Summary) (num, den float64) {
				return count(s.AllFaults()), thousandNodeDays(s)
			}, N: faults,
		},
		failureRate(hardware.HardwareFault, "of the machines' parts"),
		failureRate(hardware.SoftwareFault, "of the software on nodes"),
		failureRate(hardware.UserFault, "of jobs' own code or data"),
		failureRate(hardware.NetworkFault, "of the network"),
		failureRate(hardware.OwnerFault, "that are owners taking machines back"),
		{
			Name: "availability", Unit: "1", Share: true, Better: Higher, Kind: Ratio, Things: "nodes",
			Doc: "share of the nodes' time in which no part was broken that stops work and the machine was not retired, whether that was known " +
				"or not; a node that computes wrongly or slowly counts as available, and so does one that is out of service in working order",
			Of: func(s *Summary) (num, den float64) { return s.NodeUp.Hours(), s.NodeTime.Hours() },
			N:  func(s *Summary) int { return s.Nodes },
		},
		{
			Name: "mtbf", Unit: "s", Better: Higher, Kind: MeanTime, Things: "failures",
			Doc: "mean time between failures: working time of nodes per time that one stopped working",
			Of: func(s *Summary) (num, den float64) {
				return s.NodeUp.Hours() * hour, count(s.NodeFailures)
			}, N: failures,
		},
		{
			Name: "mttr", Unit: "s", Better: Lower, Kind: Ratio, Things: "failures",
			Doc: "mean time to repair: broken time of nodes per time that one stopped working, so that availability is mtbf/(mtbf+mttr)",
			Of: func(s *Summary) (num, den float64) {
				return s.NodeTime.Sub(s.NodeUp).Hours() * hour, count(s.NodeFailures)
			}, N: failures,
		},
	}
}

// failureRate is the rate of the faults of a class; absent if the model has no
// hazards of it.
func failureRate(class hardware.FaultClass, whose string) Metric {
	return Metric{
		Name: "failure_rate." + class.String(), Unit: "/1000 node-days", Better: Lower, Kind: Rate, Things: "faults",
		Doc: "faults " + whose + " per 1000 days of wall time of nodes, counted as for failure_rate; absent if nothing fails that way",
		Of: func(s *Summary) (num, den float64) {
			return count(s.Faults[class]), present(s.Threats[class]) * thousandNodeDays(s)
		},
		N: func(s *Summary) int { return s.Faults[class] },
	}
}

func repairing() []Metric {
	return []Metric{
		{
			Name: "detection_delay.mean", Unit: "s", Better: Lower, Kind: Ratio, Things: "faults", Quiet: true,
			Doc: "mean time from a fault on a node in service until the node was taken out of service, of those that it was taken out with",
			Of:  func(s *Summary) (num, den float64) { return s.Detecting.Hours() * hour, count(s.Detected) },
			N:   func(s *Summary) int { return s.Detected },
		},
		perRun("false_alarms", "times that a node was taken out of service with which nothing was wrong", Lower,
			func(s *Summary) int { return s.FalseAlarms }),
		perRun("misdiagnoses", "times that a node was taken out of service in the place of another one of the gang", Lower,
			func(s *Summary) int { return s.Misdiagnoses }),
		perRun("repairs", "stages of repairs that began, false alarms' included; the table repairs tells them apart", Lower,
			func(s *Summary) int { return s.Repairs }),
		perRun("escalations", "of those, stages after the first", Lower, func(s *Summary) int { return s.Escalations }),
		perRun("retired", "machines taken away for good", Lower, func(s *Summary) int { return s.Retired }),
		perRun("replaced", "new machines in their place", Neither, func(s *Summary) int { return s.Replaced }),
		{
			Name: "corrupted", Unit: "1", Share: true, Better: Lower, Kind: Proportion, Things: "jobs",
			Doc: "share of the completed jobs whose results were wrong and nobody noticed; absent if nothing spoils results",
			Of: func(s *Summary) (num, den float64) {
				return count(s.Corrupted), present(s.Corruptible) * count(s.Completed)
			},
			N: func(s *Summary) int { return s.Completed },
		},
		{
			Name: "lemons.precision", Unit: "1", Share: true, Better: Higher, Kind: Proportion, Things: "nodes",
			Doc: "share of lemons among the nodes whose own hardware and software failed more often than their GPU model's rate lets expect " +
				"(exact Poisson tail, 1 % false discoveries); absent without lemons",
			Of: func(s *Summary) (num, den float64) { return count(s.Convicted), count(s.Suspects) },
			N:  func(s *Summary) int { return s.Suspects },
		},
		{
			Name: "lemons.recall", Unit: "1", Share: true, Better: Higher, Kind: Proportion, Things: "nodes",
			Doc: "share of the lemons that are among those nodes; absent without lemons",
			Of:  func(s *Summary) (num, den float64) { return count(s.Convicted), count(s.Lemons) },
			N:   func(s *Summary) int { return s.Lemons },
		},
	}
}

// perRun is how often something happens in a run. Reports leave it out where it
// never does.
func perRun(name, doc string, better Direction, times func(*Summary) int) Metric {
	return Metric{
		Name: name, Unit: "1", Doc: doc, Better: better, Kind: Mean, Things: "runs", Quiet: true,
		Of: func(s *Summary) (num, den float64) { return count(times(s)), 1 }, N: one,
	}
}

func thousandNodeDays(s *Summary) float64 { return s.NodeTime.Hours() / 24 / 1000 }

func spending() []Metric {
	return []Metric{
		{
			Name: "gpu_hours", Unit: "GPU-h", Kind: Mean, Things: "runs", Doc: "GPU time leased, spares included",
			Of: func(s *Summary) (num, den float64) { return s.Leased.Hours(), 1 }, N: one,
		},
		{
			Name: "cost", Unit: "USD", Better: Lower, Kind: Mean, Things: "runs",
			Doc: "price of all leases, spares included; absent if no node has a price",
			Of:  func(s *Summary) (num, den float64) { return dollars(s), present(s.Priced) }, N: one,
		},
		{
			Name: "cost_per_useful_gpu_hour", Unit: "USD/GPU-h", Better: Lower, Kind: Ratio, Things: "attempts",
			Doc: "price of all leases, over the GPU time whose work was kept; absent if no node has a price",
			Of: func(s *Summary) (num, den float64) {
				return dollars(s), present(s.Priced) * s.Useful.Hours()
			},
			N: func(s *Summary) int { return s.Attempts },
		},
		{
			Name: "makespan", Unit: "s", Better: Lower, Kind: Mean, Things: "runs",
			Doc: "time from the first arrival to the last end of a job, or to the end of the run if that cut jobs off",
			Of: func(s *Summary) (num, den float64) {
				if s.Jobs == 0 {
					return 0, 0
				}
				return s.LastEnd.Sub(s.FirstArrival).Seconds(), 1
			}, N: one,
		},
	}
}

// hour is an hour in seconds.
const hour = float64(time.Hour / time.Second)

func one(*Summary) int { return 1 }

func count(n int) float64 { return float64(n) }

func dollars(s *Summary) float64 { return float64(s.Cost) / 1e6 }

// indicator is 1 if it is so, else 0.
func indicator(so bool) int {
	if so {
		return 1
	}
	return 0
}

func present(so bool) float64 { return float64(indicator(so)) }

// average is the mean of a sample over all jobs of all runs.
func average(name, unit, doc string, better Direction, sample func(*Summary) []float64) Metric {
	return Metric{
		Name: name, Unit: unit, Doc: doc, Better: better, Kind: Ratio, Things: "jobs",
		Of: func(s *Summary) (num, den float64) {
			total := 0.0
			for _, x := range sample(s) {
				total += x
			}
			return total, count(len(sample(s)))
		},
		N: func(s *Summary) int { return len(sample(s)) },
	}
}

// quantile is a quantile of a sample of times.
func quantile(name string, p float64, doc string, sample func(*Summary) []float64) Metric {
	return Metric{
		Name: name, Unit: "s", Doc: doc, Better: Lower, Kind: Quantile, P: p, Things: "jobs",
		Sample: sample, N: func(s *Summary) int { return len(sample(s)) },
	}
}
