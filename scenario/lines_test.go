package scenario_test

import (
	"bytes"
	"compress/gzip"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/sim/rng"
)

func TestLines(t *testing.T) {
	s, err := parse(nil, small("gates: [ettr.mean >= 0.85, cost.p95<$5000, 'makespan.mean <= 10 d']"))
	require.NoError(t, err)
	var got [][3]string
	for _, l := range s.Gates {
		got = append(got, [3]string{l.Metric, l.Op, l.Value})
		require.Equal(t, 13, l.Line)
	}
	require.Equal(t, [][3]string{{"ettr.mean", ">=", "0.85"}, {"cost.p95", "<", "$5000"}, {"makespan.mean", "<=", "10 d"}}, got)
	require.Equal(t, `s.yaml:13:28: gates[1]: unknown metric "cost.p95"; did you mean "cost.mean"? [E110]
    12 |     run: 1h
  > 13 | gates: [ettr.mean >= 0.85, cost.p95<$5000, 'makespan.mean <= 10 d']
                                    ^^^^^^^^^^^^^^
`, s.Gates[1].Problem("E110", `unknown metric "cost.p95"`, `did you mean "cost.mean"?`).Format())
}

// A log that breaks off after its first jobs is a mistake of the scenario, found
// before anything is run.
func TestTraceThatBreaksOff(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	r := rng.NewSeed(1).Stream()
	for i := range 2000 {
		_, err := z.Write([]byte("1 " + string(rune('0'+min(9, i/200))) + " 0 1" + string(rune('0'+r.IntN(10))) + " 1 -1 -1 1 10 -1 1 1 1 -1 -1 -1 -1 -1\n"))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	files := fstest.MapFS{"cut.swf.gz": {Data: zipped.Bytes()[:zipped.Len()/2]}}
	const text = "version: 1\nfleet: {gpus: 4}\nworkload: {trace: {file: cut.swf.gz}}\n"
	_, err := parse(files, text)
	var problems scenario.Problems
	require.ErrorAs(t, err, &problems)
	require.Len(t, problems, 1)
	require.Equal(t, scenario.CodeTrace, problems[0].Code)
	require.Regexp(t, `^cut\.swf\.gz:[0-9]{3,}: the compressed data ends in the middle of it$`, problems[0].Message)

	_, err = parse(files, text, "workload.trace.limit=5")
	require.NoError(t, err, "what lies after the last job that is taken does not matter")
}
