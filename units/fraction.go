package units

import "strconv"

// Fraction is a share from 0 to 1.
type Fraction float64

func fractions() real {
	return real{
		noun: "a fraction", try: "a number from 0 to 1 or from 0% to 100%",
		units: []prefix{{"", 0}, {"%", -2}},
	}
}

// ParseFraction reads a share as a plain number or in percent: 0.95 or 95%.
func ParseFraction(s string) (Fraction, error) {
	v, err := fractions().parse(s)
	if err == nil && v > 1 {
		return 0, fractions().wrong(s, "more than 1")
	}
	return Fraction(v), err
}

// String prints v exactly as a plain number: 0.95.
func (v Fraction) String() string { return strconv.FormatFloat(float64(v), 'g', -1, 64) }

// MarshalText prints v. Values outside 0 to 1 are errors.
func (v Fraction) MarshalText() ([]byte, error) {
	if !(0 <= v && v <= 1) {
		return nil, unprintable("a fraction", v.String())
	}
	return []byte(v.String()), nil
}

// UnmarshalText reads what [ParseFraction] reads.
func (v *Fraction) UnmarshalText(text []byte) error { return assign(v, text, ParseFraction) }
