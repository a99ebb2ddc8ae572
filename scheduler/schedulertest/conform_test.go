package schedulertest_test

import (
	"testing"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/schedulertest"
)

// A policy that starts nothing keeps every promise.
func TestIdlePolicyConforms(t *testing.T) {
	schedulertest.Conform(t, scheduler.PolicyFunc(func(cluster.View, *scheduler.Plan) {}))
}

// One that draws from the view's stream does too.
func TestDrawingPolicyConforms(t *testing.T) {
	schedulertest.Conform(t, scheduler.PolicyFunc(func(v cluster.View, p *scheduler.Plan) {
		r := v.Stream("coin")
		for job := range v.Queue() {
			if on, ok := p.Fit(job, schedulertest.FirstFit); ok && r.IntN(2) == 0 {
				p.Start(job, on)
			}
		}
	}))
}
