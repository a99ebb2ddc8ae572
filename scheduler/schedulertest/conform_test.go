package schedulertest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/workloads"
)

// startAll starts what fits.
func startAll(v cluster.View, p *scheduler.Plan) {
	for job := range v.Queue() {
		if on, ok := p.Fit(job, FirstFit); ok {
			p.Start(job, on)
		}
	}
}

func TestGoodPoliciesConform(t *testing.T) {
	Conform(t, scheduler.PolicyFunc(func(cluster.View, *scheduler.Plan) {}))
	Conform(t, scheduler.PolicyFunc(startAll))
	Conform(t, scheduler.PolicyFunc(func(v cluster.View, p *scheduler.Plan) {
		r := v.Stream("coin")
		for job := range v.Queue() {
			if on, ok := p.Fit(job, FirstFit); ok && r.IntN(2) == 0 {
				p.Start(job, on)
			}
		}
	}))
}

// broken tries the policy in some situations and returns the first promise that
// it breaks.
func broken(policy scheduler.PolicyFunc) error {
	for seed := range 200 {
		s := rapid.Custom(drawSituation).Example(seed)
		if err := try(policy, &s); err != nil {
			return err
		}
	}
	return nil
}

func TestBadPoliciesAreFound(t *testing.T) {
	asked := 0
	for want, policy := range map[string]scheduler.PolicyFunc{
		"the policy decides differently in the same situation": func(v cluster.View, p *scheduler.Plan) {
			if asked++; asked%3 == 0 {
				startAll(v, p)
			}
		},
		"the policy changes a request": func(v cluster.View, p *scheduler.Plan) {
			for job := range v.Queue() {
				job.Estimate += time.Minute
			}
		},
		"the policy breaks a rule: scheduler: plan: cluster: start job": func(v cluster.View, p *scheduler.Plan) {
			for job := range v.Queue() { // as if nothing else ran
				p.Start(job, hardware.Placement{{Tasks: uint16(job.Groups[0].Tasks), GPUs: 1<<v.Node(0).Spec.GPUs - 1}})
			}
		},
		"the policy breaks a rule: scheduler: fit job": func(v cluster.View, p *scheduler.Plan) {
			for job := range v.Running() {
				p.Fit(job, FirstFit)
			}
		},
		"the policy breaks a rule: scheduler: reserve for job": func(v cluster.View, p *scheduler.Plan) {
			p.Reserve(&workloads.Request{ID: maxJobs}, FirstFit)
		},
	} {
		require.ErrorContains(t, broken(policy), want)
	}
}
