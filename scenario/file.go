package scenario

import (
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// file is a scenario as its author writes it.
type file struct {
	Version  int            `key:"version" required:"true" min:"1" max:"1" doc:"Version of this vocabulary."`
	Name     string         `key:"name" doc:"What reports call the scenario; without it, the name of its file."`
	About    string         `key:"about" doc:"One or two sentences for people."`
	Horizon  units.Duration `key:"horizon" default:"3650d" above:"0s" doc:"At most this long is simulated; a run of finitely many jobs ends with the last of them."`
	Seeds    Seeds          `key:"seeds" default:"30" doc:"Replications: a number n for the seeds 1..n, or a range such as 31..60."`
	Fleet    fleet          `key:"fleet" required:"true" doc:"The machines."`
	Network  network        `key:"network" default:"nic" doc:"How fast nodes reach shared storage, which checkpoints with a size move over: a profile (nic, datacenter-flat, wan-tier-ultra, wan-tier-high, wan-tier-medium or wan-tier-low), or a map that overrides one."`
	Workload workload       `key:"workload" required:"true" doc:"What is to be run: jobs, a generator, a trace; those given add up."`
	Policy   policy         `key:"policy" default:"{name: easy}" doc:"Who starts when and where: a name, or a map with the name and its settings."`
	Recovery recovery       `key:"recovery" default:"{name: resume}" doc:"What happens to a job after a failure: a name, or a map with the name and its settings."`
	Engine   engine         `key:"engine" doc:"Rules of time in which published simulators differ."`
	OnMisfit string         `key:"on_misfit" default:"wait" enum:"wait|drop" doc:"What becomes of a job that cannot start when it arrives: it waits, or it is dropped."`
	Require  []assertion    `key:"require" doc:"What the user needs, each as metric, comparison and number; the verdict judges by it."`
	Gates    []assertion    `key:"gates" doc:"What automation enforces, each as metric, comparison and number. Checked for mistakes; the verdict of run does not judge by it."`
}

// fleet is the machines, by pools or in a short form, and who repairs them.
type fleet struct {
	Pools    []pool                 `key:"pools" min:"1" doc:"Groups of equal machines."`
	GPUs     *int                   `key:"gpus" min:"1" max:"1000000" doc:"Short form for one pool called fleet of that many generic single-GPU nodes that never fail: the processors of a batch log."`
	Trace    *record                `key:"trace" doc:"Short form for one pool called fleet of generic single-GPU nodes, as many as a record of availability has, that come and go as it says."`
	Spot     *spotFleet             `key:"spot" doc:"Short form for one pool called fleet of generic single-GPU nodes that come and go together, as preemptible machines do."`
	Failures string                 `key:"failures" default:"all" enum:"all|none" doc:"Whether nodes fail, leave and come back as reliability and supply say (all), or are there all the time (none): the arm without failures."`
	Crews    yamlpos.Ordered[crew]  `key:"crews" doc:"Who repairs, by name: stages of repair say whose hands they take."`
	Stocks   yamlpos.Ordered[stock] `key:"stocks" doc:"Stores of spare parts, by name: stages of repair say what they use up."`
}

// pool is a group of equal machines.
type pool struct {
	Name        string                  `key:"name" required:"true" doc:"What reports call the pool; its nodes' names begin with it."`
	Node        string                  `key:"node" required:"true" doc:"Kind of machine, by its name in the catalogue."`
	Count       int                     `key:"count" default:"1" min:"1" max:"1000000" unit:"nodes" doc:"How many of them."`
	Spread      spread                  `key:"spread" doc:"How the nodes are dealt out, one after the other, over what can fail or be chosen together."`
	Reliability reliability             `key:"reliability" required:"true" doc:"How the nodes fail and come back: a profile of the catalogue, the path of a profile of your own, or a map that overrides one."`
	Age         age                     `key:"age" default:"stationary" doc:"How old parts are when the run begins: fresh, stationary (as found at a random instant, some of them down) or a time in service such as 90d."`
	Price       *price                  `key:"price" unit:"per GPU and hour" doc:"What a GPU costs: an amount, or marketplace, specialty or centralised for the catalogue's list price there. Without it, the first of these that has one."`
	Supply      *supplied               `key:"supply" doc:"Something else than hazards by which nodes come and go: a published record, or a model of a market."`
	Labels      yamlpos.Ordered[string] `key:"labels" doc:"Properties of the nodes that jobs can ask for, such as tier and trust."`
}

// workload is what is to be run.
type workload struct {
	Jobs      []job      `key:"jobs" min:"1" doc:"Jobs one by one."`
	Job       *job       `key:"job" doc:"Short form for a single job."`
	Generator *generator `key:"generator" doc:"Jobs drawn at random."`
	Trace     *trace     `key:"trace" doc:"Jobs of a published log."`
}

// engine is the rules of time.
type engine struct {
	Decide decide `key:"decide" default:"instant" doc:"When the policy is asked: instant (once all of an instant has happened), event (after every single event) or a period such as 10m."`
	Order  string `key:"order" default:"natural" enum:"natural|arrivals-first" doc:"Which events of one instant come first: completions, or arrivals."`
}
