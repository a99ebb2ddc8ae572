package hardware_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

func TestFlatTransfer(t *testing.T) {
	fast := &hardware.NodeSpec{Name: "fast", NIC: 50e9}
	slow := &hardware.NodeSpec{Name: "slow", NIC: 1e9}
	cut := &hardware.NodeSpec{Name: "cut off"}
	site := &hardware.Site{Nodes: []hardware.Node{{Spec: fast}, {Spec: fast}, {Spec: slow}, {Spec: cut}}}
	for _, c := range []struct {
		name string
		flat hardware.Flat
		on   hardware.Placement
		n    units.Bytes
		want time.Duration
	}{
		{"the NIC limits", hardware.Flat{}, hardware.Placement{{Node: 0}}, 100e9, 2 * time.Second},
		{"the path limits", hardware.Flat{Bandwidth: 10e9}, hardware.Placement{{Node: 0}}, 100e9, 10 * time.Second},
		{"a NIC slower than the path", hardware.Flat{Bandwidth: 10e9}, hardware.Placement{{Node: 2}}, 100e9, 100 * time.Second},
		{"each its part", hardware.Flat{Bandwidth: 10e9}, hardware.Placement{{Node: 0}, {Node: 1}}, 100e9, 5 * time.Second},
		{"the slowest decides", hardware.Flat{Bandwidth: 10e9}, hardware.Placement{{Node: 0}, {Node: 2}}, 100e9, 50 * time.Second},
		{"latency comes first", hardware.Flat{Latency: time.Second}, hardware.Placement{{Node: 0}}, 100e9, 3 * time.Second},
		{"rounded up", hardware.Flat{}, hardware.Placement{{Node: 0}}, 1, 1},
		{"nothing to move", hardware.Flat{Latency: time.Second}, hardware.Placement{{Node: 0}}, 0, 0},
		{"nobody to move it", hardware.Flat{Latency: time.Second}, nil, 1, 0},
		{"no way out", hardware.Flat{Bandwidth: 1}, hardware.Placement{{Node: 3}, {Node: 0}}, 1, math.MaxInt64},
		{"longer than time", hardware.Flat{Bandwidth: 1}, hardware.Placement{{Node: 0}}, math.MaxInt64, math.MaxInt64},
	} {
		require.Equal(t, c.want, c.flat.Transfer(site, c.on, c.n), c.name)
	}
	require.NoError(t, hardware.Flat{}.Validate())
	require.EqualError(t, hardware.Flat{Bandwidth: -1}.Validate(), "hardware: flat network: bandwidth is -1B/s, want at least 0")
	require.EqualError(t, hardware.Flat{Latency: -1}.Validate(), "hardware: flat network: latency is -1ns, want at least 0")
}
