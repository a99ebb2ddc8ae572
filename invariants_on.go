//go:build invariants

package clustersim

import (
	"fmt"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
)

// checkInvariants verifies every invariant of the state after every event.
func (r *run) checkInvariants() {
	if r.err != nil {
		return // a plan that broke a rule is not carried out
	}
	if err := r.state.Check(); err != nil {
		panic(err)
	}
	for id := range r.Site.Nodes {
		r.checkTenants(hardware.NodeID(id))
	}
}

// checkTenants verifies that nobody holds a node that is known to be out of
// service, and that nobody makes progress on one that does not work.
func (r *run) checkTenants(id hardware.NodeID) {
	r.state.Tenants(id, func(j *cluster.Job) {
		leaves := r.going != nil && r.going[id] > 0
		if !r.state.InService(id) && !leaves || r.state.Broken(id) && !j.Stopped && !j.StandsBy(id) {
			panic(fmt.Sprintf("clustersim: check job %d on node %q: node in service %v, broken %v; job stopped %v",
				j.ID, r.Site.Nodes[id].Name, r.state.InService(id), r.state.Broken(id), j.Stopped))
		}
	})
}
