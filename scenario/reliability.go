package scenario

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

// reliability is a profile by name or path, or a map that overrides one.
type reliability struct {
	profile
	name *yamlpos.Node // written as a name or path alone
}

// profile overrides a reliability profile. A profile in a file of its own has
// the same keys.
type profile struct {
	About string        `key:"about" doc:"One or two sentences for people."`
	Base  *yamlpos.Node `key:"base" doc:"Name or path of the profile that the other keys override; without it, they say all."`
	catalog.ProfileSpec
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

// carried is what the nodes of a pool carry, by its reliability; nil if something
// is wrong with it. Pools of one profile share it.
func (l *loader) carried(p *resolvedPool) *catalog.Reliability {
	at := p.at + ".reliability"
	key := ""
	if name := p.Reliability.name; name != nil {
		key = l.profileKey(name, l.dir)
	}
	if made, ok := l.built[key]; ok {
		return made
	}
	spec := l.profileOf(&p.Reliability, at)
	if spec == nil {
		return nil
	}
	made, err := spec.Build(l.shop())
	l.wrongProfile(l.doc, at, CodeShop, err)
	if key != "" && err == nil {
		l.built[key] = made
	}
	return made
}

// profileOf is the reliability of a pool with its bases.
func (l *loader) profileOf(r *reliability, at string) *catalog.ProfileSpec {
	if r.name != nil {
		return l.profileNamed(r.name, l.dir, nil)
	}
	return l.overridden(&r.profile, l.doc, at, l.dir, nil)
}

// deepest is how many profiles can override one another.
const deepest = 8

// profileNamed finds a profile by the name or path at a place of a file in dir.
// The files on the way there are open.
func (l *loader) profileNamed(at *yamlpos.Node, dir string, open []string) *catalog.ProfileSpec {
	name := at.Text
	if !isPath(name) {
		if p, ok := l.registry.catalog.Profile(name); ok {
			l.claims = append(l.claims, p.Claims...)
			return &p.Spec
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
	doc, problems := yamlpos.Read(file, text, nil, &p)
	l.problems = append(l.problems, problems...)
	if problems != nil {
		return nil
	}
	return l.overridden(&p, doc, "", path.Dir(file), append(open, file))
}

// profileKey tells profiles apart that are named at a place of a file in dir.
func (l *loader) profileKey(at *yamlpos.Node, dir string) string {
	if isPath(at.Text) {
		return l.resolve(at, dir, at.Text)
	}
	return strings.ToLower(at.Text)
}

// isPath tells a path from a name of the catalogue.
func isPath(name string) bool {
	return strings.ContainsAny(name, "/\\") || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// overridden applies a profile, which stands at a place of a document, to its
// base. What is wrong with the whole is the profile's doing: the base was whole.
func (l *loader) overridden(p *profile, doc *yamlpos.Document, at, dir string, open []string) *catalog.ProfileSpec {
	base := &catalog.ProfileSpec{}
	if p.Base != nil {
		if base = l.profileNamed(p.Base, dir, open); base == nil {
			return nil
		}
	}
	whole := p.Over(base)
	if _, err := whole.Build(whole.Shop()); err != nil {
		l.wrongProfile(doc, at, CodeLaw, err)
		return nil
	}
	return &whole
}

// wrongProfile reports the mistakes of a profile that stands at a place of a
// document.
func (l *loader) wrongProfile(doc *yamlpos.Document, at, code string, err error) {
	mistakes, _ := errors.AsType[catalog.Mistakes](err)
	for _, m := range mistakes {
		place := strings.TrimPrefix(at+"."+m.Key, ".")
		l.problems = append(l.problems, doc.Problem(place, code, m.Message, m.Hint))
	}
}

// checkDomains wants domains for what a pool's profile says of domains.
func (l *loader) checkDomains(p *resolvedPool) {
	at := p.at + ".reliability."
	missing := func(kind hardware.DomainKind, key string) {
		if p.Spread.count(kind) == 0 {
			l.wrong(at+key, mistake{CodeDomain, fmt.Sprintf("the pool has no %v", kind), "write spread: {" + spreadOf(kind) + "}"})
		}
	}
	for _, s := range p.carries.Shocks {
		missing(s.Of, catalog.EntryKey("hazards", s.Hazard.Part)+".of")
	}
	if p.carries.Frailty == nil {
		return
	}
	for kind, law := range p.carries.Frailty.Shared {
		if law != nil {
			missing(hardware.DomainKind(kind), "frailty."+hardware.DomainKind(kind).String())
		}
	}
}

// checkFactors warns of factors by labels that no node of the pool has, and by
// values that no node of any pool has.
func (l *loader) checkFactors(p *resolvedPool) {
	warned := map[string]bool{}
	for _, c := range p.carries.Covariates {
		kind, ok := domainKind(c.Label.Key)
		switch {
		case ok && p.Spread.count(kind) > 0 || p.labelled(c.Label.Key):
			l.checkFactor(p, c.Label)
		case !warned[c.Label.Key]:
			warned[c.Label.Key] = true
			l.warn(catalog.EntryKey(p.at+".reliability.factors", c.Label.Key), mistake{CodeFactor, fmt.Sprintf("the pool has no label %s: its factors change nothing", quote(c.Label.Key)), "write labels: {" + c.Label.Key + ": …}"})
		}
	}
}

// checkFactor warns of the factor of a label that no node has, where the scenario
// itself says it: profiles have factors of all the values that there may be.
func (l *loader) checkFactor(p *resolvedPool, label hardware.Label) {
	at := catalog.EntryKey(catalog.EntryKey(p.at+".reliability.factors", label.Key), label.Value)
	has := func(other resolvedPool) bool { return other.has(label.Key, []string{label.Value}) }
	if !l.given(at) || slices.ContainsFunc(l.pools, has) {
		return
	}
	l.warn(at, mistake{
		CodeFactor, fmt.Sprintf("no node has the label %s with the value %s: its factor changes nothing", label.Key, quote(label.Value)),
		"write a value that there is, such as " + quote(p.some(label.Key)),
	})
}

// some is a value that nodes of the pool have of a label.
func (p *resolvedPool) some(key string) string {
	kind, ofDomain := domainKind(key)
	switch {
	case ofDomain && kind == hardware.Region:
		return p.Spread.Regions[0]
	case ofDomain:
		return p.Name + "/" + domainName(kind, 0)
	case key == "zone" && p.zones != nil:
		return p.zones[0].Name
	}
	i := slices.IndexFunc(p.labels, func(l hardware.Label) bool { return l.Key == key })
	return p.labels[i].Value
}

// labelled reports whether the pool has a label of that key.
func (p *resolvedPool) labelled(key string) bool {
	return key == "zone" && p.zones != nil || slices.ContainsFunc(p.labels, func(l hardware.Label) bool { return l.Key == key })
}

// factorOf is the factor of the hazards of nodes with these labels; 0 for none.
func factorOf(covariates []catalog.Covariate, labels []hardware.Label) float64 {
	factor := 1.0
	for _, c := range covariates {
		if slices.Contains(labels, c.Label) {
			factor *= c.Factor
		}
	}
	if factor == 1 {
		return 0
	}
	return factor
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
