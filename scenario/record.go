package scenario

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// record is a published record of availability.
type record struct {
	played
	rest *yamlpos.Node // settings of the format
}

// played is what a record says whatever its format.
type played struct {
	Format string         `key:"format" required:"true" doc:"Format of the record: skynomad (launches in zones), spot (counts at even gaps, or one node: Can't Be Late, SkyNomad), parcae or bamboo (a count over time), parcae-events (nodes added and removed), fta (the Failure Trace Archive) or lanl (failures at Los Alamos)."`
	File   string         `key:"file" required:"true" doc:"The record, plain or compressed with gzip."`
	Offset units.Duration `key:"offset" doc:"Time in the record at which the run begins; 0s without it."`
	End    string         `key:"end" enum:"wrap|stop|hold" doc:"What follows where the record ends: it starts over (wrap), all nodes leave (stop), or all stays as it is (hold); wrap without it."`
	Cut    bool           `key:"cut" doc:"Whether the pool may be smaller than the record: it is then the nodes with the lowest numbers, which a record that only counts has as the last to leave. False without it."`
}

// keys are those of a record whatever its format.
func (played) keys() []string { return []string{"format", "file", "offset", "end", "cut"} }

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (r *record) UnmarshalYAMLPos(n *yamlpos.Node) (problems yamlpos.Problems) {
	r.rest, problems = named(n, r.keys(), &r.played)
	return problems
}

// SchemaVariants implements [yamlpos.Variants]: one for each set of settings.
func (*record) SchemaVariants() []any {
	return []any{
		struct {
			played
			launches
		}{},
		struct {
			played
			counted
		}{},
		struct {
			played
			counts
		}{},
		struct {
			played
			timed
		}{},
		struct {
			played
			archive
		}{},
		struct {
			played
			alamos
		}{},
	}
}

// counted is how many nodes a record that counts can have.
type counted struct {
	Nodes int `key:"nodes" required:"true" min:"1" max:"1000000" doc:"Nodes that were asked for, of a skynomad or spot record (1 of a spot record with preempted); the most that there could be, of a parcae or bamboo record."`
}

// launches is the settings of records of launches in zones.
type launches struct {
	counted
	Zone string         `key:"zone" required:"true" doc:"Zone whose column is read, of a skynomad record."`
	Step units.Duration `key:"step" default:"10m" above:"0s" doc:"From one probe to the next, of a skynomad record."`
}

// timed is the settings of records whose rows begin with a time.
type timed struct {
	Unit   units.Duration `key:"unit" above:"0s" doc:"Unit of the times, of a parcae, parcae-events or bamboo record; without it 1ms, and 1s of a bamboo record."`
	Length units.Duration `key:"length" above:"0s" doc:"Length of a parcae, parcae-events or bamboo record; without it, until its last row."`
}

// counts is the settings of records of a count over time.
type counts struct {
	counted
	timed
}

// archive is the settings of records of the Failure Trace Archive.
type archive struct {
	Prefix string `key:"prefix" doc:"Of the names of the nodes that are taken, of an fta record, such as site3/; without it, all are."`
}

// alamos is the settings of the table of Los Alamos.
type alamos struct {
	System int `key:"system" required:"true" min:"1" max:"1000" doc:"Number of the system, of a lanl record: 2 to 24 in the published table."`
}

func readLaunches(decode Decode) (supply.Reader, error) {
	var c launches
	err := decode(&c)
	return supply.Probes{Zone: c.Zone, Nodes: c.Nodes, Step: duration(c.Step)}, err
}

func readGaps(decode Decode) (supply.Reader, error) {
	var c counted
	err := decode(&c)
	return supply.SpotJSON{Nodes: c.Nodes}, err
}

// readCounts makes readers whose times are in a unit if nothing else is said.
func readCounts(unit units.Duration) SupplyFactory {
	return func(decode Decode) (supply.Reader, error) {
		var c counts
		err := decode(&c)
		return supply.Steps{Unit: duration(cmp.Or(c.Unit, unit)), Nodes: c.Nodes, Length: duration(c.Length)}, err
	}
}

func readEvents(decode Decode) (supply.Reader, error) {
	var c timed
	err := decode(&c)
	return supply.Arrivals{Unit: duration(cmp.Or(c.Unit, millisecond)), Length: duration(c.Length)}, err
}

// The units of published records.
const (
	millisecond = units.Duration(time.Millisecond)
	second      = units.Duration(time.Second)
)

func readArchive(decode Decode) (supply.Reader, error) {
	var c archive
	err := decode(&c)
	return supply.FTA{Prefix: c.Prefix}, err
}

func readAlamos(decode Decode) (supply.Reader, error) {
	var c alamos
	err := decode(&c)
	return supply.LANL{System: c.System}, err
}

// availability reads a record that stands at a place of the file; nil where
// something is wrong.
func (l *loader) availability(r *record, at string) *supply.Trace {
	factory, ok := l.registry.supplies.find(r.Format)
	if !ok {
		l.wrongName(at+".format", "format of records", r.Format, l.registry.supplies.names)
		return nil
	}
	reader, err := factory(l.decodeRest(r.rest, r.keys()))
	if err != nil {
		l.partProblem(r.rest, err)
		return nil
	}
	where, _ := l.doc.At(at + ".file")
	name := l.resolve(where, l.dir, r.File)
	sum, err := checksum(l.files, name)
	if err != nil {
		l.report(where, unreadable(name, err))
		return nil
	}
	l.hashed(name, sum)
	f, err := l.files.Open(name)
	if err != nil {
		l.report(where, unreadable(name, err))
		return nil
	}
	defer f.Close()
	trace, err := reader.Read(f)
	if wrong, ok := errors.AsType[*supply.StepError](err); ok {
		l.wrongStep(wrong, at)
		return nil
	}
	if err != nil {
		l.report(where, mistake{CodeTrace, quote(name) + ": " + strings.TrimPrefix(err.Error(), "supply: "), "see explain " + CodeTrace})
		return nil
	}
	if length := trace.Length(); duration(r.Offset) >= length {
		l.wrong(at+".offset", mistake{CodeSupply, fmt.Sprintf("the record is %s long", units.FormatDuration(length)), "begin earlier in it"})
		return nil
	}
	return trace
}

// wrongStep reports a step that is not that of the probes.
func (l *loader) wrongStep(err *supply.StepError, at string) {
	step := "the step"
	if l.given(at + ".step") {
		at += ".step"
	} else {
		step = "the step, which is not given,"
	}
	l.wrong(at, mistake{
		CodeSupply, fmt.Sprintf("%s is %s, and the median gap of the probes %s", step, units.FormatDuration(err.Step), units.FormatDuration(err.Gap)),
		"write step: " + units.FormatDuration(err.Gap),
	})
}

// play lets a pool play a record.
func (l *loader) play(p *resolvedPool, r *record, at string) supply.Supply {
	trace := l.availability(r, at)
	if trace == nil {
		return nil
	}
	if p.Count == 0 {
		p.Count = trace.Nodes()
	}
	switch n := trace.Nodes(); {
	case p.Count > n:
		l.wrong(p.at+".count", mistake{CodeSupply, fmt.Sprintf("the pool has %d nodes and the record %d", p.Count, n), fmt.Sprintf("write count: %d", n)})
		return nil
	case p.Count < n && !r.Cut:
		l.wrong(p.at+".count", mistake{
			CodeSupply, fmt.Sprintf("the pool has %d nodes and the record %d", p.Count, n),
			fmt.Sprintf("write count: %d, or in the trace cut: true for the first %d", n, p.Count),
		})
		return nil
	case p.Count < n:
		trace = first(trace, p.Count)
	}
	end := map[string]supply.End{"": supply.Wrap, "wrap": supply.Wrap, "stop": supply.Stop, "hold": supply.Hold}[r.End]
	if end == supply.Wrap && !l.pacedRecord(trace, at) {
		return nil
	}
	return supply.Play(trace, duration(r.Offset), end)
}

// first is a record of its first n nodes alone.
func first(t *supply.Trace, n int) *supply.Trace {
	names := make([]string, n)
	for i := range names {
		names[i] = t.Name(i)
	}
	var changes []supply.Change
	for _, c := range t.Changes() {
		if int(c.Node) < n {
			changes = append(changes, c)
		}
	}
	kept, err := supply.NewTrace(names, t.Length(), changes)
	if err != nil {
		panic(fmt.Sprintf("scenario: cut a record: %v", err))
	}
	return kept
}
