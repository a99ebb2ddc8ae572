package units_test

import (
	"encoding"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/units"
)

// reading parses a text as one kind of quantity and prints what it read.
type reading func(string) string

func reader[T fmt.Stringer](parse func(string) (T, error)) reading {
	return func(s string) string {
		v, err := parse(s)
		if err != nil {
			return err.Error()
		}
		return v.String()
	}
}

func duration(s string) (units.Duration, error) {
	d, err := units.ParseDuration(s)
	return units.Duration(d), err
}

func TestParse(t *testing.T) {
	for kind, read := range map[string]reading{
		durationTexts:  reader(duration),
		bytesTexts:     reader(units.ParseBytes),
		speedTexts:     reader(units.ParseBytesPerSecond),
		cpuTexts:       reader(units.ParseMilliCPU),
		gpuTimeTexts:   reader(units.ParseGPUTime),
		moneyTexts:     reader(units.ParseMoney),
		priceTexts:     reader(units.ParseMoneyPerHour),
		flopsTexts:     reader(units.ParseFLOPS),
		flopTexts:      reader(units.ParseFLOP),
		wattTexts:      reader(units.ParseWatts),
		frequencyTexts: reader(units.ParseFrequency),
		failureTexts:   reader(units.ParseFailureRate),
		fractionTexts:  reader(units.ParseFraction),
	} {
		var got strings.Builder
		for line := range strings.Lines(kind) {
			text, _, _ := strings.Cut(line, " => ")
			got.WriteString(text + " => " + read(text) + "\n")
		}
		require.Equal(t, kind, got.String())
	}
}

const durationTexts = `30d => 30d
2w => 14d
90m => 1h30m
1.5h => 1h30m
1d12h => 1d12h
1y => 365d
250ms => 250ms
1500us => 1.5ms
1500µs => 1.5ms
1500μs => 1.5ms
1ns => 1ns
0s => 0s
0.0000h => 0s
60.5s => 1m0.5s
43.19444444444445h => 1d19h11m40s
9223372036854775807ns => 106751d23h47m16.854775807s
30 days => "30 days" is not a duration; write 30d or 720h
36 hours => "36 hours" is not a duration; write 36h
5 ms => "5 ms" is not a duration; write 5ms
1.5 Years => "1.5 Years" is not a duration; write 1.5y or 13140h
10min => "10min" is not a duration; write 10m
30 => "30" is not a duration: the unit is missing; write 30s, 30m, 30h or 30d
12h1d => "12h1d" is not a duration: parts must run from large to small units; write 30d, 12h, 1h30m or 250ms
1h1h => "1h1h" is not a duration: parts must run from large to small units; write 30d, 12h, 1h30m or 250ms
-3h => "-3h" is not a duration: negative; write 30d, 12h, 1h30m or 250ms
0.4ns => "0.4ns" is not a duration: finer than 1ns; write 30d, 12h, 1h30m or 250ms
1.5ns => "1.5ns" is not a duration: finer than 1ns; write 30d, 12h, 1h30m or 250ms
293y => "293y" is not a duration: too large; write at most 292y
1e3s => "1e3s" is not a duration; write 30d, 12h, 1h30m or 250ms
.5h => ".5h" is not a duration; write 30d, 12h, 1h30m or 250ms
NaNh => "NaNh" is not a duration; write 30d, 12h, 1h30m or 250ms
 => "" is not a duration; write 30d, 12h, 1h30m or 250ms
`

const bytesTexts = `84GB => 84GB
84 GB => 84GB
80GiB => 80GiB
1.5PB => 1.5PB
1536B => 1536B
1024B => 1KiB
0.1GiB => 107374182B
0B => 0B
84gb => "84gb" is not a data size: unknown unit "gb"; write 84GB
84 => "84" is not a data size: the unit is missing; write 84B, 84MB, 84GB or 84GiB
84GBytes => "84GBytes" is not a data size: unknown unit "GBytes"; write 84GB, 80GiB or 512MB
0.5B => "0.5B" is not a data size: finer than 1B; write 84GB, 80GiB or 512MB
-1GB => "-1GB" is not a data size: negative; write 84GB, 80GiB or 512MB
9300PB => "9300PB" is not a data size: too large; write 84GB, 80GiB or 512MB
Inf GB => "Inf GB" is not a data size; write 84GB, 80GiB or 512MB
`

const speedTexts = `50GB/s => 50GB/s
100Gb/s => 12.5GB/s
250Mb/s => 31.25MB/s
2GiB/s => 2GiB/s
100Gbps => "100Gbps" is not a data speed: unknown unit "Gbps"; write 100GB/s or 100Gb/s
100GB => "100GB" is not a data speed: unknown unit "GB"; write 50GB/s (bytes) or 100Gb/s (bits)
9b/s => "9b/s" is not a data speed: finer than 1B/s; write 50GB/s (bytes) or 100Gb/s (bits)
`

const cpuTexts = `64cpu => 64cpu
0.5cpu => 500m
1500m => 1500m
2000m => 2cpu
64 => "64" is not an amount of processor: the unit is missing; write 64cpu or 64m
0.5m => "0.5m" is not an amount of processor: finer than 1m (a thousandth of a core); write 64cpu or 500m
`

const gpuTimeTexts = `5000 GPU-h => 5000 GPU-h
5000GPU-h => 5000 GPU-h
30 GPU-d => 720 GPU-h
30000000 GPU-h => 30000000 GPU-h
1.5 GPU-h => 1.5 GPU-h
1 GPU-s => 1 GPU-s
0.000000000001 GPU-s => 0.000000000001 GPU-s
0 GPU-h => 0 GPU-h
30M GPU-h => "30M GPU-h" is not an amount of GPU time: unknown unit "M GPU-h"; write 5000 GPU-h or 30 GPU-d
5000 gpu-h => "5000 gpu-h" is not an amount of GPU time: unknown unit "gpu-h"; write 5000 GPU-h
5000 => "5000" is not an amount of GPU time: the unit is missing; write 5000 GPU-h or 5000 GPU-d
0.0000000000001 GPU-s => "0.0000000000001 GPU-s" is not an amount of GPU time: finer than a thousandth of a GPU for 1ns; write 5000 GPU-h or 30 GPU-d
100000000000000000000000 GPU-h => "100000000000000000000000 GPU-h" is not an amount of GPU time: too large; write 5000 GPU-h or 30 GPU-d
`

const moneyTexts = `2.25 USD => 2.25 USD
2USD => 2.00 USD
$0.25 => 0.25 USD
-$10 => -10.00 USD
-10 USD => -10.00 USD
0.000001 USD => 0.000001 USD
2.25 => "2.25" is not an amount of money: the unit is missing; write 2.25 USD
-2.25 EUR => "-2.25 EUR" is not an amount of money: unknown unit "EUR"; write 2.25 USD or $2.25
$0.0000004 => "$0.0000004" is not an amount of money: finer than a millionth of a dollar; write 2.25 USD or $2.25
$2.25 USD => "$2.25 USD" is not an amount of money; write 2.25 USD or $2.25
10000000000000 USD => "10000000000000 USD" is not an amount of money: too large; write 2.25 USD or $2.25
`

const priceTexts = `2.25 USD/h => 2.25 USD/h
$2.25/h => 2.25 USD/h
0.333333 USD/h => 0.333333 USD/h
2.25 USD => "2.25 USD" is not a price per hour: unknown unit "USD"; write 2.25 USD/h or $2.25/h
$2.25 => "$2.25" is not a price per hour; write 2.25 USD/h or $2.25/h
-1 USD/h => "-1 USD/h" is not a price per hour: negative; write 2.25 USD/h or $2.25/h
`

const flopsTexts = `989TFLOPS => 989TFLOPS
989.5 TFLOPS => 989.5TFLOPS
1979e12FLOPS => 1.979PFLOPS
312TFLOP/s => 312TFLOPS
0FLOPS => 0FLOPS
989 => "989" is not a speed of computing: the unit is missing; write 989TFLOPS or 1.2PFLOPS
1e400FLOPS => "1e400FLOPS" is not a speed of computing: too large; write 989TFLOPS or 1.2PFLOPS
1e-400FLOPS => "1e-400FLOPS" is not a speed of computing: too small to differ from zero; write 989TFLOPS or 1.2PFLOPS
1e99999FLOPS => "1e99999FLOPS" is not a speed of computing: the exponent is out of range; write 989TFLOPS or 1.2PFLOPS
-1TFLOPS => "-1TFLOPS" is not a speed of computing: negative; write 989TFLOPS or 1.2PFLOPS
NaNFLOPS => "NaNFLOPS" is not a speed of computing; write 989TFLOPS or 1.2PFLOPS
`

const flopTexts = `3.2e21 FLOP => 3.2 ZFLOP
38 YFLOP => 38 YFLOP
1e40FLOP => 1e+40 FLOP
1TFLOPS => "1TFLOPS" is not an amount of computing: unknown unit "TFLOPS"; write 3.2ZFLOP or 3.2e21 FLOP
`

const wattTexts = `700W => 700W
1.2kW => 1.2kW
1200W => 1.2kW
0.5W => 0.5W
700 => "700" is not a power: the unit is missing; write 700W or 1.2kW
`

const frequencyTexts = `12/h => 12/h
3/min => 180/h
30/min => 0.5/s
7/min => 420/h
0.5/d => 0.5/d
40/s => 40/s
0/h => 0/h
12 => "12" is not a frequency: the unit is missing; write 12/h, 3/min, 0.5/d or 40/s
12/hour => "12/hour" is not a frequency: unknown unit "/hour"; write 12/h, 3/min, 0.5/d or 40/s
-1/h => "-1/h" is not a frequency: negative; write 12/h, 3/min, 0.5/d or 40/s
1e308/s => "1e308/s" is not a frequency: too large; write 12/h, 3/min, 0.5/d or 40/s
`

const failureTexts = `6.5 /1000 node-days => 6.5 /1000 node-days
6.5/1000 node-days => 6.5 /1000 node-days
0 /1000 node-days => 0 /1000 node-days
6.5 => "6.5" is not a failure rate: the unit is missing; write 6.5 /1000 node-days
1e30 /1000 node-days => "1e30 /1000 node-days" is not a failure rate: too large; write 6.5 /1000 node-days
`

const fractionTexts = `0.95 => 0.95
95% => 0.95
99.9 % => 0.999
1 => 1
0% => 0
1.01 => "1.01" is not a fraction: more than 1; write a number from 0 to 1 or from 0% to 100%
101% => "101%" is not a fraction: more than 1; write a number from 0 to 1 or from 0% to 100%
-0.1 => "-0.1" is not a fraction: negative; write a number from 0 to 1 or from 0% to 100%
0.95x => "0.95x" is not a fraction: unknown unit "x"; write a number from 0 to 1 or from 0% to 100%
`

func TestLongTextsAreCutInErrors(t *testing.T) {
	_, err := units.ParseDuration(strings.Repeat("9", 1000) + "h")
	require.EqualError(t, err,
		`"`+strings.Repeat("9", 60)+`"... is not a duration: too long; write 30d, 12h, 1h30m or 250ms`)
}

func TestUnmarshalKeepsTheOldValueOnError(t *testing.T) {
	size := units.Bytes(7)
	require.Error(t, size.UnmarshalText([]byte("seven")))
	require.Equal(t, units.Bytes(7), size)
	span := units.Duration(time.Hour)
	require.Error(t, span.UnmarshalText([]byte("an hour")))
	require.Equal(t, units.Duration(time.Hour), span)
}

func TestMarshalRefusesWhatParseRefuses(t *testing.T) {
	for want, v := range map[string]encoding.TextMarshaler{
		"units: print a duration: -1h30m cannot be read back":                            units.Duration(-90 * time.Minute),
		"units: print a data size: -1B cannot be read back":                              units.Bytes(-1),
		"units: print a data speed: -1B/s cannot be read back":                           units.BytesPerSecond(-1),
		"units: print an amount of processor: -1m cannot be read back":                   units.MilliCPU(-1),
		"units: print an amount of GPU time: -1 GPU-h cannot be read back":               units.GPUTimeOf(-1000, time.Hour),
		"units: print a price per hour: -1.00 USD/h cannot be read back":                 units.MoneyPerHour(-1e6),
		"units: print a power: -1W cannot be read back":                                  units.Watts(-1),
		"units: print a failure rate: -1 /1000 node-days cannot be read back":            units.FailureRate(-1),
		"units: print a frequency: -1/h cannot be read back":                             units.Frequency(-1),
		"units: print a fraction: 1.5 cannot be read back":                               units.Fraction(1.5),
		"units: print an amount of money: -9223372036854.775808 USD cannot be read back": units.Money(-1 << 63),
	} {
		_, err := v.MarshalText()
		require.EqualError(t, err, want)
	}
}
