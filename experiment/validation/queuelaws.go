package validation

import "math"

// erlangC is the probability that an arrival at an M/M/c queue waits: a is the
// offered load λ/μ in servers, a < c. It goes by the recursion of Erlang B, which
// cannot overflow.
func erlangC(c int, a float64) float64 {
	b := 1.0
	for k := 1; k <= c; k++ {
		b = a * b / (float64(k) + a*b)
	}
	rho := a / float64(c)
	return b / (1 - rho*(1-b))
}

// pollaczek is the mean wait in an M/G/1 queue by Pollaczek and Khinchine.
func pollaczek(rate, mean, second float64) float64 {
	return rate * second / (2 * (1 - rate*mean))
}

// completion gives the first two moments of the time that a customer holds a
// server that breaks at a rate while it works and then resumes the customer: the
// service, stretched by a Poisson number of repairs (Gaver 1962; Avi-Itzhak and
// Naor 1963).
func completion(mean, second, breaks, repair, repair2 float64) (first, squares float64) {
	stretch := 1 + breaks*repair
	return mean * stretch, second*stretch*stretch + breaks*mean*repair2
}

// machinesDown is the stationary law of the number of broken machines among n,
// each of which breaks at rate fail and is repaired at rate repair by one of the
// repairers: a birth and death chain.
func machinesDown(n, repairers int, fail, repair float64) []float64 {
	p := make([]float64, n+1)
	p[0] = 1
	total := 1.0
	for k := 1; k <= n; k++ {
		p[k] = p[k-1] * float64(n-k+1) * fail / (float64(min(k, repairers)) * repair)
		total += p[k]
	}
	for k := range p {
		p[k] /= total
	}
	return p
}

// expectation is the mean of a law on 0, 1, 2…
func expectation(p []float64) float64 {
	sum := 0.0
	for k, pk := range p {
		sum += float64(k) * pk
	}
	return sum
}

// shared is the mean time in an M/G/1 queue with processor sharing of a customer
// that needs x, whatever the law of the others (Sakata, Noguchi and Oizumi 1969;
// Kleinrock 1976, 4.4).
func shared(x, load float64) float64 { return x / (1 - load) }

// waitsLonger is the probability that a wait in an M/M/c queue exceeds t.
func waitsLonger(t float64, c int, arrivals, service float64) float64 {
	return erlangC(c, arrivals/service) * math.Exp(-(float64(c)*service-arrivals)*t)
}
