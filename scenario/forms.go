package scenario

import (
	"strings"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// words is a list of words; a single one needs no brackets.
type words []string

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (w *words) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	if n.Kind == yamlpos.Scalar {
		*w = words{n.Text}
		return nil
	}
	return n.Decode((*[]string)(w))
}

// SchemaVariants implements [yamlpos.Variants].
func (*words) SchemaVariants() []any { return []any{"", []string{}} }

// sizes is the sizes of a class; a single one is a number.
type sizes []size

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (s *sizes) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	if n.Kind == yamlpos.List {
		problems := n.Decode((*[]size)(s))
		if len(n.Items) == 0 {
			problems = append(problems, n.Problem(yamlpos.CodeRange, "has 0 entries", "must be at least 1"))
		}
		return problems
	}
	var gpus int
	problems := n.Decode(&gpus)
	if len(problems) == 0 && (gpus < 1 || gpus > maxGPUs) {
		problems = append(problems, n.Problem(yamlpos.CodeRange, n.Text+" is out of range", "must be from 1 to 1000000"))
	}
	*s = sizes{{GPUs: gpus, Weight: 1}}
	return problems
}

// SchemaVariants implements [yamlpos.Variants].
func (*sizes) SchemaVariants() []any { return []any{0, []size{}} }

// length is a law of durations; a certain one is a duration.
type length struct{ law workloads.Length }

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (l *length) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	if n.Kind != yamlpos.Map {
		var d units.Duration
		problems := n.Decode(&d)
		if len(problems) == 0 && d == 0 {
			problems = append(problems, n.Problem(yamlpos.CodeRange, n.Text+" is too small", "must be more than 0s"))
		}
		l.law = hardware.Fixed{After: time.Duration(d)}
		return problems
	}
	var spec catalog.LawSpec
	if problems := n.Decode(&spec); len(problems) > 0 {
		return problems
	}
	law, err := spec.BuildRepair()
	if err != nil {
		return yamlpos.Problems{n.Problem(CodeLaw, strings.TrimPrefix(err.Error(), "hardware: "), "")}
	}
	if law == (hardware.Never{}) {
		return yamlpos.Problems{n.Problem(CodeLaw, "law never cannot be a length", "must be a law of times that end")}
	}
	l.law = law
	return nil
}

// SchemaVariants implements [yamlpos.Variants].
func (*length) SchemaVariants() []any { return []any{units.Duration(0), catalog.LawSpec{}} }

// choice is a named part with its settings: a name, or a map with the key name.
type choice struct {
	name string
	at   *yamlpos.Node // where the name stands
	rest *yamlpos.Node // the settings
}

func (c *choice) read(n *yamlpos.Node) yamlpos.Problems {
	if n.Kind == yamlpos.Map {
		var named struct {
			Name *yamlpos.Node `key:"name" required:"true"`
		}
		problems := only(n, "name").Decode(&named)
		c.rest = n.Without("name")
		written, problems := instead(n, "name", problems)
		c.rest = c.rest.Without(written)
		if named.Name == nil {
			return problems
		}
		c.at = named.Name
		return append(problems, c.at.Decode(&c.name)...)
	}
	c.at = n
	empty := *n
	empty.Kind, empty.Text, empty.Entries = yamlpos.Map, "", nil
	c.rest = &empty
	return n.Decode(&c.name)
}

// only is a copy of a map that has no other keys.
func only(n *yamlpos.Node, keys ...string) *yamlpos.Node {
	others := n.Without(keys...).Keys()
	return n.Without(others...)
}

// policy is the choice of a policy.
type policy struct{ choice }

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (p *policy) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems { return p.read(n) }

// ScalarKey implements [yamlpos.Short].
func (*policy) ScalarKey() string { return "name" }

// SchemaVariants implements [yamlpos.Variants].
func (*policy) SchemaVariants() []any {
	return []any{"", struct {
		Name string `key:"name" required:"true" doc:"fcfs: in order of arrival; easy: the same, but later jobs fill gaps where by the estimates they do not delay the first."`
		placed
	}{}}
}

// recovery is the choice of a recovery, and the spares of gangs, which any
// recovery can have.
type recovery struct {
	choice
	standby
}

// standby is the nodes that stand by for a gang.
type standby struct {
	Spares int            `key:"spares" min:"0" max:"1000000" doc:"Nodes that stand by for each running gang of whole GPUs, which pays for them, to take the place of nodes that it loses; 0 without it. A gang without any left looks for free nodes."`
	Select units.Duration `key:"select" doc:"How long a gang whose spares are used up looks for other nodes; 0s without it."`
}

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler]. A map may leave out the name.
func (r *recovery) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	if n.Kind != yamlpos.Map {
		return r.read(n)
	}
	var said struct {
		Name string `key:"name" default:"resume"`
		standby
	}
	keys := append(r.keys(), "name")
	problems := only(n, keys...).Decode(&said)
	r.rest, r.at = n.Without(keys...), n
	if at, ok := n.Lookup("name"); ok {
		r.at = at
	}
	r.name, r.standby = said.Name, said.standby
	return problems
}

// keys are those of the spares.
func (standby) keys() []string { return []string{"spares", "select"} }

// ScalarKey implements [yamlpos.Short].
func (*recovery) ScalarKey() string { return "name" }

// SchemaVariants implements [yamlpos.Variants].
func (*recovery) SchemaVariants() []any {
	return []any{"", struct {
		Name string `key:"name" default:"resume" doc:"resume: queue again and go on from the last completed save; restart: queue again and begin anew; give-up: end the job."`
		retrying
		standby
	}{}}
}

// named reads what is common to all formats of a file, and returns the settings
// of the format.
func named(n *yamlpos.Node, keys []string, into any) (rest *yamlpos.Node, problems yamlpos.Problems) {
	if n.Kind != yamlpos.Map {
		return nil, n.Decode(into)
	}
	written, problems := instead(n, "file", only(n, keys...).Decode(into))
	return n.Without(append(keys, written)...), problems
}

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (t *trace) UnmarshalYAMLPos(n *yamlpos.Node) (problems yamlpos.Problems) {
	t.rest, problems = named(n, t.keys(), &t.logged)
	return problems
}

// SchemaVariants implements [yamlpos.Variants].
func (*trace) SchemaVariants() []any {
	return []any{struct {
		logged
		swf
	}{}}
}
