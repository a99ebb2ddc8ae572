package units_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clustersim/clustersim/units"
)

// fuzz checks that any text is either refused or read as a value that prints as the text of itself.
func fuzz[T interface {
	comparable
	fmt.Stringer
}](f *testing.F, texts string, parse func(string) (T, error),
) {
	for line := range strings.Lines(texts) {
		text, _, _ := strings.Cut(line, " => ")
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := parse(s)
		if err != nil {
			return
		}
		again, err := parse(v.String())
		if err != nil || again != v {
			t.Fatalf("%q is read as %v, which is read as %v, %v", s, v, again, err)
		}
	})
}

func FuzzParseDuration(f *testing.F)       { fuzz(f, durationTexts, duration) }
func FuzzParseBytes(f *testing.F)          { fuzz(f, bytesTexts, units.ParseBytes) }
func FuzzParseBytesPerSecond(f *testing.F) { fuzz(f, speedTexts, units.ParseBytesPerSecond) }
func FuzzParseMilliCPU(f *testing.F)       { fuzz(f, cpuTexts, units.ParseMilliCPU) }
func FuzzParseGPUTime(f *testing.F)        { fuzz(f, gpuTimeTexts, units.ParseGPUTime) }
func FuzzParseMoney(f *testing.F)          { fuzz(f, moneyTexts, units.ParseMoney) }
func FuzzParseMoneyPerHour(f *testing.F)   { fuzz(f, priceTexts, units.ParseMoneyPerHour) }
func FuzzParseFLOPS(f *testing.F)          { fuzz(f, flopsTexts, units.ParseFLOPS) }
func FuzzParseFLOP(f *testing.F)           { fuzz(f, flopTexts, units.ParseFLOP) }
func FuzzParseWatts(f *testing.F)          { fuzz(f, wattTexts, units.ParseWatts) }
func FuzzParseFrequency(f *testing.F)      { fuzz(f, frequencyTexts, units.ParseFrequency) }
func FuzzParseFailureRate(f *testing.F)    { fuzz(f, failureTexts, units.ParseFailureRate) }
func FuzzParseFraction(f *testing.F)       { fuzz(f, fractionTexts, units.ParseFraction) }
