package yamlpos_test

import (
	"errors"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

// span is a quantity that reads its own text.
type span int64

func (s *span) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil {
		return errors.New(`"` + string(text) + `" is not a span; write 30m or 720h`)
	}
	*s = span(d)
	return nil
}

// named is a name, or a map with a name and the part's own keys.
type named struct {
	Name string `key:"name" required:"true" doc:"which one"`
	Rest *yamlpos.Node
}

func (u *named) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	switch n.Kind {
	case yamlpos.Scalar:
		u.Name = n.Text
		return nil
	case yamlpos.Map:
		u.Rest = n.Without("name")
		name, ok := n.Lookup("name")
		if !ok {
			return yamlpos.Problems{n.Problem(yamlpos.CodeMissing, `the key "name" is missing`, "")}
		}
		return name.Decode(&u.Name)
	}
	return yamlpos.Problems{n.Problem(yamlpos.CodeKind, "expected a name or a map, found "+n.Kind.String(), "write policy: easy")}
}

func (*named) SchemaVariants() []any {
	return []any{"", struct {
		Name string `key:"name" required:"true" doc:"which one"`
	}{}}
}

type common struct {
	About string `key:"about" doc:"a sentence for people"`
}

type pool struct {
	Name   string            `key:"name" required:"true" doc:"what reports call it"`
	Count  int               `key:"count" default:"1" min:"1" max:"100000" doc:"nodes"`
	Tier   string            `key:"tier" enum:"datacenter|home" default:"datacenter"`
	Share  float64           `key:"share" above:"0" max:"1" default:"1"`
	Repair *span             `key:"repair" min:"1s" doc:"mean time to repair"`
	Labels map[string]string `key:"labels"`
	Subs   []pool            `key:"subs" doc:"pools inside"`
}

type fleet struct {
	Pools []pool `key:"pools" min:"1"`
}

type network struct {
	Latency span `key:"latency" default:"5ms" unit:"one way"`
	Trunks  uint8
}

type config struct {
	common
	Version int                      `key:"version" required:"true" min:"1" max:"1"`
	Name    string                   `key:"name" required:"true"`
	Horizon span                     `key:"horizon" default:"720h" above:"0s"`
	Seeds   int                      `key:"seeds" default:"30" min:"1"`
	Dry     bool                     `key:"dry" default:"false"`
	Fleet   fleet                    `key:"fleet"`
	Network network                  `key:"network"`
	Policy  named                    `key:"policy" default:"{name: fifo, depth: 3}"`
	Prices  yamlpos.Ordered[float64] `key:"prices"`
	Extra   yamlpos.Node             `key:"extra"`
	Secret  chan int                 `key:"-"`
}

const valid = `version: 1
name: small
fleet:
  pools:
    - {name: a, count: 2}
    - {name: b, repair: 1h, subs: [{name: c}]}
prices: {zebra: 2, ant: 1.5}
extra: [1, {x: y}]
`

func read(t *testing.T, src string, sets ...string) (config, *yamlpos.Document, yamlpos.Problems) {
	t.Helper()
	var c config
	doc, problems := yamlpos.Read("fleet.yaml", []byte(src), sets, &c)
	return c, doc, problems
}

func TestEightMistakes(t *testing.T) {
	src, err := os.ReadFile("testdata/eight.yaml")
	require.NoError(t, err)
	var c config
	_, problems := yamlpos.Read("eight.yaml", src, nil, &c)
	require.Len(t, problems, 8)
	golden.Compare(t, "testdata/eight.txt", []byte(problems.Format()))
	require.ErrorContains(t, problems.Err(), `eight.yaml:3:1: nmae: unknown key "nmae"; did you mean "name"? [E102]`)
}

func TestDecode(t *testing.T) {
	c, doc, problems := read(t, valid)
	require.NoError(t, problems.Err())
	hour := span(time.Hour)
	require.Equal(t, fleet{Pools: []pool{
		{Name: "a", Count: 2, Tier: "datacenter", Share: 1},
		{Name: "b", Count: 1, Tier: "datacenter", Share: 1, Repair: &hour, Subs: []pool{
			{Name: "c", Count: 1, Tier: "datacenter", Share: 1},
		}},
	}}, c.Fleet)
	require.Equal(t, network{Latency: span(5 * time.Millisecond)}, c.Network)
	require.Equal(t, span(720*time.Hour), c.Horizon)
	require.Equal(t, "fifo", c.Policy.Name)
	require.Equal(t, []string{"depth"}, c.Policy.Rest.Keys())
	require.Equal(t, []string{"zebra", "ant"}, []string{c.Prices[0].Key, c.Prices[1].Key})
	require.Equal(t, "y", c.Extra.Items[1].Entries[0].Value.Text)
	price, ok := c.Prices.Lookup("ant")
	require.True(t, ok)
	require.InDelta(t, 1.5, price, 0)
	require.Contains(t, doc.Defaults(), yamlpos.Default{Path: "fleet.pools[1].subs[0].count", Text: "1"})
	require.Contains(t, doc.Defaults(), yamlpos.Default{Path: "network.latency", Text: "5ms"})
	require.NotContains(t, doc.Defaults(), yamlpos.Default{Path: "fleet.pools[0].count", Text: "1"})
}

func TestDefaultsOfPartsPointIntoTheText(t *testing.T) {
	c, _, problems := read(t, valid)
	require.NoError(t, problems.Err())
	var part struct{ Deep bool }
	require.Equal(t, `fleet.yaml:1:1: policy.depth: unknown key "depth"; known here: deep [E102]`,
		c.Policy.Rest.Decode(&part).Error())
}

func TestAt(t *testing.T) {
	_, doc, _ := read(t, valid)
	for _, c := range []struct {
		path  string
		found bool
		at    string
	}{
		{"fleet.pools[1].repair", true, "fleet.pools[1].repair"},
		{"fleet.pools.b.repair", true, "fleet.pools[1].repair"},
		{"fleet.pools.1.repair", true, "fleet.pools[1].repair"},
		{`prices["ant"]`, true, "prices.ant"},
		{"fleet.pools[0].repair", false, "fleet.pools[0]"},
		{"fleet.pools[9].repair", false, "fleet.pools"},
		{"", true, ""},
		{"nowhere.at.all", false, ""},
	} {
		at, found := doc.At(c.path)
		require.Equal(t, c.found, found, c.path)
		require.Equal(t, c.at, at.Path(), c.path)
	}
	require.Equal(t, "fleet.yaml:5:7: fleet.pools[0].repair: too slow; buy spares [E200]\n"+
		"    4 |   pools:\n  > 5 |     - {name: a, count: 2}\n              ^\n",
		doc.Problem("fleet.pools[0].repair", "E200", "too slow", "buy spares").Format())
}
