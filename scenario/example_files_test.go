package scenario_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestExamplesRun(t *testing.T) {
	var names []string
	require.NoError(t, filepath.WalkDir("../examples", func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".yaml") && !strings.Contains(filepath.ToSlash(name), "/data/") {
			names = append(names, filepath.ToSlash(name))
		}
		return err
	}))
	require.GreaterOrEqual(t, len(names), 4)
	for _, name := range names {
		s := load(t, name)
		require.NotEmpty(t, s.About, name)
		if strings.HasSuffix(name, "peers/swf.yaml") {
			require.Len(t, s.Warnings, 2, name)
			require.Contains(t, s.Warnings[0].Message, "13 of the log's 200 jobs have no run time")
		} else {
			require.Empty(t, s.Warnings, name)
		}
		o := play(t, s, s.Seeds.First)
		if strings.HasSuffix(name, "first-interruption.yaml") {
			require.Equal(t, outcome{other: 1}, o, "the first interruption ends the job")
			continue
		}
		require.Greater(t, o.completed, 4*o.other, name)
	}
}

// Jobs are never cut in silence.
func TestLargeJobsOfALogAreWarnedOf(t *testing.T) {
	s := load(t, "../examples/peers/swf.yaml", "fleet.gpus=8")
	require.Len(t, s.Warnings, 3)
	require.Regexp(t, `^\d+ of the log's 200 jobs ask for more processors than there are, and are cut to them$`, s.Warnings[0].Message)
}

// The sample log has 200 jobs, all of which pyss keeps; plain skips those that
// did not run.
func TestTraceSettings(t *testing.T) {
	const file = "../examples/peers/swf.yaml"
	require.Equal(t, outcome{completed: 200}, play(t, load(t, file), 1))
	plain := play(t, load(t, file, "workload.trace.clean=plain"), 1)
	require.Equal(t, 0, plain.other)
	require.Less(t, plain.completed, 200)
	require.Equal(t, outcome{completed: 50}, play(t, load(t, file, "workload.trace.limit=50"), 1))
}

// A path in the file begins at the file, one on the command line at the working
// directory.
func TestPathsBeginWhereTheyAreWritten(t *testing.T) {
	load(t, "../examples/peers/swf.yaml", "workload.trace.file=../examples/data/small.swf")
	dir := t.TempDir()
	profile := "base: hyperscale-h100\nhazards:\n  host: {failure: {law: exponential, rate: 9 /1000 node-days}}\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine.yaml"), []byte(profile), 0o644))
	text := small("    reliability: mine.yaml")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "s.yaml"), []byte(text), 0o644))
	s := load(t, filepath.Join(dir, "s.yaml"))
	host := hazardOf(t, &s.Site().Nodes[0], "host")
	require.InEpsilon(t, 1000.0*24/9, host.Failure.Mean().Hours(), 1e-9)
	require.NotEqual(t, load(t, filepath.Join(dir, "s.yaml"), "fleet.pools.p.reliability=hyperscale-h100").Hash(), s.Hash())

	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine.yaml"), []byte(strings.Replace(profile, "9 /", "8 /", 1)), 0o644))
	require.NotEqual(t, s.Hash(), load(t, filepath.Join(dir, "s.yaml")).Hash(), "a file that is named is a part of the scenario")
}
