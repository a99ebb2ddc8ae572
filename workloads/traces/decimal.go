package traces

import "strconv"

// decimal is a number as logs write it: digits and perhaps a fraction, which is
// kept in thousand-millionths, finer digits dropped.
type decimal struct {
	negative bool
	whole    int64 // saturates
	fraction int64 // 0..999,999,999
}

// parseDecimal reads an optional sign, digits and an optional point with digits.
// Exponents, NaN and infinities are no decimals.
func parseDecimal(text []byte) (decimal, bool) {
	var d decimal
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		d.negative = text[0] == '-'
		text = text[1:]
	}
	n := digits(text)
	whole, text := text[:n], text[n:]
	places := 0
	if len(text) > 0 && text[0] == '.' {
		text = text[1:]
		places = digits(text)
		d.fraction = billionths(text[:places])
		text = text[places:]
	}
	if len(text) > 0 || n+places == 0 {
		return decimal{}, false
	}
	if n > 0 {
		d.whole, _ = strconv.ParseInt(string(whole), 10, 64) // of digits it fails only by saturating
	}
	return d, true
}

func digits(text []byte) int {
	for i, b := range text {
		if b < '0' || b > '9' {
			return i
		}
	}
	return len(text)
}

func billionths(places []byte) int64 {
	n := int64(0)
	for i := range 9 {
		n *= 10
		if i < len(places) {
			n += int64(places[i] - '0')
		}
	}
	return n
}
