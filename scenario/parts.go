package scenario

import (
	"errors"
	"slices"
	"strings"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/internal/suggest"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/scheduler"
)

// policy makes the policy; nil where something is wrong.
func (l *loader) policy() scheduler.Policy {
	c := &l.file.Policy.choice
	factory, ok := l.registry.policies.find(c.name)
	if !ok {
		l.report(c.at, unknownName("policy", c.name, l.registry.policies.names))
		return nil
	}
	made, err := factory(l.decodeRest(c.rest, []string{"name"}))
	l.partProblem(c.rest, err)
	return made
}

// recovery makes the recovery; nil where something is wrong.
func (l *loader) recovery() scheduler.Recovery {
	c := &l.file.Recovery.choice
	factory, ok := l.registry.recoveries.find(c.name)
	if !ok {
		l.report(c.at, unknownName("recovery", c.name, l.registry.recoveries.names))
		return nil
	}
	made, err := factory(l.decodeRest(c.rest, append(l.file.Recovery.keys(), "name")))
	l.partProblem(c.rest, err)
	return made
}

// decodeRest reads the settings of a part. The keys that were read before are
// suggested too where one is mistyped.
func (l *loader) decodeRest(rest *yamlpos.Node, before []string) Decode {
	return func(into any) error {
		problems := rest.Decode(into)
		for i := range problems {
			p := &problems[i]
			if p.Code != yamlpos.CodeKey {
				continue
			}
			typed := p.Path[strings.LastIndexByte(p.Path, '.')+1:]
			if near, ok := suggest.Closest(typed, before); ok && !strings.HasPrefix(p.Hint, "did you mean") {
				p.Hint = "did you mean \"" + near + "\"?"
			}
		}
		return problems.Err()
	}
}

// partProblem places the error of a factory.
func (l *loader) partProblem(rest *yamlpos.Node, err error) {
	if err == nil {
		return
	}
	if problems, ok := errors.AsType[yamlpos.Problems](err); ok {
		l.problems = append(l.problems, problems...)
		return
	}
	if setting, ok := errors.AsType[*settingError](err); ok {
		at, written := rest.Lookup(setting.key)
		if !written {
			at = rest
		}
		l.report(at, setting.mistake)
		return
	}
	l.report(rest, mistake{CodePart, err.Error(), ""})
}

// engine is the rules of time.
func (l *loader) engine() (clustersim.Decide, clustersim.Order, clustersim.Misfit) {
	order := clustersim.Order(slices.Index([]string{"natural", "arrivals-first"}, l.file.Engine.Order))
	misfit := clustersim.Misfit(slices.Index([]string{"wait", "drop"}, l.file.OnMisfit))
	return clustersim.Decide(l.file.Engine.Decide), order, misfit
}
