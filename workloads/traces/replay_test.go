package traces_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/workloads"
	"github.com/clustersim/clustersim/workloads/traces"
)

func ExampleReplay() {
	log := traces.Replay{
		Name:   "small.swf",
		Open:   func() (io.ReadCloser, error) { return os.Open("testdata/small.swf") },
		Reader: traces.SWF{Processors: 64},
		Count:  3,
	}
	for job, err := range log.Jobs(rng.NewSeed(1)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(job.ID, job.Arrive, job.Groups[0].Tasks, job.Work.Size(), job.Estimate)
	}
	// Output:
	// 0 10s 8 1h1m29s 2h35m5s
	// 1 35m45s 64 46m17s 2h43m35s
	// 2 58m26s 64 1h14m14s 2h20m21s
}

// log is an open log that counts how often it is closed.
type log struct {
	io.Reader
	closed *int
	err    error
}

func (l log) Close() error {
	*l.closed++
	return l.err
}

func replay(text string, closed *int, err error) traces.Replay {
	return traces.Replay{
		Name: "x.swf", Reader: traces.SWF{},
		Open: func() (io.ReadCloser, error) { return log{strings.NewReader(text), closed, err}, nil },
	}
}

func all(p traces.Replay, seed uint64) (jobs []workloads.Job, last error) {
	for j, err := range p.Jobs(rng.NewSeed(seed)) {
		if err != nil {
			return jobs, err
		}
		jobs = append(jobs, j)
	}
	return jobs, nil
}

func TestReplayIsTheSameForEverySeed(t *testing.T) {
	closed := 0
	p := replay(string(sample()), &closed, nil)
	one, err := all(p, 1)
	require.NoError(t, err)
	two, err := all(p, 2)
	require.NoError(t, err)
	require.Equal(t, one, two)
	require.Equal(t, read(t, traces.SWF{}, bytes.NewReader(sample())), one)
	require.Equal(t, 2, closed, "opened anew for each run, and closed")
}

func TestReplayStretchesArrivals(t *testing.T) {
	closed := 0
	p := replay(string(sample()), &closed, nil)
	before, err := all(p, 1)
	require.NoError(t, err)
	p.Stretch = 2.5
	after, err := all(p, 1)
	require.NoError(t, err)
	require.Len(t, after, len(before))
	for i, j := range after {
		require.Equal(t, sim.Time(float64(before[i].Arrive)*2.5), j.Arrive)
		require.Equal(t, before[i].Work, j.Work)
		require.Equal(t, sim.Never, j.Deadline)
		require.Equal(t, sim.Never, j.Cancel)
	}
}

func TestReplayCountsAndCloses(t *testing.T) {
	closed := 0
	p := replay(string(sample()), &closed, nil)
	p.Count = 7
	jobs, err := all(p, 1)
	require.NoError(t, err)
	require.Len(t, jobs, 7)
	for range p.Jobs(rng.NewSeed(1)) {
		break
	}
	require.Equal(t, 2, closed)
}

func TestReplayNamesTheLog(t *testing.T) {
	good := line(1, time.Hour.Seconds(), 5, 1, 1, 9)
	closed := 0
	for _, c := range []struct {
		replay traces.Replay
		want   string
	}{
		{replay(good+"oops\n", &closed, nil), "x.swf:2: has 1 field, an SWF line has 18"},
		{replay(good, &closed, errors.New("gone")), `traces: close "x.swf": gone`},
		{traces.Replay{Name: "y", Reader: traces.SWF{}, Open: func() (io.ReadCloser, error) { return nil, fs.ErrNotExist }}, `traces: open "y": file does not exist`},
		{traces.Replay{Name: "y", Reader: traces.SWF{}}, `traces: replay "y": has no log or no reader`},
		{spoilt(replay(good, &closed, nil), math.NaN(), 0), `traces: replay "x.swf": arrivals are stretched by NaN, must be positive and finite; 0 for not at all`},
		{spoilt(replay(good, &closed, nil), 0, -1), `traces: replay "x.swf": takes -1 jobs, cannot be negative; 0 for all`},
		{spoilt(replay(good, &closed, nil), 1e10, 0), `traces: replay "x.swf": job "1" would arrive more than 292 years in`},
	} {
		_, err := all(c.replay, 1)
		require.EqualError(t, err, c.want)
	}
}

func spoilt(p traces.Replay, stretch float64, count int) traces.Replay {
	p.Stretch, p.Count = stretch, count
	return p
}
