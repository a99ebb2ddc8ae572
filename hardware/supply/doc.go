// Package supply says when nodes are available: nodes that providers take back
// and give again, as published traces have it and as generators make it.
//
//	trace, err := supply.SpotJSON{Nodes: 16}.Read(file)
//	spot, err := supply.FitSpot(trace)
//	for change, err := range spot.Changes(rng.NewSeed(1)) {
//
// Everything that gives availability is a [Supply], a sequence of changes:
//
//	[Play]    a trace, from an offset in it, with a rule for its end
//	[Spot]    the nodes of one zone, of which mostly all are there or none
//	[Zones]   zones in regions, which run short at related times
//	[Joins]   nodes that join one by one, and leave for good
//
// A [Trace] is a record in memory with measures of it, and [Record] makes one of
// any supply, so that a generator is measured as its model is. These read
// published records, plain or compressed with gzip:
//
//	[Probes]    counts of launches in zones: the H100 probes of SkyNomad
//	[SpotJSON]  counts or one node, at even gaps: Can't Be Late, SkyNomad
//	[Steps]     a count over time: Parcae, Bamboo
//	[Arrivals]  nodes that are added and removed: Parcae
//	[FTA]       availability of single nodes: the Failure Trace Archive
//	[LANL]      failures and repairs of single nodes: Los Alamos
//
// Where a record only counts, the nodes with the lowest numbers are up.
//
// Nodes that are lost to higher bids need no sequence: [OutbidRate] is the rate
// of an exponential law.
//
// A record of where nodes could be started is not one of when running nodes were
// taken away: to play the first as the second is a choice of whoever plays it.
package supply
