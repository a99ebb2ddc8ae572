package journal

import (
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// Subject is what a definition defines.
type Subject uint8

// The subjects.
const (
	NodeSubject Subject = iota + 1
	JobSubject
)

// Definition says all that a report may print of a node or a job.
type Definition struct {
	Subject Subject
	ID      int32  // a hardware.NodeID or a workloads.JobID
	Name    string // as in the scenario or trace
	Group   string // a node's pool, a job's tenant
	Kind    string // a node's spec, a job's kind
	GPU     string // a node's model

	MilliGPUs int64              // a node's capacity, a job's gang
	Price     units.MoneyPerHour // a node's, per GPU and hour
	Arrive    sim.Time           // a job's
	Deadline  sim.Time           // a job's; sim.Never for none
	Work      time.Duration      // a job's productive time at nominal speed
}

// DefineNode describes node id of a site.
func DefineNode(id hardware.NodeID, n *hardware.Node) Definition {
	return Definition{
		Subject: NodeSubject, ID: int32(id), Name: n.Name, Group: n.Pool, Kind: n.Spec.Name, GPU: n.Spec.GPU.Name,
		MilliGPUs: int64(n.Spec.GPUs) * 1000, Price: n.Price, Deadline: sim.Never,
	}
}

// DefineJob describes a job.
func DefineJob(j *workloads.Job) Definition {
	return Definition{
		Subject: JobSubject, ID: int32(j.ID), Name: j.Name, Group: j.Tenant, Kind: string(j.Kind),
		MilliGPUs: j.MilliGPUs(), Arrive: j.Arrive, Deadline: j.Deadline, Work: j.Work.Size(),
	}
}
