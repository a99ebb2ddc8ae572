package units

// FLOPS is a speed of computing in floating-point operations per second, at least 0 and finite.
type FLOPS float64

// FLOP is an amount of computing in floating-point operations, at least 0 and finite.
type FLOP float64

// Watts is electrical power in watts, at least 0 and finite.
type Watts float64

func computeSpeeds() real {
	return real{
		noun: "a speed of computing", try: "989TFLOPS or 1.2PFLOPS", alias: "FLOP/s",
		units: []prefix{
			{"FLOPS", 0},
			{"kFLOPS", 3},
			{"MFLOPS", 6},
			{"GFLOPS", 9},
			{"TFLOPS", 12},
			{"PFLOPS", 15},
			{"EFLOPS", 18},
			{"ZFLOPS", 21},
		},
	}
}

func computeWork() real {
	return real{
		noun: "an amount of computing", try: "3.2ZFLOP or 3.2e21 FLOP", gap: " ",
		units: []prefix{
			{"FLOP", 0},
			{"kFLOP", 3},
			{"MFLOP", 6},
			{"GFLOP", 9},
			{"TFLOP", 12},
			{"PFLOP", 15},
			{"EFLOP", 18},
			{"ZFLOP", 21},
			{"YFLOP", 24},
		},
	}
}

func powers() real {
	return real{
		noun: "a power", try: "700W or 1.2kW",
		units: []prefix{{"W", 0}, {"kW", 3}, {"MW", 6}, {"GW", 9}},
	}
}

// ParseFLOPS reads a speed from FLOPS to ZFLOPS: 989TFLOPS. FLOP/s is read as FLOPS.
func ParseFLOPS(s string) (FLOPS, error) {
	v, err := computeSpeeds().parse(s)
	return FLOPS(v), err
}

// ParseFLOP reads an amount of computing from FLOP to YFLOP: 3.2ZFLOP or 3.2e21 FLOP.
func ParseFLOP(s string) (FLOP, error) {
	v, err := computeWork().parse(s)
	return FLOP(v), err
}

// ParseWatts reads W, kW, MW or GW: 700W, 1.2kW.
func ParseWatts(s string) (Watts, error) {
	v, err := powers().parse(s)
	return Watts(v), err
}

// String prints v exactly: 989TFLOPS.
func (v FLOPS) String() string { return computeSpeeds().format(float64(v)) }

// String prints v exactly: 3.2 ZFLOP.
func (v FLOP) String() string { return computeWork().format(float64(v)) }

// String prints v exactly: 700W.
func (v Watts) String() string { return powers().format(float64(v)) }

// MarshalText prints v. Negative and non-finite values are errors.
func (v FLOPS) MarshalText() ([]byte, error) { return computeSpeeds().marshal(float64(v)) }

// UnmarshalText reads what [ParseFLOPS] reads.
func (v *FLOPS) UnmarshalText(text []byte) error { return assign(v, text, ParseFLOPS) }

// MarshalText prints v. Negative and non-finite values are errors.
func (v FLOP) MarshalText() ([]byte, error) { return computeWork().marshal(float64(v)) }

// UnmarshalText reads what [ParseFLOP] reads.
func (v *FLOP) UnmarshalText(text []byte) error { return assign(v, text, ParseFLOP) }

// MarshalText prints v. Negative and non-finite values are errors.
func (v Watts) MarshalText() ([]byte, error) { return powers().marshal(float64(v)) }

// UnmarshalText reads what [ParseWatts] reads.
func (v *Watts) UnmarshalText(text []byte) error { return assign(v, text, ParseWatts) }
