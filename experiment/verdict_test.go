package experiment_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/experiment"
	"github.com/clustersim/clustersim/metrics"
)

// verdict judges and writes the outcomes down.
func verdict(t *testing.T, r *experiment.Result, texts ...string) string {
	var requirements []experiment.Requirement
	for _, text := range texts {
		q, err := experiment.ParseRequirement(text)
		require.NoError(t, err)
		requirements = append(requirements, q)
	}
	v := r.Judge(requirements)
	var b strings.Builder
	for _, j := range v.Judgements {
		fmt.Fprintf(&b, "%s: %s, %s\n", j.Requirement.Text, j.Outcome, j.Why)
	}
	return b.String() + v.Outcome.String()
}

// runs are twenty of which eighteen completed their only job, after waits of 1 to
// 20 minutes and without an interruption in 1000 hours.
func runs() *experiment.Result {
	summaries := make([]metrics.Summary, 20)
	for i := range summaries {
		summaries[i] = metrics.Summary{
			Jobs: 1, Completed: 1, Wait: []float64{float64(60 * (i + 1))}, Running: hours(1000, 50), NodeTime: hours(1000, 100),
			NodeUp: hours(1000, 100),
		}
	}
	summaries[4].Completed, summaries[9].Completed = 0, 0
	return result(summaries...)
}

func TestVerdicts(t *testing.T) {
	require.Equal(t, "pass", verdict(t, runs()))
	require.Equal(t, strings.TrimSpace(`
completion >= 0.6: pass, the 95% interval satisfies it
wait.p50 <= 15m: pass, the 95% interval satisfies it
mtti >= 10d: pass, the 95% interval satisfies it
pass`), verdict(t, runs(), "completion >= 0.6", "wait.p50 <= 15m", "mtti >= 10d"))
	require.Equal(t, strings.TrimSpace(`
completion >= 0.6: pass, the 95% interval satisfies it
completion >= 0.95: inconclusive, the 95% interval straddles it; add seeds
deadline_met >= 0.9: inconclusive, no run has data for it
mtti >= 1000d: inconclusive, the 95% interval straddles it; add seeds
inconclusive`), verdict(t, runs(), "completion >= 0.6", "completion >= 0.95", "deadline_met >= 0.9", "mtti >= 1000d"))
	require.Equal(t, strings.TrimSpace(`
completion >= 0.99: fail, the 95% interval breaks it
completion >= 0.95: inconclusive, the 95% interval straddles it; add seeds
completion < 0.99: pass, the 95% interval satisfies it
fail`), verdict(t, runs(), "completion >= 0.99", "completion >= 0.95", "completion < 0.99"))
}

func TestVerdictOfOneSeed(t *testing.T) {
	one := result(metrics.Summary{Jobs: 10, Completed: 9})
	require.Equal(t, strings.TrimSpace(`
completion >= 0.9: pass, by the value of one seed alone
completion > 0.9: fail, by the value of one seed alone
fail`), verdict(t, one, "completion >= 0.9", "completion > 0.9"))
}

func TestVerdictWithoutAnInterval(t *testing.T) {
	two := result(metrics.Summary{Wait: []float64{60}}, metrics.Summary{Wait: []float64{90}})
	require.Equal(t, "wait.p95 <= 1h: inconclusive, n=2 is too small for an interval; add seeds\ninconclusive",
		verdict(t, two, "wait.p95 <= 1h"))
}

func TestVerdictWithoutTrials(t *testing.T) {
	require.Equal(t, "jobs >= 1: inconclusive, no run has data for it\ninconclusive", verdict(t, result(), "jobs >= 1"))
}

func TestOps(t *testing.T) {
	for op, want := range map[experiment.Op][3]bool{
		experiment.AtLeast: {false, true, true}, experiment.AtMost: {true, true, false},
		experiment.Above: {false, false, true}, experiment.Below: {true, false, false},
	} {
		require.Equal(t, want, [3]bool{op.Holds(1, 2), op.Holds(2, 2), op.Holds(3, 2)}, op)
	}
}
