package units

import (
	"math/big"
	"strings"
)

// exact describes a quantity that is kept as an integer number of smallest steps.
type exact struct {
	noun  string  // with its article, for errors
	step  string  // the smallest step, for errors
	try   string  // texts that would be right
	usual string  // the units to propose for a bare number, separated by spaces
	gap   string  // what is printed between number and unit
	units []scale // in the order in which errors list them
}

// scale is a unit's size in smallest steps, as a fraction.
type scale struct {
	unit     string
	num, den int64
}

// parse reads a number and a unit into steps.
func (q exact) parse(s string) (*big.Int, error) {
	if len(s) > longestText {
		return nil, q.wrong(s, "too long")
	}
	number, unit := split(s)
	value, ok := decimal(number)
	if !ok {
		return nil, q.wrong(s, signFault(s))
	}
	for _, u := range q.units {
		if u.unit == unit {
			value.Mul(value, big.NewRat(u.num, u.den))
			return q.round(s, value)
		}
	}
	return nil, &ParseError{Text: s, Noun: q.noun, Why: unitFault(unit), Try: q.proposal(number, unit)}
}

// int64 is parse for a quantity of 64 bits.
func (q exact) int64(s string) (int64, error) {
	steps, err := q.parse(s)
	if err != nil {
		return 0, err
	}
	if !steps.IsInt64() {
		return 0, q.wrong(s, "too large")
	}
	return steps.Int64(), nil
}

func (q exact) round(s string, value *big.Rat) (*big.Int, error) {
	steps, ok := nearest(value)
	if !ok {
		return nil, q.wrong(s, "finer than "+q.step)
	}
	return steps, nil
}

func (q exact) wrong(s, why string) error {
	return &ParseError{Text: s, Noun: q.noun, Why: why, Try: q.try}
}

// proposal guesses what a number with an unknown unit was meant to be.
func (q exact) proposal(number, unit string) string {
	var near []string
	if unit == "" {
		for _, u := range strings.Fields(q.usual) {
			near = append(near, number+q.gap+u)
		}
		return alternatives(near)
	}
	for _, u := range q.units {
		if plainUnit(u.unit) == plainUnit(unit) {
			near = append(near, number+q.gap+u.unit)
		}
	}
	if near == nil {
		return q.try
	}
	return alternatives(near)
}

// unitFault words what is wrong with a unit that was not found.
func unitFault(unit string) string {
	if unit == "" {
		return "the unit is missing"
	}
	return "unknown unit " + quoted(unit)
}

// signFault words what is wrong with a text that does not start with a number, if it is the sign.
func signFault(s string) string {
	if strings.HasPrefix(s, "-") && lead(s[1:]) > 0 {
		return "negative"
	}
	return ""
}

// plainUnit forgets the differences between spellings that people mix up: case, a plural s and "ps" for "/s".
func plainUnit(unit string) string {
	plain := strings.ToLower(strings.ReplaceAll(unit, " ", ""))
	if strings.HasSuffix(plain, "ps") {
		return strings.TrimSuffix(plain, "ps") + "/s"
	}
	if strings.HasSuffix(plain, "/s") {
		return plain
	}
	return strings.TrimSuffix(plain, "s")
}
