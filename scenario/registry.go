package scenario

import (
	"fmt"
	"slices"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/workloads"
	"github.com/clustersim/clustersim/workloads/traces"
)

// Decode fills a plain struct with the settings that a scenario gives to a
// part. Its tags are key, default, required, min, max, above, below, enum, unit
// and doc; keys that the struct lacks are errors. A factory passes the error on.
type Decode func(into any) error

// PolicyFactory makes a policy of its settings.
type PolicyFactory func(decode Decode) (scheduler.Policy, error)

// RecoveryFactory makes a recovery of its settings.
type RecoveryFactory func(decode Decode) (scheduler.Recovery, error)

// TraceFactory makes a reader of its settings and the number of GPUs of the
// fleet, which stands in for an absent number of processors.
type TraceFactory func(gpus int, decode Decode) (workloads.TraceReader, error)

// SupplyFactory makes a reader of records of availability of its settings.
type SupplyFactory func(decode Decode) (supply.Reader, error)

// Registry holds the parts that scenarios choose by name. It must not be used by
// several goroutines at a time.
type Registry struct {
	catalog    *catalog.Catalog
	networks   []networkProfile
	policies   parts[PolicyFactory]
	pickers    parts[cluster.Picker]
	recoveries parts[RecoveryFactory]
	traces     parts[TraceFactory]
	supplies   parts[SupplyFactory]
	keys       []listedKey // of scenarios, once they are asked for
}

// Builtin returns a fresh registry of the built-in parts, which the caller may
// add to.
func Builtin() *Registry {
	known, err := catalog.Builtin()
	if err != nil {
		panic(fmt.Sprintf("scenario: %v", err))
	}
	r := &Registry{catalog: known, networks: readNetworks(known.Ledger())}
	r.AddPicker("pack", policies.Pack)
	r.AddPicker("first-fit", policies.FirstFit)
	r.AddPicker("spread", policies.Spread)
	r.AddPolicy("fcfs", r.fcfs)
	r.AddPolicy("easy", r.easy)
	for _, from := range []scheduler.Remedy{scheduler.Resume, scheduler.Restart} {
		r.AddRecovery([...]string{"resume", "restart"}[from], retry(from))
	}
	r.AddRecovery("give-up", giveUpAtOnce)
	r.AddTraceFormat("swf", readSWF)
	r.AddSupplyFormat("skynomad", readLaunches)
	r.AddSupplyFormat("spot", readGaps)
	r.AddSupplyFormat("parcae", readCounts(millisecond))
	r.AddSupplyFormat("parcae-events", readEvents)
	r.AddSupplyFormat("bamboo", readCounts(second))
	r.AddSupplyFormat("fta", readArchive)
	r.AddSupplyFormat("lanl", readAlamos)
	return r
}

// Catalog is the hardware, profiles and prices that scenarios name.
func (r *Registry) Catalog() *catalog.Catalog { return r.catalog }

// AddPolicy adds a policy. It panics if the name is taken, as do its siblings.
func (r *Registry) AddPolicy(name string, f PolicyFactory) { r.policies.add("policy", name, f) }

// AddPicker adds a picker, which the built-in policies then offer as a place.
func (r *Registry) AddPicker(name string, p cluster.Picker) { r.pickers.add("picker", name, p) }

// AddRecovery adds a recovery.
func (r *Registry) AddRecovery(name string, f RecoveryFactory) { r.recoveries.add("recovery", name, f) }

// AddTraceFormat adds a format of traces.
func (r *Registry) AddTraceFormat(name string, f TraceFactory) { r.traces.add("trace format", name, f) }

// AddSupplyFormat adds a format of records of availability.
func (r *Registry) AddSupplyFormat(name string, f SupplyFactory) {
	r.supplies.add("format of records", name, f)
}

// Policies lists the names of the policies in the order in which they were added.
func (r *Registry) Policies() []string { return slices.Clone(r.policies.names) }

// Pickers lists the names of the pickers in the order in which they were added.
func (r *Registry) Pickers() []string { return slices.Clone(r.pickers.names) }

// Recoveries lists the names of the recoveries in the order in which they were added.
func (r *Registry) Recoveries() []string { return slices.Clone(r.recoveries.names) }

// TraceFormats lists the names of the trace formats in the order in which they were added.
func (r *Registry) TraceFormats() []string { return slices.Clone(r.traces.names) }

// SupplyFormats lists the names of the formats of records of availability in the
// order in which they were added.
func (r *Registry) SupplyFormats() []string { return slices.Clone(r.supplies.names) }

// parts are values by name, in the order in which they were added.
type parts[T any] struct {
	names  []string
	values []T
}

func (p *parts[T]) add(kind, name string, value T) {
	if slices.Contains(p.names, name) {
		panic(fmt.Sprintf("scenario: add %s %q: the name is taken", kind, name))
	}
	p.names = append(p.names, name)
	p.values = append(p.values, value)
}

func (p *parts[T]) find(name string) (value T, ok bool) {
	i := slices.Index(p.names, name)
	if i < 0 {
		return value, false
	}
	return p.values[i], true
}

// placed is the settings of the built-in policies.
type placed struct {
	Place string `key:"place" default:"pack" doc:"Which nodes a job gets: pack (the fullest that have room), first-fit (in the order of the fleet) or spread (the emptiest, one task each)."`
}

func (r *Registry) picker(decode Decode) (cluster.Picker, error) {
	var config placed
	if err := decode(&config); err != nil {
		return nil, err
	}
	pick, ok := r.pickers.find(config.Place)
	if !ok {
		return nil, unknown("place", config.Place, r.pickers.names)
	}
	return pick, nil
}

func (r *Registry) fcfs(decode Decode) (scheduler.Policy, error) {
	pick, err := r.picker(decode)
	return policies.FCFS{Place: pick}, err
}

func (r *Registry) easy(decode Decode) (scheduler.Policy, error) {
	pick, err := r.picker(decode)
	return policies.EASY{Place: pick}, err
}

// retrying is the settings of the recoveries that try again.
type retrying struct {
	Retries retries `key:"retries" default:"unlimited" doc:"Attempts after the first; a job that has used them up ends."`
}

func retry(from scheduler.Remedy) RecoveryFactory {
	return func(decode Decode) (scheduler.Recovery, error) {
		var config retrying
		err := decode(&config)
		return scheduler.Retry{From: from, Limit: int(config.Retries)}, err
	}
}

func giveUpAtOnce(decode Decode) (scheduler.Recovery, error) {
	var none struct{}
	err := decode(&none)
	return scheduler.Retry{From: scheduler.GiveUp, Limit: -1}, err
}

func readSWF(gpus int, decode Decode) (workloads.TraceReader, error) {
	var config swf
	if err := decode(&config); err != nil {
		return nil, err
	}
	if config.Processors == 0 {
		config.Processors = gpus
	}
	return traces.SWF{
		Processors: config.Processors, Clean: traces.Clean(config.Clean),
		Dependencies: config.Dependencies, Sort: config.Sort,
	}, nil
}
