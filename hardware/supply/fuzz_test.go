package supply_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/sim/rng"
)

// FuzzReaders gives every reader the same text: it must refuse it in its own
// words or read a trace that plays as itself.
func FuzzReaders(f *testing.F) {
	for name := range samples() {
		f.Add(sample(f, name))
	}
	f.Add(compressed(f, sample(f, "fta.csv")))
	f.Add([]byte("0,0\n1,64\n1,1\n2.5,3\n"))
	f.Add([]byte("0,0\n0,64\n9,0\n")) // nothing changes
	f.Add([]byte(`{"metadata":{"gap_seconds":300},"data":[0,16,3]}`))
	readers := []supply.Reader{
		supply.Probes{Zone: "us-central1-b", Nodes: 64, Step: 10 * time.Minute},
		supply.SpotJSON{Nodes: 64},
		supply.SpotJSON{Nodes: 1},
		supply.Steps{Unit: time.Second, Nodes: 64},
		supply.Arrivals{Unit: time.Second},
		supply.FTA{},
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, reader := range readers {
			trace, err := reader.Read(bytes.NewReader(text))
			if err != nil {
				require.True(t, strings.HasPrefix(err.Error(), "supply: read "), err)
				require.NotContains(t, err.Error(), "make trace", "the reader says what is wrong, in the record's words")
				if at := (*supply.FormatError)(nil); errors.As(err, &at) {
					require.Positive(t, at.Line)
				}
				continue
			}
			again, err := supply.Record(supply.Play(trace, 0, supply.Wrap), rng.NewSeed(1), trace.Length())
			require.NoError(t, err)
			require.True(t, slices.Equal(trace.Changes(), again.Changes()), "%v, played: %v", trace.Changes(), again.Changes())
		}
	})
}

// FuzzLANL has a target of its own: its trace has as many nodes as a cell says.
func FuzzLANL(f *testing.F) {
	f.Add(sample(f, "lanl.csv"))
	f.Add([]byte("System,nodes,nodenum,Prob Started,Prob Fixed\n7,1,0,1/1/2000 0:00,1/1/2000 1:00\n")) // never up
	f.Fuzz(func(t *testing.T, text []byte) {
		trace, err := supply.LANL{System: 7}.Read(bytes.NewReader(text))
		if err != nil {
			require.True(t, strings.HasPrefix(err.Error(), "supply: read lanl: "), err)
			require.NotContains(t, err.Error(), "make trace")
			return
		}
		require.Positive(t, trace.Length())
		require.LessOrEqual(t, trace.MeanUp(), trace.Length())
		require.Equal(t, trace.Availability() > 0, trace.MeanUp() > 0, "only nodes that never work have no time up")
	})
}
