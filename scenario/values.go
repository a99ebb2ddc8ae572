package scenario

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// maxSeed is the largest seed a scenario can name, and so the largest number
// of replications.
const maxSeed = 1_000_000

// Seeds is a range of seeds, both ends included.
type Seeds struct {
	First, Last uint64 // 1 ≤ First ≤ Last ≤ 1,000,000
}

// Count is the number of replications.
func (s Seeds) Count() int { return int(s.Last-s.First) + 1 }

// String prints the range as 1..30.
func (s Seeds) String() string { return fmt.Sprintf("%d..%d", s.First, s.Last) }

// MarshalText prints the range.
func (s Seeds) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a number n, which stands for 1..n, or a range.
func (s *Seeds) UnmarshalText(text []byte) error {
	first, last, ranged := strings.Cut(string(text), "..")
	if !ranged {
		first, last = "1", first
	}
	from, err := strconv.ParseUint(first, 10, 64)
	to, err2 := strconv.ParseUint(last, 10, 64)
	switch {
	case err != nil || err2 != nil:
		return fmt.Errorf("%q is not a number of seeds; write 30 or 1..30", text)
	case from < 1 || to < from || to > maxSeed:
		return fmt.Errorf("%q are not seeds; write a range that rises within 1..%d, or how many", text, maxSeed)
	}
	*s = Seeds{from, to}
	return nil
}

// YAMLType names the type for readers of the file.
func (Seeds) YAMLType() string { return "number or range" }

// age is how old the parts of a pool are when the run begins.
type age hardware.Age

// UnmarshalText reads a word or a duration.
func (a *age) UnmarshalText(text []byte) error {
	switch string(text) {
	case "fresh":
		*a = age{Rule: hardware.Fresh}
	case "stationary":
		*a = age{Rule: hardware.Stationary}
	default:
		d, err := units.ParseDuration(string(text))
		if err != nil {
			return fmt.Errorf("%q is not an age; write fresh, stationary or a duration such as 90d", text)
		}
		*a = age{Rule: hardware.Given, Of: d}
	}
	return nil
}

// YAMLType names the type for readers of the file.
func (age) YAMLType() string { return "fresh, stationary or duration" }

// price is an amount, or the venue whose list price is meant.
type price struct {
	amount units.MoneyPerHour
	venue  string // empty for the amount
}

// venues are where list prices are known, in the order in which they stand in
// for an absent price.
func venues() []string { return []string{"marketplace", "specialty", "centralised"} }

// UnmarshalText reads a venue or an amount.
func (p *price) UnmarshalText(text []byte) error {
	for _, v := range venues() {
		if v == string(text) {
			*p = price{venue: v}
			return nil
		}
	}
	amount, err := units.ParseMoneyPerHour(string(text))
	if err != nil {
		return fmt.Errorf("%w, marketplace, specialty or centralised", err)
	}
	*p = price{amount: amount}
	return nil
}

// YAMLType names the type for readers of the file.
func (price) YAMLType() string { return "price per hour or venue" }

// decide is when the policy is asked.
type decide clustersim.Decide

// UnmarshalText reads a word or a period.
func (d *decide) UnmarshalText(text []byte) error {
	switch string(text) {
	case "instant":
		*d = decide{When: clustersim.EachInstant}
	case "event":
		*d = decide{When: clustersim.EachEvent}
	default:
		every, err := units.ParseDuration(string(text))
		if err != nil || every <= 0 {
			return fmt.Errorf("%q is not a rule of decision; write instant, event or a period such as 10m", text)
		}
		*d = decide{When: clustersim.Periodically, Every: every}
	}
	return nil
}

// YAMLType names the type for readers of the file.
func (decide) YAMLType() string { return "instant, event or period" }

// retries is how many further attempts a job gets.
type retries int

// UnmarshalText reads a number or the word unlimited.
func (r *retries) UnmarshalText(text []byte) error {
	if string(text) == "unlimited" {
		*r = -1
		return nil
	}
	n, err := strconv.ParseUint(string(text), 10, 31)
	if err != nil {
		return fmt.Errorf("%q is not a number of retries; write a number such as 20, or unlimited", text)
	}
	*r = retries(n)
	return nil
}

// YAMLType names the type for readers of the file.
func (retries) YAMLType() string { return "number or unlimited" }

// duration is a span of the file for the rest of the program.
func duration(d units.Duration) time.Duration { return time.Duration(d) }
