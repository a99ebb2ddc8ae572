// Package stats turns observations into estimates with intervals: what is claimed, how sure it is, and why not surer.
//
// Every estimator returns an [Estimate], whose interval covers the true value with the stated confidence if the
// estimator's conditions hold; where the data speak against them, Warnings says so:
//
//	Mean              of replications: Student's t
//	Ratio             of totals, such as useful time over elapsed time: jackknife, never a mean of ratios
//	Proportion        of successes in trials: Wilson; ProportionExact for guarantees: Clopper-Pearson
//	Quantile          by order statistics, without assuming a law
//	PoissonRate       of events per exposure, exact, also without events
//	PairedDifference  of two arms that share their luck; Difference (Welch) of two arms that do not
//
// [Moments] accumulates mean and variance in one pass, [Quantiles] describes a sample, and [KolmogorovSmirnov] and
// [AndersonDarling] compare a sample with a law.
//
// [PoissonTail] tells how unlikely a count is, and [FalseDiscoveryRates] which of many such tests to believe. [LeastMean]
// finds the worst window of a function of time.
//
// Of lives of which some were not seen to end, as [Life] says them, [KaplanMeier] estimates the survival function and
// [MeanLife] the mean. [FitExponential], [FitWeibull], [FitLogNormal] and [FitHyperexponential] find the law that makes
// them likeliest; their AIC compares them.
//
// No result is NaN. What the data do not bound is an infinite bound ([Estimate.Known] is false then), and a value that
// no observation supports is zero with a warning. A confidence outside (0, 1), a probability outside (0, 1) and
// slices of unequal length are mistakes of the program and panic.
package stats
