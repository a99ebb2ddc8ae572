// Command clustersim tells whether a GPU workload will get done on a fleet, and
// what it will really cost.
//
//	clustersim run preset:decentral-7b
//	clustersim init decentral-7b > mine.yaml
//	clustersim run mine.yaml --set fleet.pools.market.count=80 -o report.md
//
// Data goes to standard output, talk to standard error. Exit codes:
//
//	0    answered
//	1    internal or input/output failure
//	2    bad usage or a bad scenario; nothing was run
//	3    a verification failed
//	130  interrupted; what was finished has been printed
package main
