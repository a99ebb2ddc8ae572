package units

import (
	"math"
	"strconv"
	"strings"
)

// real describes a quantity that is kept as a float64 of its base unit.
type real struct {
	noun  string
	try   string
	gap   string   // what is printed between number and unit
	units []prefix // ascending; the first is the base unit
	alias string   // another spelling of the base unit's name that units may end in
}

// prefix is a unit's spelling and its power of ten.
type prefix struct {
	unit  string
	power int
}

// parse reads a number and a unit. The power of ten joins the number before it becomes a float64, so that a value
// printed with any prefix is read back unchanged.
func (q real) parse(s string) (float64, error) {
	if len(s) > longestText {
		return 0, q.wrong(s, "too long")
	}
	number, unit := split(s)
	if number == "" {
		return 0, q.wrong(s, signFault(s))
	}
	if base, ok := strings.CutSuffix(unit, q.alias); ok && q.alias != "" {
		unit = base + q.units[0].unit
	}
	for _, u := range q.units {
		if u.unit == unit {
			return q.number(s, number, u.power)
		}
	}
	return 0, &ParseError{Text: s, Noun: q.noun, Why: unitFault(unit), Try: q.try}
}

// number reads number times ten to the power. Overflow is an error, and so is a value too small to differ from zero.
func (q real) number(s, number string, power int) (float64, error) {
	mantissa, exponent := number, 0
	if at := strings.IndexAny(number, "eE"); at >= 0 {
		var err error
		mantissa = number[:at]
		if exponent, err = strconv.Atoi(number[at+1:]); err != nil || max(exponent, -exponent) > 10_000 {
			return 0, q.wrong(s, "the exponent is out of range")
		}
	}
	value, err := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(exponent+power), 64)
	if err != nil {
		return 0, q.wrong(s, "too large")
	}
	if value == 0 && strings.Trim(mantissa, "0.") != "" {
		return 0, q.wrong(s, "too small to differ from zero")
	}
	return value, nil
}

func (q real) wrong(s, why string) error {
	return &ParseError{Text: s, Noun: q.noun, Why: why, Try: q.try}
}

// format prints v in the largest unit that leaves at least 1 before the point; values out of the units' reach are
// printed in the base unit with an exponent.
func (q real) format(v float64) string {
	base := q.gap + q.units[0].unit
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v+0, 'g', -1, 64) + base
	}
	text := strconv.FormatFloat(v, 'e', -1, 64)
	mantissa, power, _ := strings.Cut(text, "e")
	exponent, _ := strconv.Atoi(power) // FormatFloat wrote it
	if exponent < -3 || exponent > q.units[len(q.units)-1].power+5 {
		return strconv.FormatFloat(v, 'g', -1, 64) + base
	}
	unit := q.units[0]
	for _, u := range q.units {
		if exponent >= u.power {
			unit = u
		}
	}
	return shifted(mantissa, exponent-unit.power) + q.gap + unit.unit
}

// shifted moves the point of a mantissa such as -9.89 by places to the right.
func shifted(mantissa string, places int) string {
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	figures := strings.Replace(mantissa, ".", "", 1)
	at := 1 + places
	switch {
	case at <= 0:
		return sign + "0." + strings.Repeat("0", -at) + figures
	case at >= len(figures):
		return sign + figures + strings.Repeat("0", at-len(figures))
	default:
		return sign + figures[:at] + "." + figures[at:]
	}
}

// marshal prints v, or refuses what parse would refuse.
func (q real) marshal(v float64) ([]byte, error) {
	if !(v >= 0) || math.IsInf(v, 0) {
		return nil, unprintable(q.noun, q.format(v))
	}
	return []byte(q.format(v)), nil
}
