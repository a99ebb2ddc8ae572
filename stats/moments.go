package stats

// Moments accumulates count, mean, variance and range in one pass, without storing the observations and without the
// cancellation of sums of squares (Welford 1962). The zero value is ready for use.
type Moments struct {
	n        int
	mean     float64
	squares  float64 // sum of squared deviations from the mean
	min, max float64
}

// Add takes in an observation.
func (m *Moments) Add(x float64) {
	if m.n == 0 {
		m.min, m.max = x, x
	}
	m.n++
	deviation := x - m.mean
	m.mean += deviation / float64(m.n)
	m.squares += deviation * (x - m.mean)
	m.min, m.max = min(m.min, x), max(m.max, x)
}

// Merge takes in all observations of other (Chan, Golub and LeVeque 1979).
func (m *Moments) Merge(other Moments) {
	if other.n == 0 {
		return
	}
	if m.n == 0 {
		*m = other
		return
	}
	total := float64(m.n + other.n)
	apart := other.mean - m.mean
	m.squares += other.squares + apart*apart*float64(m.n)*float64(other.n)/total
	m.mean += apart * float64(other.n) / total
	m.n += other.n
	m.min, m.max = min(m.min, other.min), max(m.max, other.max)
}

// N is the number of observations.
func (m Moments) N() int { return m.n }

// Mean is the average, 0 without observations.
func (m Moments) Mean() float64 { return m.mean }

// Variance is the unbiased variance, with n-1 below; 0 for fewer than two observations.
func (m Moments) Variance() float64 {
	if m.n < 2 {
		return 0
	}
	return m.squares / float64(m.n-1)
}

// Min is the least observation, 0 without any.
func (m Moments) Min() float64 { return m.min }

// Max is the greatest observation, 0 without any.
func (m Moments) Max() float64 { return m.max }

func momentsOf(xs []float64) Moments {
	var m Moments
	for _, x := range xs {
		m.Add(x)
	}
	return m
}
