package scenario

import (
	"regexp"
	"strings"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/hardware/catalog"
)

// Default is a value that stands in for an absent key.
type Default struct {
	Path   string // of the key, such as fleet.pools[0].age
	Value  string // as it would be written
	Source string // who says so, or why we chose it
	Grade  evidence.Grade
	Claim  evidence.ID // empty where the default is a choice and no number of a source
}

// origin is where a default comes from: a claim of the catalogue or a reason.
type origin struct {
	key     string // last parts of the path
	param   string // name of a default parameter of the catalogue
	why     string
	neutral bool // stands for nothing, and is not listed
}

// origins gives every default its reason. The first that fits counts.
func origins() []origin {
	return []origin{
		{key: "horizon", why: "longer than any machine is kept, so that jobs decide when a run ends"},
		{key: "seeds", why: "enough for intervals that do not depend on the shape of the distribution; rare events need more"},
		{key: "network", why: "only what machines are known to have limits transfers"},
		{key: "network.base", why: "only what machines are known to have limits transfers"},
		{key: "policy", why: "what batch systems run by default"},
		{key: "place", why: "keeps empty nodes whole for gangs"},
		{key: "recovery", why: "what training frameworks do: queue again and load the last save"},
		{key: "recovery.name", why: "what training frameworks do: queue again and load the last save"},
		{key: "retries", why: "a job that can still be done is not given up"},
		{key: "on_misfit", why: "what batch systems do"},
		{key: "decide", why: "the outcome then does not depend on the order of events at one instant"},
		{key: "order", why: "what ends is gone before what comes"},
		{key: "age", why: "what a buyer finds is neither all new nor all working"},
		{key: "price", why: "list price of the first venue that has one"},
		{key: "kind", why: "a job that says nothing of saves makes none"},
		{key: "reference", why: "the GPU asked for"},
		{key: "estimate", why: "no error of estimates is assumed; policies that use estimates look better than they are"},
		{key: "estimates", why: "no error of estimates is assumed; policies that use estimates look better than they are"},
		{key: "checkpoint.interval", param: "checkpoint-interval"},
		{key: "checkpoint.cost", param: "checkpoint-write"},
		{key: "checkpoint.restart", param: "restart-restore"},
		{key: "arrivals", why: "many independent users"},
		{key: "format", why: "the format of the Parallel Workloads Archive"},
		{key: "clean", why: "keeps every job that ran"},
		{key: "zones.same_region", why: "as two V100 zones of one region in the traces of Can't Be Late (NSDI 2024)"},
		{key: "zones.across_regions", why: "as two V100 zones of different regions in the traces of Can't Be Late (NSDI 2024)"},
		{key: "zones.step", why: "short beside the times for which zones are there"},
		{key: "zones.memory", why: "times up and down are then as in the V100 zones of Can't Be Late (NSDI 2024)"},
		{key: "step", why: "the gap of the probes of SkyNomad (NSDI 2027)"},
		{key: "spot.nodes", why: "those of the record that the model is fitted to"},
		{key: "fleet.failures", why: "nodes do what their profile says", neutral: true},
		{key: "count", why: "one", neutral: true},
		{key: "gpus", why: "one", neutral: true},
		{key: "weight", why: "all alike", neutral: true},
		{key: "priority", why: "all alike", neutral: true},
		{key: "arrive", why: "the beginning", neutral: true},
		{key: "scale", why: "as logged", neutral: true},
		{key: "dependencies", why: "as most studies of the format", neutral: true},
		{key: "sort", why: "logs are in order", neutral: true},
	}
}

// originOf finds the origin of a path's default.
func originOf(path string) (origin, bool) {
	for _, o := range origins() {
		if path == o.key || strings.HasSuffix(path, "."+o.key) {
			return o, true
		}
	}
	return origin{}, false
}

var indices = regexp.MustCompile(`\[\d+\]`)

// keyOf is the key that a path is an instance of: pools[2].age is pools[].age.
func keyOf(path string) string { return indices.ReplaceAllString(path, "[]") }

// described gives a default its source and grade.
func described(c *catalog.Catalog, path, value string, o origin) Default {
	d := Default{Path: path, Value: value, Source: "a choice of clustersim: " + o.why, Grade: evidence.Assumed}
	if o.param != "" {
		_, d.Claim, _ = c.Default(o.param)
		claim, _ := c.Ledger().Claim(d.Claim)
		d.Source, d.Grade = claim.Source, claim.Grade
	}
	return d
}

// usedDefaults lists the defaults that were looked up or worked out.
func (l *loader) usedDefaults() []Default {
	var used []Default
	for _, d := range append(l.doc.Defaults(), l.extra...) {
		o, ok := originOf(d.Path)
		if !ok {
			o.why = "set by the part" // of a user's own
		}
		if o.neutral {
			continue
		}
		used = append(used, described(l.registry.catalog, d.Path, d.Text, o))
	}
	for i := range used {
		if claim, ok := l.priced[used[i].Path]; ok {
			known, _ := l.registry.catalog.Ledger().Claim(claim)
			used[i].Claim, used[i].Source, used[i].Grade = claim, known.Source, known.Grade
		}
	}
	return used
}
