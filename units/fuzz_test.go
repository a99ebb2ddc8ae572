package units_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clustersim/clustersim/units"
)

// survives checks that a text is either refused or read as a value that prints as the text of itself.
func survives[T interface {
	comparable
	fmt.Stringer
}](t *testing.T, s string, parse func(string) (T, error)) {
	v, err := parse(s)
	if err != nil {
		return
	}
	again, err := parse(v.String())
	if err != nil || again != v {
		t.Fatalf("%q is read as %v, which is read as %v, %v", s, v, again, err)
	}
}

// FuzzParse offers every text to every parser.
func FuzzParse(f *testing.F) {
	for _, texts := range []string{
		durationTexts, bytesTexts, speedTexts, cpuTexts, gpuTimeTexts, moneyTexts, priceTexts,
		flopsTexts, flopTexts, wattTexts, frequencyTexts, failureTexts, fractionTexts,
	} {
		for line := range strings.Lines(texts) {
			text, _, _ := strings.Cut(line, " => ")
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		survives(t, s, duration)
		survives(t, s, units.ParseBytes)
		survives(t, s, units.ParseBytesPerSecond)
		survives(t, s, units.ParseMilliCPU)
		survives(t, s, units.ParseGPUTime)
		survives(t, s, units.ParseMoney)
		survives(t, s, units.ParseMoneyPerHour)
		survives(t, s, units.ParseFLOPS)
		survives(t, s, units.ParseFLOP)
		survives(t, s, units.ParseWatts)
		survives(t, s, units.ParseFrequency)
		survives(t, s, units.ParseFailureRate)
		survives(t, s, units.ParseFraction)
	})
}
