package hardware

import (
	"fmt"
	"math"
	"time"

	"github.com/clustersim/clustersim/units"
)

// Flat is the network in which every node has a path of its own to shared
// storage and none disturbs another.
type Flat struct {
	Bandwidth units.BytesPerSecond // of each node's path; 0 when only the node's NIC limits it
	Latency   time.Duration        // before the first byte
}

// Validate returns an error if the bandwidth or the latency is negative.
func (f Flat) Validate() error {
	if f.Bandwidth < 0 {
		return fmt.Errorf("hardware: flat network: bandwidth is %v, want at least 0", f.Bandwidth)
	}
	if f.Latency < 0 {
		return fmt.Errorf("hardware: flat network: latency is %v, want at least 0", f.Latency)
	}
	return nil
}

// Transfer is the latency plus the time of the slowest node, where each slice moves
// an equal part of n: the gang is done when its last node is. The time is rounded
// up to a whole nanosecond and saturates. No bytes or an empty placement take no
// time at all; a node without any bandwidth never finishes.
func (f Flat) Transfer(s *Site, on Placement, n units.Bytes) time.Duration {
	if n <= 0 || len(on) == 0 {
		return 0
	}
	rate := f.slowest(s, on)
	if rate <= 0 {
		return math.MaxInt64
	}
	part := float64(n) / float64(len(on))
	ns := float64(f.Latency) + math.Ceil(part/float64(rate)*float64(time.Second))
	return span(ns)
}

// slowest is the bandwidth of the placement's slowest path.
func (f Flat) slowest(s *Site, on Placement) units.BytesPerSecond {
	rate := f.Bandwidth
	if rate == 0 {
		rate = math.MaxInt64
	}
	for i := range on {
		rate = min(rate, s.Nodes[on[i].Node].Spec.NIC)
	}
	return rate
}
