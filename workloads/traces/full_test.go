//go:build data

package traces_test

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/workloads"
	"github.com/clustersim/clustersim/workloads/traces"
)

// fullLog opens a log of the Parallel Workloads Archive, which is not part of
// this repository: its terms do not allow that. "make data-checks" says where
// the data is, or that nothing was checked.
func fullLog(t *testing.T, name string) *os.File {
	t.Helper()
	file, err := os.Open(filepath.Join(os.Getenv("CLUSTERSIM_DATA"), "swf", name))
	require.NoError(t, err)
	t.Cleanup(func() { file.Close() })
	return file
}

// expected reads submit, procs, run and estimate of all jobs, by job number in order.
func expected(t *testing.T, file *os.File) [][]string {
	t.Helper()
	plain, err := gzip.NewReader(bufio.NewReader(file))
	require.NoError(t, err)
	rows, err := csv.NewReader(plain).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"job_id", "submit", "procs", "run", "estimate", "start", "finish"}, rows[0])
	return rows[1:]
}

// The jobs that PySS made of the SDSC SP2 log: the first 5,000 lines.
func TestDataSDSC(t *testing.T) {
	log, schedule := fullLog(t, "SDSC-SP2-first5000lines.swf.gz"), fullLog(t, "expected_sdsc5k_fcfs.csv.gz")
	byNumber := make(map[string]workloads.Job)
	for _, j := range read(t, traces.SWF{Processors: 128, Clean: traces.PySS}, log) {
		byNumber[j.Name] = j
	}
	rows := expected(t, schedule)
	require.Len(t, rows, 4961)
	require.Len(t, byNumber, 4961)
	for _, row := range rows {
		j := byNumber[row[0]]
		require.Equal(t, row[:5], []string{
			j.Name, seconds(j.Arrive.Seconds()), strconv.Itoa(j.Groups[0].Tasks),
			seconds(j.Work.Size().Seconds()), seconds(j.Estimate.Seconds()),
		})
	}
}

func seconds(s float64) string { return strconv.FormatFloat(s, 'f', -1, 64) }

// The whole of the cleaned NASA iPSC log of 1993.
func TestDataNASA(t *testing.T) {
	log := fullLog(t, "NASA-iPSC-1993-3.1-cln.swf.gz")
	var report traces.Report
	jobs := read(t, traces.SWF{Report: func(r traces.Report) { report = r }}, log)
	require.Len(t, jobs, 18239-173)
	require.Equal(t, traces.Report{
		Header: traces.Header{
			Computer: "Intel iPSC/860", Installation: "NASA Ames Research Center", MaxJobs: 42264,
			MaxNodes: 128, MaxProcs: 128, UnixStartTime: 749458803, TimeZone: "US/Pacific",
		},
		Lines: 18239, Jobs: 18239 - 173, NoRunTime: 173,
	}, report)
}
