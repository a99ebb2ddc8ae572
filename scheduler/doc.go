// Package scheduler says how decisions are made: what a [Policy] is, the [Plan]
// it fills, and the strategies that answer failures and save progress.
//
// A policy is a function from a read-only view to a plan. The plan is an
// overlay: what it starts is at once gone from what it fits next, so no policy
// keeps books of its own. The runtime refuses a plan that breaks a rule, naming
// the policy, the job and the node, and never lets it corrupt the state.
//
//	func (f FIFO) Plan(v cluster.View, p *scheduler.Plan) {
//		for job := range v.Queue() {
//			on, ok := p.Fit(job, f.Place)
//			if !ok {
//				return
//			}
//			p.Start(job, on)
//		}
//	}
//
// Package policies holds the built-in ones, written with nothing but this API.
package scheduler
