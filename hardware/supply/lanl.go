package supply

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// LANL reads the failures of one system of the table that Los Alamos published
// as LA-UR-05-7318 (Schroeder and Gibson, DSN 2006): columns System, nodes,
// nodenum, Prob Started and Prob Fixed (M/D/YYYY H:MM) and others that are not
// used. Rows may stand in any order.
//
// A node is down from Prob Started to Prob Fixed; failures that overlap are one.
// The trace runs from the first failure to the last repair of the system. It has
// as many nodes as the column says: those that failed, named by their numbers,
// and the lowest free numbers for those that never did. Times are read as they
// stand, so a repair across a change of the clocks is an hour too long or short.
type LANL struct {
	System int // 2 to 24 in the published table
}

const lanlTime = "1/2/2006 15:04"

// Read reads the rows of the system.
func (l LANL) Read(r io.Reader) (*Trace, error) {
	trace, err := l.read(r)
	if err != nil {
		return nil, fmt.Errorf("supply: read lanl: %w", err)
	}
	return trace, nil
}

func (l LANL) read(r io.Reader) (*Trace, error) {
	in, err := openTable(r)
	if err != nil {
		return nil, err
	}
	cells, err := in.header("System", "nodes", "nodenum", "Prob Started", "Prob Fixed")
	if err != nil {
		return nil, err
	}
	log := lanlLog{
		table: in, down: map[int][]lanlOutage{},
		system: cells[0], nodes: cells[1], node: cells[2], started: cells[3], fixed: cells[4],
	}
	for width := len(in.row); ; {
		found, err := in.next(width)
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		if err := log.take(strconv.Itoa(l.System)); err != nil {
			return nil, err
		}
	}
	if len(log.down) == 0 {
		return nil, &FormatError{Line: in.line + 1, Problem: fmt.Sprintf("there are no failures of system %d, want one of %s",
			l.System, strings.Join(log.systems, ", "))}
	}
	return log.trace()
}

type lanlLog struct {
	*table
	system, nodes, node, started, fixed int // cells
	systems                             []string
	size                                int // of the system
	down                                map[int][]lanlOutage
	from, to                            time.Time
}

type lanlOutage struct{ from, to time.Time }

// take notes the failure of a row, if it is of the system.
func (l *lanlLog) take(system string) error {
	if name := strings.TrimSpace(l.row[l.system]); name != system {
		if !slices.Contains(l.systems, name) {
			l.systems = append(l.systems, name)
		}
		return nil
	}
	size, err := l.count(l.nodes, maxNodes)
	if err != nil {
		return err
	}
	node, err := l.count(l.node, maxNodes)
	if err != nil {
		return err
	}
	from, err := l.clock(l.started)
	if err != nil {
		return err
	}
	to, err := l.clock(l.fixed)
	if err != nil {
		return err
	}
	if to.Before(from) {
		return l.fault(l.fixed, "the failure was fixed at %s, before it started at %s", l.row[l.fixed], l.row[l.started])
	}
	if len(l.down) == 0 {
		l.from, l.to = from, to
	}
	l.size = max(l.size, size)
	l.down[node] = append(l.down[node], lanlOutage{from, to})
	if from.Before(l.from) {
		l.from = from
	}
	if to.After(l.to) {
		l.to = to
	}
	return nil
}

func (l *lanlLog) clock(cell int) (time.Time, error) {
	at, err := time.Parse(lanlTime, strings.TrimSpace(l.row[cell]))
	if err != nil {
		return at, l.fault(cell, "%s is no time, want month/day/year hour:minute such as 6/21/2005 10:54", excerpt(l.row[cell]))
	}
	return at, nil
}

// trace ends the record.
func (l *lanlLog) trace() (*Trace, error) {
	window := Period{0, sim.Time(l.to.Sub(l.from))}
	switch {
	case len(l.down) > l.size:
		return nil, fmt.Errorf("%d nodes failed of a system of %d", len(l.down), l.size)
	case window.To == 0 || window.To == sim.Never:
		return nil, fmt.Errorf("the failures span %v, want more than 0 and less than 292 years", window.To)
	}
	all := newLives()
	for _, number := range l.fleet() {
		node, _ := all.node(strconv.Itoa(number))
		all.up[node] = outside(l.outages(number), window)
	}
	return all.trace(window)
}

func (l *lanlLog) outages(node int) []Period {
	var all []Period
	for _, o := range l.down[node] {
		all = append(all, Period{sim.Time(o.from.Sub(l.from)), sim.Time(o.to.Sub(l.from))})
	}
	return all
}

// fleet are the numbers of the nodes. Some systems count from 1 or from where
// another one ends: if the numbers that failed do not fit below the size, the
// free ones are taken from the lowest number that failed on.
func (l *lanlLog) fleet() []int {
	numbers := make([]int, 0, l.size)
	for number := range l.down {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	next := 0
	if numbers[len(numbers)-1] >= l.size {
		next = numbers[0]
	}
	for ; len(numbers) < l.size; next++ {
		if _, failed := l.down[next]; !failed {
			numbers = append(numbers, next)
		}
	}
	slices.Sort(numbers)
	return numbers
}
