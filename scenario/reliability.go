package scenario

import (
	"cmp"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// reliability is a profile by name or path, or a map that overrides one.
type reliability struct {
	profile
	name *yamlpos.Node // written as a name or path alone
}

// profile overrides a reliability profile. A profile in a file of its own has
// the same keys.
type profile struct {
	About   string                  `key:"about" doc:"One or two sentences for people."`
	Base    *yamlpos.Node           `key:"base" doc:"Name or path of the profile that hazards override; without it, hazards say all."`
	Hazards yamlpos.Ordered[hazard] `key:"hazards" doc:"Ways to fail by the part that does, such as host, gpu or owner. Of a part that the base has, only what differs is needed."`
}

// hazard is one way in which a node fails, as far as it differs from the base.
type hazard struct {
	Count   *int                `key:"count" min:"1" max:"4096" doc:"Parts of this kind on a node, each failing on its own; 1 without it."`
	Symptom string              `key:"symptom" enum:"crash|departure" doc:"How it shows: the node crashes, or its owner takes it back; crash without it."`
	Failure *catalog.LawSpec    `key:"failure" doc:"Time in service until the failure."`
	Rhythm  *catalog.RhythmSpec `key:"rhythm" doc:"How the rate of failures varies over the day and the week; without it all times are alike."`
	Detect  *units.Duration     `key:"detect" doc:"From the failure until the scheduler knows; 0s without it."`
	Repair  *catalog.LawSpec    `key:"repair" doc:"Time until the part is back."`
}

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (r *reliability) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	if n.Kind == yamlpos.Map {
		return n.Decode(&r.profile)
	}
	var name string
	r.name = n
	return n.Decode(&name)
}

// ScalarKey implements [yamlpos.Short].
func (*reliability) ScalarKey() string { return "base" }

// SchemaVariants implements [yamlpos.Variants].
func (*reliability) SchemaVariants() []any { return []any{"", profile{}} }

// hazards resolves the reliability of a pool.
func (l *loader) hazards(r *reliability) []hardware.Hazard {
	if r.name != nil {
		return l.profileNamed(r.name, l.dir, nil)
	}
	return l.overridden(&r.profile, l.dir, nil)
}

// deepest is how many profiles can override one another.
const deepest = 8

// profileNamed finds a profile by the name or path at a place of a file in dir.
// The files on the way there are open.
func (l *loader) profileNamed(at *yamlpos.Node, dir string, open []string) []hardware.Hazard {
	name := at.Text
	if !isPath(name) {
		if p, ok := l.registry.catalog.Profile(name); ok {
			l.claims = append(l.claims, p.Claims...)
			return p.Hazards
		}
		l.report(at, unknownName("reliability profile", name, l.registry.catalog.Profiles()))
		return nil
	}
	file := l.resolve(at, dir, name)
	if slices.Contains(open, file) || len(open) == deepest {
		l.report(at, mistake{CodeCycle, "profile files that are based on each other", "base one of them on a profile of the catalogue"})
		return nil
	}
	text, ok := l.read(at, file)
	if !ok {
		return nil
	}
	var p profile
	_, problems := yamlpos.Read(file, text, nil, &p)
	l.problems = append(l.problems, problems...)
	if problems != nil {
		return nil
	}
	return l.overridden(&p, path.Dir(file), append(open, file))
}

// isPath tells a path from a name of the catalogue.
func isPath(name string) bool {
	return strings.ContainsAny(name, "/\\") || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// overridden applies the hazards of a profile to those of its base.
func (l *loader) overridden(p *profile, dir string, open []string) []hardware.Hazard {
	var all []hardware.Hazard
	if p.Base != nil {
		all = slices.Clone(l.profileNamed(p.Base, dir, open))
	}
	before := len(l.problems)
	hazards := slices.Clone(p.Hazards)
	slices.SortStableFunc(hazards, func(a, b yamlpos.Pair[hazard]) int { return cmp.Compare(a.Key, b.Key) })
	for _, pair := range hazards {
		i := slices.IndexFunc(all, func(h hardware.Hazard) bool { return h.Part == pair.Key })
		if i < 0 {
			all = append(all, hardware.Hazard{Part: pair.Key, Count: 1})
			i = len(all) - 1
		}
		l.override(&all[i], &pair.Value, pair.At)
	}
	if len(l.problems) > before {
		return nil
	}
	return all
}

func (l *loader) override(h *hardware.Hazard, with *hazard, at *yamlpos.Node) {
	if with.Count != nil {
		h.Count = *with.Count
	}
	switch with.Symptom {
	case "crash":
		h.Symptom = hardware.Crash
	case "departure":
		h.Symptom = hardware.Departure
	}
	if with.Detect != nil {
		h.Detect = time.Duration(*with.Detect)
	}
	l.overrideFailure(h, with, at)
	if law := l.law(with.Repair, at); law != nil {
		h.Repair = law
	}
	if with.Failure == nil && h.Failure == nil || with.Repair == nil && h.Repair == nil {
		l.report(at, mistake{CodeLaw, "hazard " + quote(h.Part) + " needs a law of failure and a law of repair", "the base has no such part; write failure: {law: …} and repair: {law: …}"})
		return
	}
	if h.Failure == nil || h.Repair == nil {
		return // reported
	}
	if err := h.Validate(); err != nil {
		l.report(at, mistake{CodeLaw, strings.TrimPrefix(err.Error(), "hardware: "), ""})
	}
}

// overrideFailure changes the law of failure, its rhythm or both. What is not
// written stays as it is.
func (l *loader) overrideFailure(h *hardware.Hazard, with *hazard, at *yamlpos.Node) {
	before, rhythmic := h.Failure.(hardware.Periodic)
	if law := l.law(with.Failure, at); law != nil {
		h.Failure = law
	}
	var modulated hardware.Periodic
	var err error
	switch {
	case h.Failure == nil:
		return // reported, or to be
	case with.Rhythm != nil:
		modulated, err = with.Rhythm.Modulate(h.Failure)
	case rhythmic:
		modulated, err = catalog.Modulated(h.Failure, before.Rhythm)
	default:
		return
	}
	if err != nil {
		l.report(at, mistake{CodeLaw, strings.TrimPrefix(err.Error(), "hardware: "), ""})
		return
	}
	h.Failure = modulated
}

func (l *loader) law(spec *catalog.LawSpec, at *yamlpos.Node) catalog.Law {
	if spec == nil {
		return nil
	}
	law, err := spec.Build()
	if err != nil {
		l.report(at, mistake{CodeLaw, strings.TrimPrefix(err.Error(), "hardware: "), ""})
		return nil
	}
	return law
}

// resolve finds the file that a path means: relative to the file that names it,
// or to the working directory if it was named on the command line.
func (l *loader) resolve(at *yamlpos.Node, dir, name string) string {
	name = strings.ReplaceAll(name, "\\", "/")
	if path.IsAbs(name) || at.Problem("", "", "").File == yamlpos.AssignmentFile {
		return path.Clean(name)
	}
	return path.Join(dir, name)
}

// read reads a small file that the scenario names, which counts as a part of it.
func (l *loader) read(at *yamlpos.Node, name string) ([]byte, bool) {
	text, err := readFile(l.files, name, yamlpos.MaxSize+1)
	if err != nil {
		l.report(at, unreadable(name, err))
		return nil, false
	}
	l.hashed(name, text)
	return text, true
}

// readFile reads at most limit bytes of a file.
func readFile(files fs.FS, name string, limit int64) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit))
}
