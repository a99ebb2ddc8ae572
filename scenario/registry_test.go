package scenario_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/scenario"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/workloads"
)

// lazy is a user's policy: it starts at most so many jobs in one decision.
type lazy struct {
	most  int
	place cluster.Picker
}

// Plan implements [scheduler.Policy].
func (z lazy) Plan(v cluster.View, p *scheduler.Plan) {
	for job := range v.Queue() {
		on, ok := p.Fit(job, z.place)
		if !ok || len(p.Started()) == z.most {
			return
		}
		p.Start(job, on)
	}
}

func withLazy() *scenario.Registry {
	r := scenario.Builtin()
	r.AddPicker("mine", func(c *cluster.Candidates, j *workloads.Request) bool { return policies.Pack(c, j) })
	r.AddPolicy("lazy", func(decode scenario.Decode) (scheduler.Policy, error) {
		var config struct {
			Most int `key:"most" default:"1" min:"1"`
		}
		if err := decode(&config); err != nil {
			return nil, err
		}
		if config.Most == 13 {
			return nil, errors.New("13 brings bad luck")
		}
		return lazy{config.Most, policies.Pack}, nil
	})
	return r
}

func TestUsersParts(t *testing.T) {
	r := withLazy()
	for _, c := range []struct{ set, want string }{
		{"policy=lazy", ""},
		{"policy={name: lazy, most: 2}", ""},
		{"policy={name: easy, place: mine}", ""},
		{"policy={name: lazy, most: 0}", "--set:1:27: policy.most: 0 is too small; must be at least 1 [E113]"},
		{"policy={name: lazy, msot: 1}", `--set:1:21: policy.msot: unknown key "msot"; did you mean "most"? [E102]`},
		{"policy={nmae: lazy}", `--set:1:9: policy.nmae: unknown key "nmae"; did you mean "name"? [E102]`},
		{"policy={name: lazy, most: 13}", "--set:1:8: policy: 13 brings bad luck [E219]"},
	} {
		s, err := scenario.Parse(fstest.MapFS{}, "s.yaml", []byte(small()), []string{c.set}, r)
		if c.want != "" {
			require.EqualError(t, err, c.want)
			continue
		}
		require.NoError(t, err)
		require.Equal(t, outcome{completed: 1}, play(t, s, 1))
	}
	require.Equal(t, []string{"fcfs", "easy", "lazy"}, r.Policies())
	require.Equal(t, []string{"fcfs", "easy"}, scenario.Builtin().Policies(), "registries are values")
	require.PanicsWithValue(t, `scenario: add policy "lazy": the name is taken`, func() { r.AddPolicy("lazy", nil) })
}

func TestNamesOfSources(t *testing.T) {
	r := scenario.Builtin()
	_, err := scenario.Load(scenario.Disk(), "preset:decentral", nil, r)
	require.EqualError(t, err, `scenario: load "preset:decentral": unknown preset "decentral"; did you mean "decentral-7b"?`)
	_, err = scenario.Load(scenario.Disk(), "testdata/absent.yaml", nil, r)
	require.EqualError(t, err, `scenario: load "testdata/absent.yaml": no such file or directory`)
	s, err := scenario.Parse(scenario.Disk(), "-", []byte(small()), nil, r)
	require.NoError(t, err)
	require.Equal(t, "scenario", s.Name)
}
