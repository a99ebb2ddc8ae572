//go:build data

package clustersim_test

import (
	"compress/gzip"
	"encoding/csv"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
	"github.com/clustersim/clustersim/workloads/traces"
)

// open opens a compressed file of the data folder.
func open(t *testing.T, name string) *gzip.Reader {
	file, err := os.Open(filepath.Join(os.Getenv("CLUSTERSIM_DATA"), "swf", name))
	require.NoError(t, err)
	t.Cleanup(func() { file.Close() })
	plain, err := gzip.NewReader(file)
	require.NoError(t, err)
	return plain
}

// sdsc is the log of the SDSC SP2 as its published schedules were made from it.
type sdsc struct{ t *testing.T }

func (l sdsc) Jobs(rng.Seed) iter.Seq2[workloads.Job, error] {
	return traces.SWF{Processors: 128, Clean: traces.PySS}.Read(open(l.t, "SDSC-SP2-first5000lines.swf.gz"))
}

// Every job of the log starts at the second at which the published schedule of
// the same policy starts it.
func TestDataPublishedStarts(t *testing.T) {
	nodes := make([]hardware.Node, 128)
	for i := range nodes {
		nodes[i] = node(strconv.Itoa(i), 1)
	}
	for name, policy := range map[string]scheduler.Policy{
		"fcfs": policies.FCFS{Place: policies.Pack}, "easy": policies.EASY{Place: policies.Pack},
	} {
		got := map[string]string{}
		jobs := map[workloads.JobID]string{}
		for _, r := range record(t, clustersim.Model{
			Site: site(nodes...), Workload: sdsc{t}, Policy: policy, Until: sim.Never,
			Decide: clustersim.Decide{When: clustersim.EachEvent}, Order: clustersim.ArrivalsFirst,
		}, 1) {
			if r.Definition.Subject == journal.JobSubject {
				jobs[workloads.JobID(r.Definition.ID)] = r.Definition.Name
			}
			if r.Entry.Kind == journal.AttemptStarted {
				got[jobs[r.Entry.Job]] = strconv.FormatInt(int64(r.Entry.At)/int64(time.Second), 10)
			}
		}
		rows, err := csv.NewReader(open(t, "expected_sdsc5k_"+name+".csv.gz")).ReadAll()
		require.NoError(t, err)
		want := map[string]string{}
		for _, row := range rows[1:] {
			want[row[0]] = row[5]
		}
		require.Len(t, want, 4961)
		require.Equal(t, want, got, name)
	}
}
