package validation

import "math"

// The limits within which a quantity agrees with its law.
const (
	MaxZ             = 4    // standard errors
	SampledTolerance = 0.02 // relative, of a quantity with chance in it
	ExactTolerance   = 1e-6 // relative, of arithmetic
)

// Verdict says whether a quantity agrees with its law.
type Verdict string

// The verdicts.
const (
	Agrees  Verdict = "ok"
	Differs Verdict = "FAIL"
)

// Measurement is one quantity beside what the law says of it.
type Measurement struct {
	Name          string
	Unit          string // empty for a pure number
	Value         float64
	Expected      float64 // computed from the case's parameters, never 0
	StandardError float64 // over independent replications; 0 for arithmetic
	Z             float64 // (Value - Expected) / StandardError; 0 for arithmetic
	N             int     // replications; 0 for arithmetic
	Tolerance     float64 // of the relative error
	Verdict       Verdict
}

// RelativeError is how far the value is off, as a share of the expectation.
func (m *Measurement) RelativeError() float64 {
	return math.Abs(m.Value/m.Expected - 1)
}

// Exact reports whether the quantity is arithmetic without chance.
func (m *Measurement) Exact() bool { return m.N == 0 }

// exact compares arithmetic with its law.
func exact(name, unit string, expected, value float64) Measurement {
	m := Measurement{Name: name, Unit: unit, Value: value, Expected: expected, Tolerance: ExactTolerance}
	m.judge()
	return m
}

// published compares arithmetic on published data with what others made of them,
// which is as exact as figures can be read.
func published(name, unit string, expected, value float64) Measurement {
	m := Measurement{Name: name, Unit: unit, Value: value, Expected: expected, Tolerance: SampledTolerance}
	m.judge()
	return m
}

// whole compares a whole number that n replications show, which is right or wrong.
func whole(name, unit string, expected, value, n int) Measurement {
	m := Measurement{Name: name, Unit: unit, Value: float64(value), Expected: float64(expected), N: n}
	m.judge()
	return m
}

// judge sets the verdict. What is not a number differs.
func (m *Measurement) judge() {
	m.Verdict = Differs
	if m.RelativeError() <= m.Tolerance && math.Abs(m.Z) <= MaxZ {
		m.Verdict = Agrees
	}
}
