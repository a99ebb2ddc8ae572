package schedulertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/workloads"
)

// Conform fails the test unless the policy keeps the promises that the package
// comment lists, in every situation tried.
func Conform(t *testing.T, policy scheduler.Policy) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSituation(t)
		first := decide(t, policy, s)
		again := decide(t, policy, s)
		require.Equal(t, first, again, "the policy decides differently in the same situation")
	})
}

// decide asks the policy twice in a row in the situation, built anew, with a few
// completions between, and returns what it decided as text.
func decide(t *rapid.T, policy scheduler.Policy, s situation) string {
	state := s.build()
	var b strings.Builder
	for range 2 {
		before := requests(state)
		plan := scheduler.NewPlan(state)
		state.Decide()
		policy.Plan(state.View(), plan)
		require.NoError(t, plan.Err(), "the policy breaks a rule")
		require.Equal(t, before, requests(state), "the policy changes a request")
		for _, id := range plan.Started() {
			fmt.Fprintf(&b, "start job %d on %v\n", id, state.Job(id).On)
		}
		fmt.Fprintf(&b, "wake at %v\n", plan.Wake())
		plan.Reset()
		require.NoError(t, state.Check(), "the policy corrupts the state")
		s.goOn(state)
	}
	return b.String()
}

// requests is a deep copy, as text, of what live jobs ask for.
func requests(s *cluster.State) string {
	var b strings.Builder
	for id := range workloads.JobID(maxJobs) {
		if j := s.Job(id); j != nil {
			fmt.Fprintf(&b, "%+v\n", j.Request)
		}
	}
	return b.String()
}
