package metrics

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/stats"
	"github.com/clustersim/clustersim/units"
)

// WindowSpec says whose uptime windows a [WindowFold] looks for.
type WindowSpec struct {
	Pool    string          // whose nodes; empty for the whole fleet
	K       int             // nodes that must work at the same time, at least 1
	Fixed   bool            // always the same K nodes; otherwise any K
	Lengths []time.Duration // of jobs that might fit, each positive
}

// Windows is the uptime windows of gangs: the maximal times in which enough nodes
// work. With Fixed, gangs are disjoint, of nodes that follow one another in the
// fleet, and a last one that would be too small is left out; otherwise all nodes
// are one gang.
type Windows struct {
	Nodes    int           // of the pool
	Gangs    int           // 0 if there are not enough nodes
	Ended    int           // windows whose end was seen
	Up, Down units.GPUTime // in windows and between them, one GPU a gang
	Fits     []Fit         // in the order of the lengths
	first    []stats.Life  // first window of each gang that had one, s
}

// Fit is how likely a job of some length fits into a window. The three differ:
// long windows contain more instants than short ones, and where failures depend
// on age it matters when a window begins.
type Fit struct {
	Length time.Duration
	// Random: the gang is up at a random instant and stays so for the length. Known if the run is longer.
	Random Odds
	// New: a window lasts for the length (Kaplan-Meier over the windows seen to begin). One that was open when the
	// run began is not among them, because its age is not known and windows found open are long ones.
	New Odds
	// First: the first window of a gang lasts for the length, counted from the beginning of the run or from when the
	// gang is up for the first time (Kaplan-Meier over gangs).
	First Odds
}

// Odds is a probability, if the run tells it.
type Odds struct {
	P     float64
	Known bool
}

// Availability is the share of time in windows; 0 without gangs.
func (w *Windows) Availability() float64 {
	if w.Gangs == 0 {
		return 0
	}
	return w.Up.Hours() / w.Up.Add(w.Down).Hours()
}

// MeanWindow is the time in windows per window that ended; false if none did. So
// counted, windows that the run cut off add what was seen of them.
func (w *Windows) MeanWindow() (time.Duration, bool) { return w.perEnd(w.Up) }

// MeanOutage is the time between windows per window that ended; false if none did.
func (w *Windows) MeanOutage() (time.Duration, bool) { return w.perEnd(w.Down) }

func (w *Windows) perEnd(t units.GPUTime) (time.Duration, bool) {
	if w.Ended == 0 {
		return 0, false
	}
	return time.Duration(t.Hours() / float64(w.Ended) * float64(time.Hour)), true
}

// WindowFold finds uptime windows. It is a [journal.Observer] that keeps 16 bytes
// for each time that a node stops or begins to work.
type WindowFold struct {
	spec WindowSpec
	uptime
}

// NewWindowFold returns a fold that has seen nothing. It returns an error if K or
// a length is not positive.
func NewWindowFold(spec WindowSpec) (*WindowFold, error) {
	if spec.K < 1 {
		return nil, fmt.Errorf("metrics: windows of gangs of %d nodes, want at least 1", spec.K)
	}
	for _, length := range spec.Lengths {
		if length <= 0 {
			return nil, fmt.Errorf("metrics: windows for jobs of %v, want a positive length", length)
		}
	}
	return &WindowFold{spec: spec}, nil
}

// Windows is what the run came to, once it has ended.
func (f *WindowFold) Windows() Windows { return f.windows(f.spec) }

// windows goes through the run once: the cost is that of the toggles.
func (u *uptime) windows(spec WindowSpec) Windows {
	places, n := u.places(spec.Pool)
	s := sweep{Windows: Windows{Nodes: n}, lengths: spec.Lengths, excess: make([]float64, len(spec.Lengths))}
	size := n
	if spec.Fixed {
		size = spec.K
	}
	if spec.K > n {
		return s.Windows
	}
	s.Gangs = n / size
	gangs := make([]gangWindow, s.Gangs)
	for i := range gangs {
		gangs[i].margin = size - spec.K + 1
	}
	for _, t := range u.toggles {
		if place := places[t.node]; place != none && int(place)/size < len(gangs) {
			s.toggle(&gangs[int(place)/size], t)
		}
	}
	for i := range gangs {
		s.close(&gangs[i], u.end)
	}
	return s.result(u.end)
}

// sweep adds up windows in order of time.
type sweep struct {
	Windows
	lengths []time.Duration
	excess  []float64    // by length: s by which windows are longer
	begun   []stats.Life // windows seen to begin, s
}

// gangWindow is a gang's window under way, or the outage.
type gangWindow struct {
	margin int      // failures until the gang is down: positive while it is up
	since  sim.Time // of the window or outage
	seen   bool     // its beginning
	had    bool     // a window
}

// toggle follows a node of a gang.
func (s *sweep) toggle(g *gangWindow, t toggle) {
	was := g.margin > 0
	g.margin--
	if t.up {
		g.margin += 2
	}
	switch is := g.margin > 0; {
	case was && !is:
		if t.at > g.since { // else it was no window, and the outage goes on
			s.window(g, t.at, stats.Lasted)
			s.Ended++
		}
	case !was && is:
		s.Down = s.Down.Add(wallTime(t.at.Sub(g.since)))
	default:
		return
	}
	g.since, g.seen = t.at, true
}

// close cuts off the window or outage that is under way at the end of the run.
func (s *sweep) close(g *gangWindow, end sim.Time) {
	switch {
	case end == g.since:
	case g.margin > 0:
		s.window(g, end, stats.Beyond)
	default:
		s.Down = s.Down.Add(wallTime(end.Sub(g.since)))
	}
}

// window notes one that is over, or cut off.
func (s *sweep) window(g *gangWindow, end sim.Time, life func(x float64) stats.Life) {
	lasted := end.Sub(g.since)
	s.Up = s.Up.Add(wallTime(lasted))
	for i, length := range s.lengths {
		s.excess[i] += max(0, lasted-length).Seconds()
	}
	if g.seen {
		s.begun = append(s.begun, life(lasted.Seconds()))
	}
	if !g.had {
		g.had = true
		s.first = append(s.first, life(lasted.Seconds()))
	}
}

func (s *sweep) result(end sim.Time) Windows {
	if len(s.lengths) == 0 {
		return s.Windows
	}
	begun, first := survivalOf(s.begun), survivalOf(s.first)
	for i, length := range s.lengths {
		fit := Fit{Length: length, New: begun.lasting(length), First: first.lasting(length)}
		if room := end.Sub(0) - length; room > 0 {
			fit.Random = Odds{s.excess[i] / (float64(s.Gangs) * room.Seconds()), true}
		}
		s.Fits = append(s.Fits, fit)
	}
	return s.Windows
}

// survival is what lives that were cut off say of how long they last.
type survival struct {
	steps   []stats.SurvivalStep
	longest float64 // s; 0 without lives
}

func survivalOf(lives []stats.Life) survival {
	s := survival{steps: stats.KaplanMeier(lives)}
	for _, l := range lives {
		s.longest = max(s.longest, l.From)
	}
	return s
}

// lasting is the share of lives that last for the length: known as far as the
// longest of them, or further if all ended.
func (s *survival) lasting(length time.Duration) Odds {
	x := length.Seconds()
	share := stats.Lasting(s.steps, x)
	if s.longest == 0 || x > s.longest && share > 0 {
		return Odds{}
	}
	return Odds{share, true}
}
