package scenario

import (
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// ask is what jobs and classes of jobs have in common: what they take and where.
type ask struct {
	Kind       string                 `key:"kind" default:"batch" enum:"training|batch" doc:"training: one gang that makes progress together and saves it; batch: a gang whose length is given."`
	PerTask    *int                   `key:"per_task" min:"1" max:"64" unit:"GPUs" doc:"GPUs of one task, which are on one node. Without it, the largest divisor of gpus that the smallest kind of node in question can hold."`
	Share      string                 `key:"share" doc:"A part of one GPU for each of gpus: a MIG profile such as 1g.10gb, or a fraction such as 0.25 of compute and memory."`
	CPU        units.MilliCPU         `key:"cpu" doc:"Processor cores for each GPU or share."`
	Memory     units.Bytes            `key:"memory" doc:"Main memory for each GPU or share."`
	GPU        words                  `key:"gpu" doc:"GPU models that will do; without it, all."`
	Where      yamlpos.Ordered[words] `key:"where" doc:"Labels that nodes must have, each with a value or a list of values: region, site, operator, rack, pool or a label of your own."`
	Reference  string                 `key:"reference" doc:"GPU model that the length is stated for. Without it: with work, the first of gpu, or the GPU of the first pool in question; with run, none, and the length is the same on all."`
	Checkpoint *checkpoint            `key:"checkpoint" doc:"How the job saves its progress. Without it, training jobs save by the defaults below and batch jobs not at all."`
	Deadline   units.Duration         `key:"deadline" above:"0s" doc:"When the job should be done, counted from its arrival."`
	Priority   int                    `key:"priority" default:"0" min:"-32768" max:"32767" doc:"Higher goes first."`
	Tenant     string                 `key:"tenant" doc:"Who submits the job."`
}

// job is one job, or an array of equal ones.
type job struct {
	Name string `key:"name" required:"true" doc:"What reports and other jobs call it."`
	GPUs int    `key:"gpus" default:"1" min:"1" max:"1000000" doc:"GPUs of the whole gang; with share, the number of shares."`
	ask
	Work     *units.GPUTime  `key:"work" doc:"How much there is to do, in GPU time of the reference GPU."`
	Run      *units.Duration `key:"run" above:"0s" doc:"How long the gang runs, instead of work."`
	Estimate *units.Duration `key:"estimate" above:"0s" doc:"How long the user says it takes, which is all that policies see. Without it the estimate is exact."`
	Arrive   units.Duration  `key:"arrive" default:"0s" doc:"When the job is submitted."`
	Count    int             `key:"count" default:"1" min:"1" max:"1000000" doc:"Makes it an array of that many equal jobs, called name[0], name[1] and so on."`
	After    words           `key:"after" doc:"Jobs that must complete first; of an array, all of it."`
	Cancel   *units.Duration `key:"cancel" above:"0s" doc:"When the user gives the job up if it has not ended, counted from its arrival."`
}

// checkpoint is how a job saves its progress.
type checkpoint struct {
	Interval units.Duration  `key:"interval" default:"60m" doc:"Productive time from one save to the next; 0s for no saves."`
	Cost     *units.Duration `key:"cost" doc:"For how long a save stalls the gang. Without it and without size, 60s."`
	Size     *units.Bytes    `key:"size" above:"0B" doc:"What a save writes to shared storage, and a restart reads back, over the network; instead of cost."`
	Restart  units.Duration  `key:"restart" default:"5m" doc:"From the start of a further attempt to productive work."`
}

// generator draws jobs at random.
type generator struct {
	Arrivals string          `key:"arrivals" default:"poisson" enum:"poisson|fixed" doc:"Times between arrivals: independent and exponential, or all equal."`
	Rate     units.Frequency `key:"rate" required:"true" above:"0/h" doc:"Arrivals of all classes together."`
	Jobs     int             `key:"jobs" min:"1" max:"100000000" doc:"How many jobs arrive at most."`
	Until    units.Duration  `key:"until" above:"0s" doc:"When arrivals end. At least one of jobs and until is needed."`
	Mix      []class         `key:"mix" required:"true" min:"1" doc:"Classes of jobs."`
}

// class is a kind of job that a generator draws.
type class struct {
	Name   string  `key:"name" required:"true" doc:"What reports call the class and its jobs."`
	Weight float64 `key:"weight" default:"1" above:"0" max:"1e12" doc:"Share of the jobs, relative to the other classes."`
	GPUs   sizes   `key:"gpus" default:"1" doc:"GPUs of a gang: a number, or a list of sizes with weights; with share, the number of shares."`
	ask
	Run       length     `key:"run" required:"true" doc:"How long a job runs: a duration, or a law such as {law: lognormal, median: 2h, sigma: 1}."`
	Estimates *estimates `key:"estimates" doc:"How users over-estimate. Without it estimates are exact."`
	GiveUp    *giveUp    `key:"give_up" doc:"How users lose patience. Without it they do not."`
}

// size is one of the sizes that jobs of a class come in.
type size struct {
	GPUs   int     `key:"gpus" required:"true" min:"1" max:"1000000" doc:"GPUs of the gang."`
	Weight float64 `key:"weight" default:"1" above:"0" max:"1e12" doc:"Share of the jobs of the class, relative to its other sizes."`
}

// estimates says how users over-estimate the length of their jobs.
type estimates struct {
	Padded units.Fraction `key:"padded" required:"true" doc:"Share of the jobs whose estimate is too long."`
	UpTo   float64        `key:"up_to" required:"true" min:"1" max:"1e6" doc:"Those estimates are the length times a factor between 1 and this."`
}

// giveUp says how users lose patience.
type giveUp struct {
	Share units.Fraction `key:"share" required:"true" doc:"Share of the jobs that are given up if they have not ended in time."`
	After length         `key:"after" required:"true" doc:"Time from the arrival: a duration or a law."`
}

// trace is the jobs of a published log.
type trace struct {
	logged
	rest *yamlpos.Node // settings of the format
}

// logged is what a trace says whatever its format.
type logged struct {
	Format string  `key:"format" default:"swf" doc:"Format of the log."`
	File   string  `key:"file" required:"true" doc:"The log, plain or compressed with gzip."`
	Scale  float64 `key:"scale" default:"1" above:"0" max:"1e9" doc:"Factor on all arrival times: 2 halves the load."`
	Limit  int     `key:"limit" min:"1" max:"2147483647" doc:"How many jobs are taken at most; without it, all."`
}

// keys are the keys of a trace whatever its format.
func (logged) keys() []string { return []string{"format", "file", "scale", "limit"} }

// swf is the settings of the Standard Workload Format.
type swf struct {
	Processors   int    `key:"processors" min:"1" max:"1000000" doc:"Size of the machine, one GPU a processor: larger jobs are cut to it. Without it, the GPUs of the fleet."`
	Clean        string `key:"clean" default:"plain" enum:"plain|pyss" doc:"How lines become jobs: plain skips what did not run; pyss does as the simulator of that name."`
	Dependencies bool   `key:"dependencies" default:"false" doc:"Whether jobs wait for their preceding job."`
	Sort         bool   `key:"sort" default:"false" doc:"Whether to sort the log by submit time; otherwise disorder is an error."`
}
