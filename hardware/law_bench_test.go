package hardware_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim/rng"
)

func BenchmarkDraw(b *testing.B) {
	for _, l := range laws() {
		r := rng.NewSeed(1).Stream()
		name := fmt.Sprintf("%T%v", l, l)
		b.Run(name+"/new", func(b *testing.B) {
			for b.Loop() {
				l.Next(r.Exp(), 0, 0)
			}
		})
		b.Run(name+"/old", func(b *testing.B) {
			for b.Loop() {
				l.Next(r.Exp(), 0, 3*l.Mean())
			}
		})
		b.Run(name+"/stationary", func(b *testing.B) {
			for b.Loop() {
				l.StationaryAge(&r)
			}
		})
	}
}

func BenchmarkPeriodicDraw(b *testing.B) {
	for _, base := range []hardware.Cumulative{
		hardware.Exponential{MTBF: 100 * hour},
		hardware.Exponential{MTBF: 100_000 * hour},
		hardware.Weibull{Shape: 0.7, Scale: 97*hour + 36*time.Minute},
	} {
		l := periodic(base, wave(.6, .5))
		r := rng.NewSeed(1).Stream()
		b.Run(fmt.Sprintf("%T%v", base, base), func(b *testing.B) {
			for b.Loop() {
				l.Next(r.Exp(), 0, 0)
			}
		})
	}
}
