package policies

import (
	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/scheduler"
)

// FCFS starts jobs in queue order and never lets one overtake: first come, first
// served within a priority.
type FCFS struct{ Place cluster.Picker }

// Plan implements [scheduler.Policy].
func (f FCFS) Plan(v cluster.View, p *scheduler.Plan) {
	for job := range v.Queue() {
		on, ok := p.Fit(job, f.Place)
		if !ok {
			return
		}
		p.Start(job, on)
	}
}
