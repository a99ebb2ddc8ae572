package metrics_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/metrics"
)

// The numbers of the story were checked by hand; see testdata.
func TestStory(t *testing.T) {
	golden.Compare(t, "testdata/story.txt", []byte(listing(run(t, story(t), 1))))
}

func TestTablesOfTheStory(t *testing.T) {
	var all string
	for _, name := range metrics.TableNames() {
		all += text(table(t, story(t), name)) + "\n"
	}
	golden.Compare(t, "testdata/tables.txt", []byte(all))
}

func TestUnknownTable(t *testing.T) {
	_, err := metrics.NewTableFold("job", 1)
	require.EqualError(t, err, `metrics: unknown table "job"; did you mean "jobs"?`)
	_, err = metrics.NewTableFold("x", 1)
	require.EqualError(t, err, `metrics: unknown table "x"; want one of jobs, attempts, nodes, failures, reliability, repairs, `+
		`blast_radius, windows, gang_windows, fits, availability_windows, job_size`)
}
