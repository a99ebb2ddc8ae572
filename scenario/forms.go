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
	law, err := spec.Build()
	if err != nil {
		return yamlpos.Problems{n.Problem(CodeLaw, strings.TrimPrefix(err.Error(), "hardware: "), "")}
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

// recovery is the choice of a recovery.
type recovery struct{ choice }

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (r *recovery) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems { return r.read(n) }

// ScalarKey implements [yamlpos.Short].
func (*recovery) ScalarKey() string { return "name" }

// SchemaVariants implements [yamlpos.Variants].
func (*recovery) SchemaVariants() []any {
	return []any{"", struct {
		Name string `key:"name" required:"true" doc:"resume: queue again and go on from the last completed save; restart: queue again and begin anew; give-up: end the job."`
		retrying
	}{}}
}

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (t *trace) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	if n.Kind != yamlpos.Map {
		return n.Decode(&t.logged)
	}
	t.rest = n.Without(t.keys()...)
	problems := only(n, t.keys()...).Decode(&t.logged)
	written, problems := instead(n, "file", problems)
	t.rest = t.rest.Without(written)
	return problems
}

// SchemaVariants implements [yamlpos.Variants].
func (*trace) SchemaVariants() []any {
	return []any{struct {
		logged
		swf
	}{}}
}
