// Package hardware says what exists: GPUs, nodes, the domains that group them,
// the network between them, and the laws by which their parts fail and are
// repaired.
//
// A [Site] is a validated fleet. Its nodes are numbered densely, so a [NodeID]
// indexes slices everywhere; names are for people and for random streams, which
// are keyed by a node's stable name and never by its number.
//
//	GPU ──▶ NodeSpec ──▶ Node ──▶ Site
//	                      │
//	                      ├─ Domains   rack, site, operator, region
//	                      ├─ Labels    what a request can ask for
//	                      ├─ Hazards   failure law + detection delay + repair law
//	                      └─ Age       fresh, stationary or given, at the start of the run
//
// Laws are immutable values: every draw takes the stream it draws from, so one
// law serves all nodes of a kind. These serve for failures and for repairs alike:
//
//	Exponential       no memory
//	Weibull           hazard falls or rises with a power of age
//	LogNormal         half below the median, and a long tail: repairs
//	Gamma             a number of stages
//	Hyperexponential  a mixture of parts, the weak of which die first
//	Bathtub           defects from birth, chance and wear
//	Preemption24      cloud machines that are taken back within a day
//	Piecewise         a survival curve, known at some ages
//	Empirical         a sample of lives, some of which still go on
//	Fixed             one certain time
//
// and these for repairs and detection only:
//
//	Uniform           between two ends
//	Screen            found by a check, one of many that each may miss it
//	Heartbeat         found by silence
//	Never             for ever
//
// Every failure law can be hastened: the hazard times a factor, at every age. A
// [FactorModel] draws the factors by which nodes of one kind differ: [GammaFactor],
// [LogNormalFactor], [Kinds]. [Infancy] adds to any law with a hazard what new
// parts are in for.
//
// [Periodic] makes the hazard of any but [Empirical] and [Fixed] also vary over the
// day and the week. A law of your own is checked by package hardwaretest. [Flat]
// is the network without contention.
package hardware
