package units

import "strconv"

// MilliCPU is an amount of processor in thousandths of a core, at least 0: 500m is half a core.
type MilliCPU int64

func processors() exact {
	return exact{
		noun: "an amount of processor", step: "1m (a thousandth of a core)", try: "64cpu or 500m", usual: "cpu m",
		units: []scale{{"cpu", 1000, 1}, {"m", 1, 1}},
	}
}

// ParseMilliCPU reads cores (64cpu, 0.5cpu) or thousandths of a core (500m).
func ParseMilliCPU(s string) (MilliCPU, error) {
	n, err := processors().int64(s)
	return MilliCPU(n), err
}

// String prints whole cores as 64cpu and everything else as 1500m.
func (n MilliCPU) String() string {
	if n%1000 == 0 {
		return strconv.FormatInt(int64(n/1000), 10) + "cpu"
	}
	return strconv.FormatInt(int64(n), 10) + "m"
}

// MarshalText prints n. A negative amount is an error, since ParseMilliCPU refuses it.
func (n MilliCPU) MarshalText() ([]byte, error) {
	if n < 0 {
		return nil, unprintable("an amount of processor", n.String())
	}
	return []byte(n.String()), nil
}

// UnmarshalText reads what [ParseMilliCPU] reads.
func (n *MilliCPU) UnmarshalText(text []byte) error { return assign(n, text, ParseMilliCPU) }

// YAMLType names the type for readers of scenario files.
func (MilliCPU) YAMLType() string { return "amount of processor" }
