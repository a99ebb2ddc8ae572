package traces_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/workloads"
	"github.com/clustersim/clustersim/workloads/traces"
)

func read(t require.TestingT, f traces.SWF, log io.Reader) []workloads.Job {
	var jobs []workloads.Job
	for j, err := range f.Read(log) {
		require.NoError(t, err)
		require.NoError(t, workloads.ValidateJob(&j))
		require.Equal(t, workloads.JobID(len(jobs)), j.ID)
		jobs = append(jobs, j)
	}
	return jobs
}

// line is a job line with the columns that matter.
func line(number, submit, run, allocated, requested, asked any) string {
	return fmt.Sprintf("%v %v -1 %v %v -1 -1 %v %v -1 1 9 1 -1 -1 -1 -1 -1\n", number, submit, run, allocated, requested, asked)
}

// brief prints what cleaning made of a log: submit, processors, run, estimate.
func brief(jobs []workloads.Job) (all []string) {
	for _, j := range jobs {
		all = append(all, fmt.Sprintf("%s: %v %dp %v %v", j.Name, time.Duration(j.Arrive), j.MilliGPUs()/1000, j.Work.Size(), j.Estimate))
	}
	return all
}

func mixed() string {
	return "; MaxProcs: 8\n" +
		line(1, 0, -1, 4, 4, 50) +
		line(2, 0, 10, 4, 4, 50) +
		line(3, 0.5, 10, -1, 4, 50) +
		line(4, 1, 100, 16, 16, 50) +
		line(5, 7, 2.25, 0, -1, -1) +
		line(6, 7, 0, 1, 1, 50) +
		line(7, 9, 30, 2, 4, -1)
}

func TestPlainCleaning(t *testing.T) {
	var report traces.Report
	jobs := read(t, traces.SWF{Processors: 8, Report: func(r traces.Report) { report = r }}, strings.NewReader(mixed()))
	require.Equal(t, []string{"2: 0s 4p 10s 50s", "3: 500ms 4p 10s 50s", "4: 1s 8p 1m40s 1m40s", "7: 9s 2p 30s 30s"}, brief(jobs))
	require.Equal(t, traces.Report{
		Header: traces.Header{MaxProcs: 8}, Lines: 7, Jobs: 4, NoRunTime: 2, NoProcessors: 1, Cut: 1,
	}, report)
	require.Equal(t, "9", jobs[0].Tenant)
	require.Same(t, &jobs[0].Groups[0], &jobs[1].Groups[0], "jobs of one size share their groups")

	require.Equal(t, int64(16000), read(t, traces.SWF{}, strings.NewReader(mixed()))[2].MilliGPUs(), "no limit unless asked for")
}

func TestPySSCleaning(t *testing.T) {
	var report traces.Report
	f := traces.SWF{Clean: traces.PySS, Report: func(r traces.Report) { report = r }}
	want := []string{
		"2: 0s 4p 10s 50s", "1: 1s 4p 1s 1s", "3: 1s 1p 1s 1s", "4: 1s 8p 50s 1m40s",
		"5: 7s 1p 1s 1s", "6: 7s 1p 1s 1s", "7: 9s 2p 1s 30s",
	}
	require.Equal(t, want, brief(read(t, f, strings.NewReader(mixed()))))
	require.Equal(t, traces.Report{
		Header: traces.Header{MaxProcs: 8}, Lines: 7, Jobs: 7, NoRunTime: 2, NoProcessors: 2, Cut: 1,
	}, report)
	f.Sort = true
	require.Equal(t, want, brief(read(t, f, strings.NewReader(mixed()))))
	require.Equal(t, []string{"1: 1s 4p 1s 1s"}, brief(read(t, f, strings.NewReader("; MaxProcs: 8\n"+line(1, 0, -1, 4, 4, 50)))), "held to the end")
}

func TestDependencies(t *testing.T) {
	after := func(number, preceding int, run int) string {
		return fmt.Sprintf("%d %d -1 %d 1 -1 -1 1 -1 -1 1 -1 1 -1 -1 -1 %d 60\n", number, number, run, preceding)
	}
	log := after(1, -1, 5) + after(2, 1, 0) + after(3, 2, 5) + after(4, 1, 5) + after(5, 5, 5) + after(6, 4, 5)
	var report traces.Report
	jobs := read(t, traces.SWF{Dependencies: true, Report: func(r traces.Report) { report = r }}, strings.NewReader(log))
	var got []string
	for _, j := range jobs {
		got = append(got, fmt.Sprint(j.ID, " ", j.Name, j.Tenant, j.After))
	}
	require.Equal(t, []string{"0 1[]", "1 3[]", "2 4[0]", "3 5[]", "4 6[2]"}, got)
	require.Equal(t, 2, report.Lost)
	for _, j := range read(t, traces.SWF{}, strings.NewReader(log)) {
		require.Empty(t, j.After)
	}
}

func TestSortingALog(t *testing.T) {
	log := line(1, 50, 5, 1, 1, 9) + line(2, 20, 5, 1, 1, 9) + line(3, 50, 5, 1, 1, 9) + line(4, 20, 5, 1, 1, 9)
	var names []string
	for _, j := range read(t, traces.SWF{Sort: true}, strings.NewReader(log)) {
		names = append(names, j.Name)
	}
	require.Equal(t, []string{"2", "4", "1", "3"}, names)
}

func TestHeader(t *testing.T) {
	var report traces.Report
	f := traces.SWF{Report: func(r traces.Report) { report = r }}
	log := "; Computer: IBM SP2\r\n;Installation: Universit\xe4t\n; MaxJobs: 12 of 15\n; MaxNodes: 128\n; MaxProcs: many\n" +
		"; UnixStartTime: 893466664\n; TimeZoneString: US/Pacific\n;\n; Note without a colon\n\n  ; Queue: 0 x\n"
	require.Empty(t, read(t, f, strings.NewReader(log)))
	require.Equal(t, traces.Report{Header: traces.Header{
		Computer: "IBM SP2", Installation: "Universit\uFFFDt", MaxJobs: 12, MaxNodes: 128,
		UnixStartTime: 893466664, TimeZone: "US/Pacific",
	}}, report)
}

func compressed(t testing.TB, plain []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(plain)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestGzipIsKnownByContent(t *testing.T) {
	plain := read(t, traces.SWF{}, bytes.NewReader(sample()))
	require.Len(t, plain, 187)
	require.Equal(t, plain, read(t, traces.SWF{}, iotest.OneByteReader(bytes.NewReader(compressed(t, sample())))))
}

// ended reads until the end and returns the number of jobs and the error.
func ended(t testing.TB, f traces.SWF, log io.Reader) (jobs int, last error) {
	t.Helper()
	for _, err := range f.Read(log) {
		require.NoError(t, last, "nothing follows an error")
		if last = err; err == nil {
			jobs++
		}
	}
	return jobs, last
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	good := line(1, 5, 5, 1, 1, 9)
	for _, c := range []struct{ log, want string }{
		{"1 2 3\n", "line 1: has 3 fields, an SWF line has 18"},
		{";\n\nword\n", "line 3: has 1 field, an SWF line has 18"},
		{good + strings.TrimSpace(good) + " 19 20\n", "line 2: has 20 fields, an SWF line has 18"},
		{"PK\x03\x04\x00\xff\xfe junk\n", "line 1: has 2 fields, an SWF line has 18"},
		{line(1, 5, "abc", 1, 1, 9), `line 1: field 4 (run time) "abc" is not a number`},
		{line(1, 5, "NaN", 1, 1, 9), `line 1: field 4 (run time) "NaN" is not a number`},
		{line(1, 5, "1e5", 1, 1, 9), `line 1: field 4 (run time) "1e5" is not a number`},
		{line(1, 5, ".", 1, 1, 9), `line 1: field 4 (run time) "." is not a number`},
		{line(1, 5, "\xff\x00", 1, 1, 9), `line 1: field 4 (run time) "\xff\x00" is not a number`},
		{line(1, 5, -7, 1, 1, 9), `line 1: field 4 (run time) "-7" is negative; -1 stands for unknown, and nothing else can be`},
		{line(1, 5, -1.5, 1, 1, 9), `line 1: field 4 (run time) "-1.5" is negative; -1 stands for unknown, and nothing else can be`},
		{line(1, 5, "9223372036", 1, 1, 9), `line 1: field 4 (run time) "9223372036" is too large, at most 9223372035 seconds can be`},
		{line(1, 5, strings.Repeat("9", 50), 1, 1, 9), `line 1: field 4 (run time) "9999999999999999999999999999999999999999"… is too large, at most 9223372035 seconds can be`},
		{line(1, 5, 5, "4.5", 1, 9), `line 1: field 5 (allocated processors) "4.5" is not a whole number`},
		{line(1, 5, 5, "x", 1, 9), `line 1: field 5 (allocated processors) "x" is not a whole number`},
		{line(1, 5, 5, "2147483648", 1, 9), `line 1: field 5 (allocated processors) "2147483648" is too large, at most 2147483647 can be`},
		{strings.Replace(good, " 9 1 ", " 9 ? ", 1), `line 1: field 13 (group) "?" is not a number`},
		{line(1, -1, 5, 1, 1, 9), `line 1: field 2 (submit time) is unknown, and a job without it cannot be replayed`},
		{good + "; note\n" + line(2, 4.5, 5, 1, 1, 9), "line 3: submits a job at 4.5 s, before line 1 at 5 s; ask for sorting if the log is meant to be so"},
		{good + strings.Repeat(" ", 1<<20), "line 2: is longer than 1 MiB"},
		{"\x1f\x8bnot gzip", "line 1: begins as compressed data does, but cannot be read: gzip: invalid header"},
		{"\x1f\x8b\x08", "line 1: the compressed data ends in the middle of its header"},
	} {
		_, err := ended(t, traces.SWF{}, strings.NewReader(c.log))
		require.EqualError(t, err, c.want)
	}
}

func TestReadErrorsOfTheSource(t *testing.T) {
	whole := compressed(t, sample())
	jobs, err := ended(t, traces.SWF{}, bytes.NewReader(whole[:len(whole)/2]))
	var at *traces.LineError
	require.ErrorAs(t, err, &at)
	require.Equal(t, "the compressed data ends in the middle of it", at.Problem)
	require.Positive(t, jobs)

	damaged := bytes.Clone(whole)
	damaged[len(damaged)-8]++ // of the checksum
	_, err = ended(t, traces.SWF{}, bytes.NewReader(damaged))
	require.ErrorAs(t, err, &at)
	require.Equal(t, "the compressed data is damaged: gzip: invalid checksum", at.Problem)

	broken := errors.New("disk on fire")
	half := line(1, 5, 5, 1, 1, 9) + "2 5 -1 5"
	jobs, err = ended(t, traces.SWF{}, io.MultiReader(strings.NewReader(half), iotest.ErrReader(broken)))
	require.ErrorIs(t, err, broken)
	require.EqualError(t, err, "traces: read line 2: disk on fire")
	require.Equal(t, 1, jobs)
}

func TestReadRefusesItsOptions(t *testing.T) {
	for want, f := range map[string]traces.SWF{
		`traces: read swf: unknown rule of cleaning "soap", want "plain" or "pyss"`:                          {Clean: "soap"},
		`traces: read swf: the machine has -1 processors, want at least 1, or 0 for no limit`:                {Processors: -1},
		`traces: read swf: rule "pyss" needs the number of processors, which the log's header does not tell`: {Clean: traces.PySS},
	} {
		_, err := ended(t, f, strings.NewReader(line(1, 5, 5, 1, 1, 9)))
		require.EqualError(t, err, want)
	}
}

func TestReadIsLazy(t *testing.T) {
	endless := &counter{}
	jobs, reported := 0, false
	for _, err := range (traces.SWF{Report: func(r traces.Report) { reported = r.Jobs == 3 }}).Read(endless) {
		require.NoError(t, err)
		if jobs++; jobs == 3 {
			break
		}
	}
	require.True(t, reported)
	require.Less(t, endless.lines, 100, "a buffer ahead, no more")
}

// counter is a log without an end.
type counter struct{ lines int }

func (c *counter) Read(p []byte) (int, error) {
	c.lines++
	return copy(p, line(c.lines, c.lines, 5, 1, 1, 9)), nil
}

func FuzzSWF(f *testing.F) {
	f.Add([]byte(mixed()), uint8(0))
	f.Add(sample()[:2000], uint8(7))
	f.Add(compressed(f, sample()[:1500]), uint8(3))
	f.Add([]byte(line(1, "9223372035.999999999", "9223372035.9", 2147483647, 1, "-.0")), uint8(1))
	f.Fuzz(func(t *testing.T, log []byte, options uint8) {
		reader := traces.SWF{Processors: 16, Sort: options&1 > 0, Dependencies: options&2 > 0}
		if options&4 > 0 {
			reader.Clean = traces.PySS
		}
		var last sim.Time
		var failed error
		id := workloads.JobID(0)
		for j, err := range reader.Read(bytes.NewReader(log)) {
			require.NoError(t, failed, "nothing follows an error")
			if failed = err; err != nil {
				continue
			}
			require.NoError(t, workloads.ValidateJob(&j))
			require.Equal(t, id, j.ID)
			require.LessOrEqual(t, last, j.Arrive)
			last = j.Arrive
			id++
		}
	})
}

func TestSampleReads(t *testing.T) {
	file, err := os.Open("testdata/small.swf")
	require.NoError(t, err)
	defer file.Close()
	var report traces.Report
	var total time.Duration // of processors
	for _, j := range read(t, traces.SWF{Processors: 64, Report: func(r traces.Report) { report = r }}, file) {
		total += time.Duration(j.Groups[0].Tasks) * j.Work.Size()
	}
	require.Equal(t, traces.Report{
		Header: traces.Header{Computer: "an invented cluster", Installation: "clustersim", MaxJobs: 200, MaxNodes: 64, MaxProcs: 64},
		Lines:  200, Jobs: 187, NoRunTime: 13,
	}, report)
	require.Equal(t, "3123h18m49s", total.String(), "nine tenths of 64 processors")
}
