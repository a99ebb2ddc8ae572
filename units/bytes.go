package units

import (
	"math/big"
	"strings"
)

// Bytes is an amount of data or memory, at least 0 and at most 9.2 EB.
type Bytes int64

// BytesPerSecond is a speed of moving data, at least 0. Speeds written in bits are converted: 8 bits are a byte.
type BytesPerSecond int64

func dataSizes() exact {
	return exact{
		noun: "a data size", step: "1B", try: "84GB, 80GiB or 512MB", usual: "B MB GB GiB",
		units: []scale{
			{"PB", 1e15, 1},
			{"TB", 1e12, 1},
			{"GB", 1e9, 1},
			{"MB", 1e6, 1},
			{"kB", 1e3, 1},
			{"PiB", 1 << 50, 1},
			{"TiB", 1 << 40, 1},
			{"GiB", 1 << 30, 1},
			{"MiB", 1 << 20, 1},
			{"KiB", 1 << 10, 1},
			{"B", 1, 1},
		},
	}
}

func dataSpeeds() exact {
	speeds := exact{
		noun: "a data speed", step: "1B/s", try: "50GB/s (bytes) or 100Gb/s (bits)", usual: "MB/s GB/s Mb/s Gb/s",
	}
	for _, u := range dataSizes().units {
		speeds.units = append(speeds.units, scale{u.unit + "/s", u.num, u.den})
	}
	speeds.units = append(speeds.units,
		scale{"Tb/s", 1e12, 8}, scale{"Gb/s", 1e9, 8}, scale{"Mb/s", 1e6, 8}, scale{"kb/s", 1e3, 8}, scale{"b/s", 1, 8})
	return speeds
}

// ParseBytes reads a size in B, kB, MB, GB, TB, PB (powers of 1000) or KiB, MiB, GiB, TiB, PiB (powers of 1024).
func ParseBytes(s string) (Bytes, error) {
	n, err := dataSizes().int64(s)
	return Bytes(n), err
}

// ParseBytesPerSecond reads a speed in bytes (50GB/s, 2GiB/s) or in bits (100Gb/s, 250Mb/s; b is a bit).
func ParseBytesPerSecond(s string) (BytesPerSecond, error) {
	n, err := dataSpeeds().int64(s)
	return BytesPerSecond(n), err
}

// String prints n exactly in the unit that makes the shortest text: 84GB, 80GiB, 1536B.
func (n Bytes) String() string { return shortestSize(int64(n)) }

// String prints n exactly in bytes per second, in the unit that makes the shortest text: 12.5GB/s.
func (n BytesPerSecond) String() string { return shortestSize(int64(n)) + "/s" }

// shortestSize tries every unit in which n has a short exact decimal; the larger of two equally short units wins.
func shortestSize(n int64) string {
	best := big.NewInt(n).String() + "B"
	if n == 0 {
		return best
	}
	units := dataSizes().units
	for i := len(units) - 1; i >= 0; i-- {
		text, ok := shortDecimal(n, units[i].num)
		if ok && len(text)+len(units[i].unit) <= len(best) {
			best = text + units[i].unit
		}
	}
	return best
}

// shortDecimal writes n divided by size if the result is at least 1 and exact in ten decimals.
func shortDecimal(n, size int64) (string, bool) {
	const places = 10
	scaled := new(big.Int).Mul(big.NewInt(n), big.NewInt(1e10))
	quotient, rest := scaled.QuoRem(scaled, big.NewInt(size), new(big.Int))
	text := point(quotient, places, 0)
	return text, rest.Sign() == 0 && !strings.HasPrefix(text, "0") && !strings.HasPrefix(text, "-0")
}

// MarshalText prints n. A negative size is an error, since ParseBytes refuses it.
func (n Bytes) MarshalText() ([]byte, error) {
	if n < 0 {
		return nil, unprintable("a data size", n.String())
	}
	return []byte(n.String()), nil
}

// UnmarshalText reads what [ParseBytes] reads.
func (n *Bytes) UnmarshalText(text []byte) error {
	return assign(n, text, ParseBytes)
}

// MarshalText prints n. A negative speed is an error, since ParseBytesPerSecond refuses it.
func (n BytesPerSecond) MarshalText() ([]byte, error) {
	if n < 0 {
		return nil, unprintable("a data speed", n.String())
	}
	return []byte(n.String()), nil
}

// UnmarshalText reads what [ParseBytesPerSecond] reads.
func (n *BytesPerSecond) UnmarshalText(text []byte) error {
	return assign(n, text, ParseBytesPerSecond)
}

// assign sets *to to what text parses to, and leaves it alone if text is wrong.
func assign[T any](to *T, text []byte, parse func(string) (T, error)) error {
	value, err := parse(string(text))
	if err == nil {
		*to = value
	}
	return err
}

// YAMLType names the type for readers of scenario files.
func (Bytes) YAMLType() string { return "data size" }

// YAMLType names the type for readers of scenario files.
func (BytesPerSecond) YAMLType() string { return "data speed" }
