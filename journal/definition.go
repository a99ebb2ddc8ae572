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
	HazardSubject
	DomainSubject
	subjects
)

// Definition says all that a report may print of a node, a job, a hazard or a
// domain.
type Definition struct {
	Subject Subject
	ID      int32  // a hardware.NodeID, workloads.JobID or hardware.DomainID, or a hazard's number within the run
	Name    string // as in the scenario or trace; a hazard's part
	Group   string // a node's pool, a job's tenant, a hazard's class
	Kind    string // a node's spec, a job's kind, a hazard's symptom, a domain's kind
	GPU     string // a node's model
	Lemon   bool   // a node's truth when the run begins

	MilliGPUs int64              // a node's capacity, a job's gang
	Price     units.MoneyPerHour // a node's, per GPU and hour
	Arrive    sim.Time           // a job's
	Deadline  sim.Time           // a job's; sim.Never for none
	Work      time.Duration      // a job's productive time at nominal speed
}

// DefineNode describes node id of a site, which is a lemon or not.
func DefineNode(id hardware.NodeID, n *hardware.Node, lemon bool) Definition {
	return Definition{
		Subject: NodeSubject, ID: int32(id), Name: n.Name, Group: n.Pool, Kind: n.Spec.Name, GPU: n.Spec.GPU.Name,
		MilliGPUs: int64(n.Spec.GPUs) * 1000, Price: n.Price, Deadline: sim.Never, Lemon: lemon,
	}
}

// DefineHazard describes a hazard, which has that number within the run.
func DefineHazard(id int, h *hardware.Hazard) Definition {
	return Definition{
		Subject: HazardSubject, ID: int32(id), Name: h.Part, Group: h.Class.String(), Kind: h.Symptom.String(),
		Deadline: sim.Never,
	}
}

// DefineDomain describes domain id of a site.
func DefineDomain(id hardware.DomainID, d *hardware.Domain) Definition {
	return Definition{Subject: DomainSubject, ID: int32(id), Name: d.Name, Kind: d.Kind.String(), Deadline: sim.Never}
}

// DefineJob describes a job.
func DefineJob(j *workloads.Job) Definition {
	return Definition{
		Subject: JobSubject, ID: int32(j.ID), Name: j.Name, Group: j.Tenant, Kind: string(j.Kind),
		MilliGPUs: j.MilliGPUs(), Arrive: j.Arrive, Deadline: j.Deadline, Work: j.Work.Size(),
	}
}
