package hardware_test

import (
	"fmt"
	"testing"

	"github.com/clustersim/clustersim/sim/rng"
)

func BenchmarkDraw(b *testing.B) {
	for _, l := range laws() {
		r := rng.NewSeed(1).Stream()
		name := fmt.Sprintf("%T%v", l, l)
		b.Run(name+"/new", func(b *testing.B) {
			for b.Loop() {
				l.Next(&r, 0, 0)
			}
		})
		b.Run(name+"/old", func(b *testing.B) {
			for b.Loop() {
				l.Next(&r, 0, 3*l.Mean())
			}
		})
		b.Run(name+"/stationary", func(b *testing.B) {
			for b.Loop() {
				l.StationaryAge(&r)
			}
		})
	}
}
