package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

// Problem is one mistake in a scenario, with its place and a way out.
type Problem = yamlpos.Problem

// Problems are all mistakes of a scenario.
type Problems = yamlpos.Problems

// PresetPrefix begins the names of embedded scenarios.
const PresetPrefix = "preset:"

// Disk is the file system of the machine, for [Load]: paths may be absolute,
// or relative to the working directory, and may lead upwards.
func Disk() fs.FS { return disk{} }

type disk struct{}

// Open implements [fs.FS].
func (disk) Open(name string) (fs.File, error) { return os.Open(filepath.FromSlash(name)) }

// Load reads, checks and resolves the scenario of that name: preset:NAME, or a
// file. The sets are assignments of the form path=value, applied in order.
//
// An error of type [Problems] holds everything that is wrong with the text and
// with what it names; any other means that the scenario could not be read.
func Load(files fs.FS, name string, sets []string, r *Registry) (*Scenario, error) {
	if preset, ok := strings.CutPrefix(name, PresetPrefix); ok {
		text, ok := PresetSource(preset)
		if !ok {
			m := unknownName("preset", preset, presetNames())
			return nil, fmt.Errorf("scenario: load %q: %s; %s", name, m.message, m.hint)
		}
		return Parse(files, name, text, sets, r)
	}
	text, err := readFile(files, filepath.ToSlash(name), yamlpos.MaxSize+1)
	if err != nil {
		return nil, fmt.Errorf("scenario: load %q: %w", name, reason(err))
	}
	return Parse(files, name, text, sets, r)
}

// Parse is [Load] for a text that was read already, such as standard input. The
// name stands for it in problems, and its folder is where relative paths begin.
func Parse(files fs.FS, name string, text []byte, sets []string, r *Registry) (*Scenario, error) {
	l := &loader{files: files, registry: r, dir: folder(name), place: name, priced: map[string]evidence.ID{}, built: map[string]*catalog.Reliability{}}
	var problems Problems
	l.doc, problems = yamlpos.Read(name, text, sets, &l.file)
	l.problems = problems
	if l.doc == nil || l.doc.Root.Kind != yamlpos.Map {
		return nil, problems.Err()
	}
	s := l.scenario()
	if err := l.problems.Sorted().Err(); err != nil {
		return nil, err
	}
	s.hash = l.hash()
	s.defaults = l.usedDefaults()
	return s, nil
}

// folder is where the relative paths of a scenario begin.
func folder(name string) string {
	if strings.HasPrefix(name, PresetPrefix) {
		return "."
	}
	return path.Dir(filepath.ToSlash(name))
}

// loader resolves one scenario and collects what is wrong with it.
type loader struct {
	files    fs.FS
	registry *Registry
	dir      string // of the scenario
	place    string // name of the scenario's text
	doc      *yamlpos.Document
	file     file
	pools    []resolvedPool
	built    map[string]*catalog.Reliability // profiles that pools share
	claims   []evidence.ID                   // that the model rests on
	extra    []yamlpos.Default
	included []included
	warnings []Warning
	problems Problems
	unsound  map[string]bool        // paths at or below which something is wrong
	marked   int                    // problems that unsound knows of
	priced   map[string]evidence.ID // claims of default prices, by path
}

// scenario resolves the parts one after the other, each as far as those before
// it allow.
func (l *loader) scenario() *Scenario {
	s := &Scenario{
		Name: l.file.Name, About: l.file.About, Horizon: duration(l.file.Horizon), Seeds: l.file.Seeds,
		Require: lines(l.file.Require), Gates: lines(l.file.Gates),
	}
	if s.Name == "" {
		s.Name = nameOf(l.place)
	}
	s.site, s.supply = l.site(l.network())
	s.workload = l.workload()
	s.policy, s.recovery = l.policy, l.recovery
	if l.sound("policy") {
		l.policy()
	}
	if l.sound("recovery") {
		l.recovery()
	}
	s.spares = clustersim.Spares{Count: l.file.Recovery.Spares, Select: duration(l.file.Recovery.Select)}
	s.decide, s.order, s.misfit = l.engine()
	s.Warnings = l.warnings
	s.claims = once(l.claims)
	return s
}

// nameOf is what a scenario without a name is called.
func nameOf(place string) string {
	if place == "-" {
		return "scenario"
	}
	base := path.Base(filepath.ToSlash(strings.TrimPrefix(place, PresetPrefix)))
	return strings.TrimSuffix(base, path.Ext(base))
}

// sound reports whether nothing is wrong so far at a path or below it. Checks of
// meaning begin only where the form is right.
func (l *loader) sound(at string) bool {
	if l.unsound == nil {
		l.unsound = map[string]bool{}
	}
	for ; l.marked < len(l.problems); l.marked++ {
		p := l.problems[l.marked].Path
		l.unsound[p] = true
		for i, r := range p {
			if r == '.' || r == '[' {
				l.unsound[p[:i]] = true
			}
		}
	}
	return !l.unsound[at]
}

// given reports whether the text has the path. That a required key is missing
// has been reported; what would stand below it need not be missed as well.
func (l *loader) given(at string) bool {
	_, ok := l.doc.At(at)
	return ok
}

// mistake is what is wrong with a place, without the place.
type mistake struct{ code, message, hint string }

// report records a mistake at a node.
func (l *loader) report(at *yamlpos.Node, m mistake) {
	l.problems = append(l.problems, at.Problem(m.code, m.message, m.hint))
}

// wrong records a mistake at a path.
func (l *loader) wrong(at string, m mistake) {
	l.problems = append(l.problems, l.doc.Problem(at, m.code, m.message, m.hint))
}

// wrongName records an unknown name. To look for the nearest name takes time, and
// nobody reads the hints of that many.
func (l *loader) wrongName(at, kind, name string, known []string) {
	const hinted = 100
	m := mistake{yamlpos.CodeValue, "unknown " + kind + " " + quote(name), ""}
	if len(l.problems) <= hinted {
		m = unknownName(kind, name, known)
	}
	l.wrong(at, m)
}

// Warning is something that can be run but is probably not meant.
type Warning struct {
	Problem
}

func (l *loader) warn(at string, m mistake) {
	l.warnings = append(l.warnings, Warning{l.doc.Problem(at, m.code, m.message, m.hint)})
}

// added records a default that was worked out rather than looked up.
func (l *loader) added(at, value string) {
	l.extra = append(l.extra, yamlpos.Default{Path: at, Text: value})
}

func unreadable(name string, err error) mistake {
	return mistake{CodeFile, fmt.Sprintf("cannot read %s: %v", quote(name), reason(err)), "relative paths begin at the scenario's folder, in --set at the working directory"}
}

// reason is an error without the path, which the message has already.
func reason(err error) error {
	if wrapped, ok := errors.AsType[*fs.PathError](err); ok {
		return wrapped.Err
	}
	return err
}

// once is a list without its repetitions.
func once(ids []evidence.ID) []evidence.ID {
	var kept []evidence.ID
	seen := map[evidence.ID]bool{}
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			kept = append(kept, id)
		}
	}
	return kept
}
