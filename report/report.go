package report

import (
	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/experiment"
	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/stats"
)

// SchemaVersion is the version of the JSON form. A number that a program reads
// keeps its name and meaning within a version.
const SchemaVersion = 1

// Report is all that a page says.
type Report struct {
	Name       string
	About      string
	Verdict    experiment.Verdict
	Measures   []Measure
	Warnings   []string // about the run as a whole
	Defaults   []Default
	Claims     []evidence.Claim // that the model's numbers rest on
	Provenance Provenance
}

// Measure is one metric with its estimate over the replications.
type Measure struct {
	Metric       metrics.Metric
	Estimate     stats.Estimate
	Observations int // what the estimate counts in all replications together: jobs, failures, nodes
}

// Default is a value that the scenario left to us.
type Default struct {
	Path, Value   string
	Source, Grade string // empty where the default is a convention, not a fact
}

// Provenance is what a run is a function of, and how to run it again.
type Provenance struct {
	Command  string   // as one line for a shell
	Scenario string   // hexadecimal SHA-256 of the scenario with its settings
	Seeds    []uint64 // of the replications that were finished
	Partial  bool     // whether the run was interrupted
	Version  string
	Arch     string // digests are promised for one architecture
	Digest   string // hexadecimal SHA-256 over the replications' journals
}

// Measures estimates every metric that has data, in the order of the table; quiet
// ones only if they are not zero.
func Measures(r *experiment.Result) []Measure {
	var all []Measure
	for _, m := range metrics.All() {
		if e, ok := r.Estimate(m); ok && !(m.Quiet && e.Value == 0) {
			all = append(all, Measure{Metric: m, Estimate: e, Observations: r.Count(m)})
		}
	}
	return all
}
