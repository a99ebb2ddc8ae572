package benchmarks

import (
	"fmt"
	"testing"
)

func BenchmarkEngine(b *testing.B) {
	for _, l := range engineLoads() {
		for _, n := range engineSizes() {
			b.Run(fmt.Sprintf("%s/n=%d/ours", l.name, n), func(b *testing.B) { measure(b, l.runOurs(n), n) })
			b.Run(fmt.Sprintf("%s/n=%d/heap", l.name, n), func(b *testing.B) { measure(b, l.runYardstick(n), n) })
		}
	}
}

func measure(b *testing.B, fire func(events int), n int) {
	fire(3 * n) // to the steady state
	b.ReportAllocs()
	b.ResetTimer()
	fire(b.N)
}
