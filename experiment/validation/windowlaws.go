package validation

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// pool is n nodes with exponential times of which k are needed: a chain that goes
// from j working nodes to one less or one more.
type pool struct {
	k, n     int
	up, down float64 // mean times of a node, hours
}

func (p pool) node() float64 { return p.up / (p.up + p.down) }

// available is the share of time in which k or more nodes work.
func (p pool) available() float64 { return atLeast(p.k, p.n, p.node()) }

// ends is how often windows end, per hour: k nodes work and one of them fails.
func (p pool) ends() float64 { return p.exactly(p.k) * float64(p.k) / p.up }

// window and outage are the mean times with k nodes and without.
func (p pool) window() float64 { return p.available() / p.ends() }
func (p pool) outage() float64 { return (1 - p.available()) / p.ends() }

// exactly is the probability that j nodes work.
func (p pool) exactly(j int) float64 {
	return math.Exp(logChoose(p.n, j) + float64(j)*math.Log(p.node()) + float64(p.n-j)*math.Log1p(-p.node()))
}

// outlasts is the probability that a window goes on for t hours more, by the
// number of nodes that work now, from k on: the row sums of exp(Qt), where Q is
// the generator of the chain among the states of the window.
func (p pool) outlasts(t float64) []float64 {
	states := p.n - p.k + 1
	q := mat.NewDense(states, states, nil)
	for i := range states {
		j := float64(p.k + i)
		fails, returns := j/p.up, (float64(p.n)-j)/p.down
		q.Set(i, i, -(fails+returns)*t)
		if i > 0 {
			q.Set(i, i-1, fails*t)
		}
		if i < states-1 {
			q.Set(i, i+1, returns*t)
		}
	}
	var e mat.Dense
	e.Exp(q)
	sums := make([]float64, states)
	for i := range sums {
		sums[i] = mat.Sum(e.RowView(i))
	}
	return sums
}

// fits is the probability that from a random instant on, k nodes work for t hours.
func (p pool) fits(t float64) float64 {
	sum := 0.0
	for i, lasts := range p.outlasts(t) {
		sum += p.exactly(p.k+i) * lasts
	}
	return sum
}

// lastsNew is the probability that a window that begins lasts t hours, and
// lastsFull that one does in which all nodes work.
func (p pool) lastsNew(t float64) float64  { return p.outlasts(t)[0] }
func (p pool) lastsFull(t float64) float64 { return p.outlasts(t)[p.n-p.k] }
