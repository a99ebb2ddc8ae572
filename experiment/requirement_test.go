package experiment_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/experiment"
	"github.com/clustersim/clustersim/metrics"
)

func TestParseRequirement(t *testing.T) {
	for text, want := range map[string]string{
		"completion >= 0.95":                       "completion >= 0.95",
		"completion>95%":                           "completion > 0.95",
		" wait.p95 <= 2h ":                         "wait.p95 <= 7200",
		"jct.mean < 1d12h":                         "jct.mean < 129600",
		"cost <= 5000 USD":                         "cost <= 5000",
		"cost <= $0.25":                            "cost <= 0.25",
		"cost_per_useful_gpu_hour < 2.5 USD/GPU-h": "cost_per_useful_gpu_hour < 2.5",
		"cost_per_useful_gpu_hour < $2.50/h":       "cost_per_useful_gpu_hour < 2.5",
		"gpu_hours <= 30 GPU-d":                    "gpu_hours <= 720",
		"failure_rate <= 6.5 /1000 node-days":      "failure_rate <= 6.5",
		"bounded_slowdown.mean <= 12.5":            "bounded_slowdown.mean <= 12.5",
		"interruptions <= 3":                       "interruptions <= 3",
	} {
		q, err := experiment.ParseRequirement(text)
		require.NoError(t, err)
		require.Equal(t, want, fmt.Sprintf("%s %s %v", q.Metric.Name, q.Op, q.Value))
	}
}

// Every metric takes a bound in the unit that the table says.
func TestEveryUnitCanBeRequired(t *testing.T) {
	for _, m := range metrics.All() {
		text := map[string]string{"1": "1", "s": "1s"}[m.Unit]
		if text == "" {
			text = "1 " + m.Unit
		}
		q, err := experiment.ParseRequirement(m.Name + " <= " + text)
		require.NoError(t, err)
		require.Equal(t, 1.0, q.Value, m.Name)
	}
}

func TestWrongRequirements(t *testing.T) {
	for text, want := range map[string]string{
		"completion":         `"completion" is not a requirement; want a metric, one of >= <= > <, and a value, such as "completion >= 0.95"`,
		">= 0.95":            `">= 0.95" is not a requirement; want a metric, one of >= <= > <, and a value, such as "completion >= 0.95"`,
		"jobs >=":            `"jobs >=" is not a requirement; want a metric, one of >= <= > <, and a value, such as "completion >= 0.95"`,
		"jobs => 3":          `"jobs => 3" is not a requirement; want a metric, one of >= <= > <, and a value, such as "completion >= 0.95"`,
		"compeltion >= 0.95": `unknown metric "compeltion"; did you mean "completion"?`,
		"wait.95 <= 2h":      `unknown metric "wait.95"; did you mean "wait.p95"?`,
		"jobs >= 3 jobs":     `requirement "jobs >= 3 jobs": "3 jobs" is not a number; want one such as 1.5, without a unit`,
		"jobs >= NaN":        `requirement "jobs >= NaN": "NaN" is not a number; want one such as 1.5, without a unit`,
	} {
		_, err := experiment.ParseRequirement(text)
		require.EqualError(t, err, want)
	}
	for _, text := range []string{"completion >= 95", "wait.p95 <= 2", "cost <= 5000", "goodput >= 1.2"} {
		_, err := experiment.ParseRequirement(text)
		require.ErrorContains(t, err, text)
	}
	_, err := experiment.ParseRequirement("throughput >= 1")
	require.ErrorContains(t, err, `unknown metric "throughput"; want one of completion, deadline_met, `)
}

func ExampleParseRequirement() {
	q, err := experiment.ParseRequirement("wait.p95 <= 1h30m")
	fmt.Println(q.Metric.Name, q.Op, q.Value, q.Metric.Unit, err)
	_, err = experiment.ParseRequirement("wiat.p95 <= 1h30m")
	fmt.Println(err)
	// Output:
	// wait.p95 <= 5400 s <nil>
	// unknown metric "wiat.p95"; did you mean "wait.p95"?
}

// Whatever is written gives a requirement with a finite bound, or an error.
func FuzzParseRequirement(f *testing.F) {
	for _, m := range metrics.All() {
		f.Add(m.Name + " >= 1 " + m.Unit)
	}
	f.Add("=><=")
	f.Fuzz(func(t *testing.T, text string) {
		q, err := experiment.ParseRequirement(text)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		require.False(t, math.IsNaN(q.Value) || math.IsInf(q.Value, 0))
		require.True(t, q.Op.Holds(q.Value, q.Value) == (q.Op == experiment.AtLeast || q.Op == experiment.AtMost))
	})
}
