package validation

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
)

func invented() []Outcome {
	queue := Case{ID: "T01", Title: "queue", About: "Jobs wait.", Source: "A book.", Through: throughRuntime, Parameters: "c=1"}
	busier, broken := queue, Case{ID: "T02", Title: "other", About: "It breaks.", Source: "Another.", Through: throughSim, Parameters: "none"}
	busier.Parameters = "c=2"
	return []Outcome{
		{Case: queue, Measurements: []Measurement{sampled("mean of C²", "h²", 2, 2.0012345678, 0.00234, 30), exact("sum", "", 0.5, 0.5)}},
		{Case: busier, Measurements: []Measurement{sampled("P(wait)", "", 0.000123456789, 0.0002, 1e-5, 40)}},
		{Case: broken, Err: errors.New("the model has no site")},
	}
}

func TestText(t *testing.T) {
	golden.Compare(t, "testdata/text.txt", []byte(Text(invented())))
}

func TestMarkdown(t *testing.T) {
	schedules := Schedules([]Schedule{
		{Log: "LOG", Policy: "EASY", Against: "other 1.0", Protocol: "exact estimates", Jobs: 10, Same: 10, Wait: 61.5, Slowdown: 1.25},
		{Log: "LOG", Policy: "FCFS", Against: "other 1.0", Protocol: "exact estimates", Jobs: 10, Same: 9},
	})
	page := Markdown(invented(), schedules)
	golden.Compare(t, "testdata/page.txt", []byte(page))
	require.Equal(t, schedules, SchedulesIn(page))
	require.Empty(t, SchedulesIn(Markdown(invented(), "")))
}

func TestSummary(t *testing.T) {
	all := invented()
	require.Equal(t, "3 quantities of 3 cases: 1 differ, and 1 cases could not run.", Summary(all))
	require.Equal(t, "3 quantities of 2 cases: 1 differ.", Summary(all[:2]))
	require.Equal(t, "2 quantities of 1 cases: all agree.", Summary(all[:1]))
	require.True(t, Passed(all[:1]))
	require.False(t, Passed(all[:2]))
}
