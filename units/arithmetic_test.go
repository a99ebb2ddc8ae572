package units_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/units"
)

func ExampleMoneyPerHour_Over() {
	price, _ := units.ParseMoneyPerHour("2.25 USD/h")
	work, _ := units.ParseGPUTime("5000 GPU-h")
	fmt.Println(price.Over(work))
	fmt.Println(price.Over(units.GPUTimeOf(8000, 90*time.Minute)))
	// Output:
	// 11250.00 USD
	// 27.00 USD
}

func ExampleParseDuration() {
	d, _ := units.ParseDuration("1d12h")
	fmt.Println(d.Hours(), units.FormatDuration(d))
	_, err := units.ParseDuration("30 days")
	fmt.Println(err)
	// Output:
	// 36 1d12h
	// "30 days" is not a duration; write 30d or 720h
}

// exactly is t as a big integer, built from two parts that fit 64 bits.
func exactly(milliGPU, ns int64) *big.Int {
	return new(big.Int).Mul(big.NewInt(milliGPU), big.NewInt(ns))
}

func TestGPUTimeAgreesWithBigIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) int64 { return rapid.Int64().Draw(t, name) }
		a, b, c, d := draw("a"), draw("b"), draw("c"), draw("d")
		x, y := units.GPUTimeOf(a, time.Duration(b)), units.GPUTimeOf(c, time.Duration(d))
		bigX, bigY := exactly(a, b), exactly(c, d)
		require.Equal(t, bigX.Cmp(bigY), x.Cmp(y))
		require.Equal(t, bigX.Sign(), x.Sign())
		require.Equal(t, x, x.Sub(y).Add(y))
		difference := new(big.Int).Sub(bigX, bigY)
		require.Equal(t, difference.Sign(), x.Sub(y).Sign())
		hours, _ := new(big.Rat).SetFrac(difference, big.NewInt(3.6e15)).Float64()
		require.InEpsilon(t, 1+math.Abs(hours), 1+math.Abs(x.Sub(y).Hours()), 1e-12)
	})
}

func TestGPUTimeOverflowPanics(t *testing.T) {
	quarter := units.GPUTimeOf(math.MinInt64, math.MinInt64) // 2^126
	require.Panics(t, func() { quarter.Add(quarter) })
	require.Panics(t, func() { quarter.Neg().Add(quarter.Neg()).Sub(quarter) })
	require.Panics(t, func() { units.MoneyPerHour(1e6).Over(quarter) })
	require.Panics(t, func() { units.MoneyPerHour(math.MaxInt64).Over(quarter) })
}

func TestSpan(t *testing.T) {
	work := units.GPUTimeOf(1000, 5000*time.Hour)
	require.Equal(t, 78*time.Hour+7*time.Minute+30*time.Second, work.Span(64_000))
	require.Equal(t, time.Duration(4), units.GPUTimeOf(10, 1).Span(3), "rounded up")
	require.Equal(t, time.Duration(math.MaxInt64), units.GPUTimeOf(math.MaxInt64, math.MaxInt64).Span(1))
	require.PanicsWithValue(t, "units: span of 5000 GPU-h on 0 thousandths of a GPU", func() { work.Span(0) })
}

func TestSpanIsTheShortestThatSuffices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		work := units.GPUTimeOf(rapid.Int64Range(1, 1e9).Draw(t, "gpus"), time.Duration(rapid.Int64Range(1, 1e9).Draw(t, "ns")))
		share := rapid.Int64Range(1, 1e12).Draw(t, "share")
		span := work.Span(share)
		require.GreaterOrEqual(t, units.GPUTimeOf(share, span).Cmp(work), 0)
		require.Negative(t, units.GPUTimeOf(share, span-1).Cmp(work))
	})
}

func TestOverRoundsHalfToEven(t *testing.T) {
	halfHour := units.GPUTimeOf(1000, 30*time.Minute)
	for price, want := range map[units.MoneyPerHour]units.Money{0: 0, 1: 0, 2: 1, 3: 2, 5: 2, 7: 4, -1: 0, -3: -2} {
		require.Equal(t, want, price.Over(halfHour), "price %d", price)
	}
}

func TestOverAgreesWithBigIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := rapid.Int64Range(-1e12, 1e12).Draw(t, "price")
		gpus, ns := rapid.Int64Range(0, 1e9).Draw(t, "gpus"), rapid.Int64Range(0, 1e12).Draw(t, "ns")
		cost := new(big.Rat).SetFrac(new(big.Int).Mul(exactly(gpus, ns), big.NewInt(price)), big.NewInt(3.6e15))
		got := units.MoneyPerHour(price).Over(units.GPUTimeOf(gpus, time.Duration(ns)))
		away := new(big.Rat).Sub(cost, new(big.Rat).SetInt64(int64(got)))
		require.LessOrEqual(t, away.Abs(away).Cmp(big.NewRat(1, 2)), 0)
	})
}

func TestRatesAsTimes(t *testing.T) {
	require.Equal(t, 5*time.Minute, units.Frequency(12).Gap())
	require.Equal(t, time.Duration(math.MaxInt64), units.Frequency(0).Gap())
	// 6.5 failures per 1000 node-days are one in 153.8 days.
	require.Equal(t, 13292307692307692*time.Nanosecond, units.FailureRate(6.5).MTBF())
	require.Equal(t, time.Duration(math.MaxInt64), units.FailureRate(0).MTBF())
}
