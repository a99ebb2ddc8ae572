package schedulertest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

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
		if err := try(policy, &s); err != nil {
			t.Fatal(err)
		}
	})
}

// try returns the first promise that the policy breaks in the situation.
func try(policy scheduler.Policy, s *situation) error {
	first, err := decide(policy, s)
	if err != nil {
		return err
	}
	again, err := decide(policy, s)
	if err != nil {
		return err
	}
	if first != again {
		return fmt.Errorf("the policy decides differently in the same situation: first\n%sand then\n%s", first, again)
	}
	return nil
}

// decide asks the policy twice in a row in the situation, built anew, with a few
// completions between, and returns what it decided as text.
func decide(policy scheduler.Policy, s *situation) (string, error) {
	state := s.build()
	var b strings.Builder
	for range 2 {
		before := requests(state)
		plan := scheduler.NewPlan(state)
		state.Decide()
		policy.Plan(state.View(), plan)
		if err := plan.Err(); err != nil {
			return "", fmt.Errorf("the policy breaks a rule: %w", err)
		}
		if requests(state) != before {
			return "", errors.New("the policy changes a request")
		}
		for _, id := range plan.Started() {
			fmt.Fprintf(&b, "start job %d on %v\n", id, state.Job(id).On)
		}
		fmt.Fprintf(&b, "wake at %v\n", plan.Wake())
		plan.Reset()
		if err := state.Check(); err != nil {
			return "", fmt.Errorf("the policy corrupts the state: %w", err)
		}
		s.goOn(state)
	}
	return b.String(), nil
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
