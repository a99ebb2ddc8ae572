package traces_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/sim/rng"
)

var update = flag.Bool("update", false, "write the sample logs anew")

// sample writes a log of 200 jobs on 64 processors: two days of bursts, with the
// gaps in the data that real logs have. All arithmetic is on integers, so that every
// machine writes the same.
func sample() []byte {
	var b bytes.Buffer
	b.WriteString("; Version: 2.2\n; Computer: an invented cluster\n; Installation: clustersim\n" +
		"; Note: drawn at random, no machine ever ran these jobs\n" +
		"; MaxJobs: 200\n; MaxNodes: 64\n; MaxProcs: 64\n; UnixStartTime: 0\n")
	r := rng.NewSeed(64).Stream()
	submit := 0
	for job := 1; job <= 200; job++ {
		submit += r.IntN(1 + r.IntN(3600))
		wait := r.IntN(1 + r.IntN(2400))
		run := 1 + r.IntN(1+r.IntN(14400))
		processors := 1 << r.IntN(7)
		estimate := run + r.IntN(3*run)
		user, status, preceding := 1+r.IntN(12), 1, -1
		switch {
		case job%40 == 0: // cancelled in the queue
			run, status = -1, 5
		case job%23 == 0: // ended in its first second
			run = 0
		case job%17 == 0: // without an estimate
			estimate = -1
		case job%11 == 0: // stopped at its limit
			estimate, status = run-run/10, 0
		}
		allocated := processors
		if status == 5 || job%13 == 0 {
			allocated = -1
		}
		if job%10 == 0 {
			preceding = job - 3
		}
		fmt.Fprintf(&b, "%5d %7d %6d %6d %4d -1 -1 %4d %7d -1 %d %3d 1 -1 -1 -1 %4d -1\n",
			job, submit, wait, run, allocated, processors, estimate, status, user, preceding)
	}
	return b.Bytes()
}

func sampleFiles() []string { return []string{"testdata/small.swf", "../../examples/data/small.swf"} }

func TestSampleIsReproducible(t *testing.T) {
	for _, name := range sampleFiles() {
		if *update {
			require.NoError(t, os.WriteFile(name, sample(), 0o644))
		}
		kept, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, string(sample()), string(kept))
	}
}
