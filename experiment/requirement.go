package experiment

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/clustersim/clustersim/metrics"
	"github.com/clustersim/clustersim/units"
)

// Requirement is a bound on a metric.
type Requirement struct {
	Metric metrics.Metric
	Op     Op
	Value  float64 // in the metric's unit
	Text   string  // as it was written
}

// Op compares a metric with a bound.
type Op string

// The comparisons.
const (
	AtLeast Op = ">="
	AtMost  Op = "<="
	Above   Op = ">"
	Below   Op = "<"
)

// Holds reports whether x satisfies the bound.
func (o Op) Holds(x, bound float64) bool {
	switch o {
	case AtLeast:
		return x >= bound
	case AtMost:
		return x <= bound
	case Above:
		return x > bound
	case Below:
		return x < bound
	}
	panic(fmt.Sprintf("experiment: comparison %q", string(o)))
}

// ParseRequirement reads a metric, a comparison and a bound with the metric's
// unit; counts and ratios have none, and shares may be in percent:
//
//	completion >= 0.95
//	wait.p95 <= 2h
//	cost <= 5000 USD
//	cost_per_useful_gpu_hour < 2.50 USD/GPU-h
func ParseRequirement(text string) (Requirement, error) {
	name, op, bound, ok := cut(text)
	if !ok {
		return Requirement{}, fmt.Errorf(
			`%q is not a requirement; want a metric, one of >= <= > <, and a value, such as "completion >= 0.95"`, text)
	}
	m, ok := metrics.Find(name)
	if !ok {
		return Requirement{}, unknownMetric(name)
	}
	value, err := parseBound(&m, bound)
	if err != nil {
		return Requirement{}, fmt.Errorf("requirement %q: %w", text, err)
	}
	return Requirement{Metric: m, Op: op, Value: value, Text: strings.TrimSpace(text)}, nil
}

// cut splits a requirement at its comparison.
func cut(text string) (name string, op Op, bound string, ok bool) {
	at := strings.IndexAny(text, "<>")
	if at < 0 {
		return "", "", "", false
	}
	end := at + 1
	if strings.HasPrefix(text[end:], "=") {
		end++
	}
	name, bound = strings.TrimSpace(text[:at]), strings.TrimSpace(text[end:])
	whole := name != "" && bound != "" && !strings.HasSuffix(name, "=") // => is not a comparison
	return name, Op(text[at:end]), bound, whole
}

func unknownMetric(name string) error {
	if near, ok := metrics.Suggest(name); ok {
		return fmt.Errorf("unknown metric %q; did you mean %q?", name, near)
	}
	return fmt.Errorf("unknown metric %q; want one of %s", name, strings.Join(metrics.Names(), ", "))
}

// parseBound reads a bound in the metric's unit.
func parseBound(m *metrics.Metric, text string) (float64, error) {
	switch m.Unit {
	case "s":
		d, err := units.ParseDuration(text)
		return float64(d) / float64(time.Second), err
	case "USD":
		amount, err := units.ParseMoney(text)
		return float64(amount) / 1e6, err
	case "USD/GPU-h":
		price, err := units.ParseMoneyPerHour(strings.Replace(text, "/GPU-h", "/h", 1))
		return float64(price) / 1e6, err
	case "GPU-h":
		amount, err := units.ParseGPUTime(text)
		return amount.Hours(), err
	case "/1000 node-days":
		rate, err := units.ParseFailureRate(text)
		return float64(rate), err
	}
	if m.Share {
		share, err := units.ParseFraction(text)
		return float64(share), err
	}
	return parseNumber(text)
}

func parseNumber(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, fmt.Errorf("%q is not a number; want one such as 1.5, without a unit", text)
	}
	return x, nil
}
