package units

import (
	"errors"
	"math"
	"math/big"
	"math/bits"
	"strings"
	"time"
)

// Money is an amount in millionths of a US dollar: integers, so that books balance exactly. It may be negative, and
// reaches 9.2 million million dollars either way.
type Money int64

// MoneyPerHour is a price in millionths of a US dollar per hour, at least 0; of one GPU unless its place says otherwise.
type MoneyPerHour int64

func amounts() exact {
	return exact{
		noun: "an amount of money", step: "a millionth of a dollar", try: "2.25 USD or $2.25", usual: "USD", gap: " ",
		units: []scale{{"USD", 1e6, 1}},
	}
}

func prices() exact {
	return exact{
		noun: "a price per hour", step: "a millionth of a dollar per hour", try: "2.25 USD/h or $2.25/h", usual: "USD/h", gap: " ",
		units: []scale{{"USD/h", 1e6, 1}},
	}
}

// ParseMoney reads dollars: 2.25 USD, $0.25, -10 USD or -$10.
func ParseMoney(s string) (Money, error) {
	text, negative := strings.CutPrefix(s, "-")
	n, err := amounts().int64(dollarsLast(text, ""))
	if err != nil {
		return 0, about(err, s)
	}
	if negative {
		n = -n
	}
	return Money(n), nil
}

// ParseMoneyPerHour reads dollars per hour: 2.25 USD/h or $2.25/h.
func ParseMoneyPerHour(s string) (MoneyPerHour, error) {
	n, err := prices().int64(dollarsLast(s, "/h"))
	if err != nil {
		return 0, about(err, s)
	}
	return MoneyPerHour(n), nil
}

// dollarsLast turns $2.25 into 2.25 USD, keeping the suffix that follows the amount.
func dollarsLast(s, suffix string) string {
	amount, ok := strings.CutPrefix(s, "$")
	if !ok || !strings.HasSuffix(amount, suffix) {
		return s
	}
	amount = strings.TrimSuffix(amount, suffix)
	if lead(amount) != len(amount) {
		return s
	}
	return amount + " USD" + suffix
}

// about makes an error speak of the text that was written rather than of the part that was parsed.
func about(err error, text string) error {
	var wrong *ParseError
	if errors.As(err, &wrong) {
		wrong.Text = text
	}
	return err
}

// String prints m with two to six decimals: 2.25 USD.
func (m Money) String() string { return point(big.NewInt(int64(m)), 6, 2) + " USD" }

// String prints p with two to six decimals: 2.25 USD/h.
func (p MoneyPerHour) String() string { return point(big.NewInt(int64(p)), 6, 2) + " USD/h" }

// MarshalText prints m. The least int64 is an error, since no text stands for it.
func (m Money) MarshalText() ([]byte, error) {
	if m == math.MinInt64 {
		return nil, unprintable("an amount of money", m.String())
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads what [ParseMoney] reads.
func (m *Money) UnmarshalText(text []byte) error { return assign(m, text, ParseMoney) }

// MarshalText prints p. A negative price is an error, since ParseMoneyPerHour refuses it.
func (p MoneyPerHour) MarshalText() ([]byte, error) {
	if p < 0 {
		return nil, unprintable("a price per hour", p.String())
	}
	return []byte(p.String()), nil
}

// UnmarshalText reads what [ParseMoneyPerHour] reads.
func (p *MoneyPerHour) UnmarshalText(text []byte) error { return assign(p, text, ParseMoneyPerHour) }

// Over returns what t costs at price p per GPU-hour, exact and rounded half to even to a millionth of a dollar. For
// one thing that is priced as a whole and rented for d, t is GPUTimeOf(1000, d). It panics if the cost does not fit.
func (p MoneyPerHour) Over(t GPUTime) Money {
	const hour = 1000 * uint64(time.Hour) // a GPU-hour in thousandths of a GPU times nanoseconds
	negative := (p < 0) != (t.Sign() < 0)
	hi, lo := t.magnitude()
	price := magnitude(int64(p))
	top, middle := bits.Mul64(hi, price)
	carry, low := bits.Mul64(lo, price)
	middle, overflow := bits.Add64(middle, carry, 0)
	top += overflow
	over, rest := top/hour, top%hour
	high, rest := bits.Div64(rest, middle, hour)
	cost, rest := bits.Div64(rest, low, hour)
	if over > 0 || high > 0 || cost >= math.MaxInt64 {
		panic("units: price " + p.String() + " over " + t.String() + " overflows Money")
	}
	if rest > hour/2 || (rest == hour/2 && cost&1 == 1) {
		cost++
	}
	if negative {
		return -Money(cost)
	}
	return Money(cost)
}

// magnitude is |n|, also of the least int64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
