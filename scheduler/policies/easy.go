package policies

import (
	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/workloads"
)

// EASY is first come, first served with aggressive backfilling: a later job may
// start early if, by the estimates, it does not delay the first job that waits.
//
// Source: D. Lifka, "The ANL/IBM SP scheduling system", JSSPP 1995; A. Mu'alem
// and D. Feitelson, IEEE TPDS 12(6), 2001.
type EASY struct{ Place cluster.Picker }

// Plan implements [scheduler.Policy].
func (e EASY) Plan(v cluster.View, p *scheduler.Plan) {
	head := e.startInOrder(v, p)
	if head == nil {
		return
	}
	p.Reserve(head, e.Place)
	bound := p.Bound()
	for job := range v.Fitting(&bound) {
		if job == head {
			continue
		}
		if on, ok := p.Fit(job, e.Place); ok {
			p.Start(job, on)
			bound = p.Bound()
		}
	}
}

// startInOrder starts jobs until one does not fit, and returns that one.
func (e EASY) startInOrder(v cluster.View, p *scheduler.Plan) *workloads.Request {
	for job := range v.Queue() {
		on, ok := p.Fit(job, e.Place)
		if !ok {
			return job
		}
		p.Start(job, on)
	}
	return nil
}
