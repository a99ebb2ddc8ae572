package units

import (
	"math/big"
	"strings"
)

// lead returns the length of the unsigned decimal number that s starts with, or 0: digits, then optionally a point
// and digits, then optionally an exponent. An e that no digits follow belongs to the unit.
func lead(s string) int {
	n := digits(s)
	if n == 0 {
		return 0
	}
	if n < len(s) && s[n] == '.' {
		fraction := digits(s[n+1:])
		if fraction == 0 {
			return 0
		}
		n += 1 + fraction
	}
	return n + exponent(s[n:])
}

func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

func exponent(s string) int {
	if s == "" || (s[0] != 'e' && s[0] != 'E') {
		return 0
	}
	n := 1
	if n < len(s) && (s[n] == '+' || s[n] == '-') {
		n++
	}
	power := digits(s[n:])
	if power == 0 {
		return 0
	}
	return n + power
}

// split cuts s into its leading number and its unit; spaces between the two are dropped.
func split(s string) (number, unit string) {
	n := lead(s)
	return s[:n], strings.TrimLeft(s[n:], " ")
}

// decimal reads a number without exponent exactly.
func decimal(number string) (*big.Rat, bool) {
	if strings.ContainsAny(number, "eE") {
		return nil, false // 1e999999999 would be as many digits
	}
	return new(big.Rat).SetString(number)
}

// nearest rounds r half to even. It reports false where rounding would move r by a millionth of itself or more:
// then the text asks for more than the representation can hold, and rounding would be a lie.
func nearest(r *big.Rat) (*big.Int, bool) {
	quotient, rest := new(big.Int).QuoRem(r.Num(), r.Denom(), new(big.Int))
	twice := new(big.Int).Lsh(rest.Abs(rest), 1)
	switch twice.Cmp(r.Denom()) {
	case 1:
		quotient.Add(quotient, big.NewInt(int64(r.Sign())))
	case 0:
		if quotient.Bit(0) == 1 {
			quotient.Add(quotient, big.NewInt(int64(r.Sign())))
		}
	}
	moved := new(big.Rat).Sub(new(big.Rat).SetInt(quotient), r)
	moved.Mul(moved.Abs(moved), big.NewRat(1_000_000, 1))
	return quotient, moved.Sign() == 0 || moved.Cmp(new(big.Rat).Abs(r)) < 0
}

// point writes the integer n divided by ten to the power places, without trailing zeros beyond keep decimals.
func point(n *big.Int, places, keep int) string {
	text := new(big.Int).Abs(n).String()
	if missing := places + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	whole, fraction := text[:len(text)-places], text[len(text)-places:]
	for len(fraction) > keep && strings.HasSuffix(fraction, "0") {
		fraction = fraction[:len(fraction)-1]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if n.Sign() < 0 {
		whole = "-" + whole
	}
	return whole
}
