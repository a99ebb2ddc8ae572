package yamlpos_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

// Every text a stranger could send that is refused before decoding.
func TestRefusedTexts(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'i'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 9), ","))
	}
	var out strings.Builder
	for _, c := range []struct{ what, src string }{
		{"2 MiB", strings.Repeat("# padding\n", 2<<20/10)},
		{"empty", ""},
		{"comments only", "# nothing\n"},
		{"latin 1", "name: ok\nabout: caf\xe9 x\n"},
		{"utf-16", "\xff\xfen\x00a\x00"},
		{"control character", "name: a\x1b[31m\n"},
		{"two documents", "a: 1\n---\nb: 2\n"},
		{"nested aliases", bomb},
		{"alias of itself", "a: &a [1, *a]\n"},
		{"unknown alias", "a: 1\nb: 2\nc: *nope\n"},
		{"deep", "a: " + strings.Repeat("[", 70) + strings.Repeat("]", 70)},
		{"very deep", strings.Repeat("[", 20000)},
		{"tab", "fleet:\n\tpools: 1\n"},
		{"tab later", "fleet:\n  a: 1\n\tpools: 1\n"},
		{"colon in value", "name: a: b\n"},
		{"colon in later value", "x: 1\nname: a: b\n"},
		{"unclosed bracket", "version: 1\nfleet: [1, 2\nname: b\n"},
		{"unclosed quote", "version: 1\nname: \"abc\n"},
		{"indentation", "a:\n  - b\n c: d\n"},
		{"list and map", "- a\nb: 1\n"},
		{"reserved", "x: 1\nname: @home\n"},
		{"tag", "name: !!binary aGVsbG8=\n"},
		{"key that is a list", "[a, b]: 1\n"},
	} {
		_, problems := yamlpos.Parse("x.yaml", []byte(c.src))
		require.NotEmpty(t, problems, c.what)
		fmt.Fprintf(&out, "=== %s\n%s", c.what, problems.Format())
	}
	golden.Compare(t, "testdata/refused.txt", []byte(out.String()))
}

// Values that are readable but not what their keys take.
func TestRefusedValues(t *testing.T) {
	var out strings.Builder
	for _, change := range []string{
		"seeds: 010", "seeds: 0x1F", "seeds: 1e3", "seeds: 1_000", "seeds: '30'", "seeds: 99999999999999999999",
		"seeds: .inf", "seeds: [3]", "seeds:", "seeds: 0", "dry: yes", "dry: 'true'", "dry: maybe",
		"horizon: 0s", "horizon: [30d]", "network: {trunks: -1}", "network: {trunks: 256}", "network: fast",
		"prices: {a: NaN}", "prices: {a: -.inf}", "prices: {a: 1e999}", "prices: {a: x}", "prices: {a: '1'}", "prices: [1]",
		"fleet: {pools: []}", "fleet: {pools: a}", "fleet: {pools: {a: 1}}",
		"fleet: {pools: [{name: a, share: 0}]}", "fleet: {pools: [{name: a, share: -1}]}", "fleet: {pools: [{name: a, share: 1.5}]}",
		"fleet: {pools: [{name: a, repair: 1ms}]}", "fleet: {pools: [{name: a, labels: [b]}]}",
		"fleet: {pools: [{name: a, subs: [{count: 1}]}]}", "name2: x\nname: {a: b}",
	} {
		src := "version: 1\n" + change + "\n"
		if !strings.Contains(change, "name2") {
			src += "name: n\n"
		}
		_, _, problems := read(t, src)
		require.NotEmpty(t, problems, change)
		fmt.Fprintln(&out, problems.Error())
	}
	golden.Compare(t, "testdata/values.txt", []byte(out.String()))
}

func TestAliasesAndMerges(t *testing.T) {
	c, _, problems := read(t, `version: 1
name: n
fleet:
  pools:
    - &base {name: a, count: 7, tier: home}
    - {<<: *base, name: b}
    - *base
`)
	require.NoError(t, problems.Err())
	require.Equal(t, []pool{
		{Name: "a", Count: 7, Tier: "home", Share: 1},
		{Name: "b", Count: 7, Tier: "home", Share: 1},
		{Name: "a", Count: 7, Tier: "home", Share: 1},
	}, c.Fleet.Pools)
}

func TestWindowsFiles(t *testing.T) {
	c, _, problems := read(t, "\ufeff"+strings.ReplaceAll(valid, "\n", "\r\n"))
	require.NoError(t, problems.Err())
	require.Equal(t, "small", c.Name)
	_, _, problems = read(t, "\ufeffversion: 1\r\nname: x\r\nseeds: no\r\n")
	require.Equal(t, `fleet.yaml:3:8: seeds: "no" is not a whole number [E111]`+
		"\n    2 | name: x\n  > 3 | seeds: no\n               ^^\n", problems.Format())
}

func TestLongLinesAndManyProblems(t *testing.T) {
	src := "version: 1\nname: n\nfleet: {" + strings.Repeat("é: 1, ", 30) + "bad: 2}\n"
	_, _, problems := read(t, src)
	require.Len(t, problems, 31, "an unknown key, its 29 doubles, and bad")
	last := problems[len(problems)-1].Format()
	require.Contains(t, last, "^^^\n")
	for _, line := range strings.Split(last, "\n")[1:] {
		require.LessOrEqual(t, len([]rune(line)), 120)
	}
	src = "version: 1\nname: n\n" + strings.Repeat("seeds: 3\n", 100)
	_, _, problems = read(t, src)
	require.True(t, strings.HasSuffix(problems.Format(), "… and 49 more\n"))
}

func FuzzDecode(f *testing.F) {
	f.Add(valid, "fleet.pools.a.count=3")
	f.Add("a: &a [*a]\n<<: *a\n", "a[0]=1")
	f.Add("? [x]\n: {<<: [1, {y: 2}]}\n", `["q"]=x`)
	f.Fuzz(func(t *testing.T, src, set string) {
		var c config
		doc, problems := yamlpos.Read("f.yaml", []byte(src), []string{set}, &c)
		if doc == nil && len(problems) == 0 {
			t.Fatal("neither a document nor a problem")
		}
		for _, p := range problems {
			if p.Line < 1 || p.Col < 1 || p.Code == "" || p.Message == "" {
				t.Fatalf("incomplete problem %+v", p)
			}
		}
		_ = problems.Format()
		if doc != nil {
			checkPaths(t, doc, doc.Root)
		}
	})
}

// checkPaths looks every node up by its own path.
func checkPaths(t *testing.T, doc *yamlpos.Document, n *yamlpos.Node) {
	path := n.Path()
	if len(path) > 50 {
		return // long keys are shortened in paths
	}
	if at, ok := doc.At(path); !ok || at != n {
		t.Fatalf("path %q leads elsewhere", path)
	}
	for _, item := range n.Items {
		checkPaths(t, doc, item)
	}
	for _, e := range n.Entries {
		checkPaths(t, doc, e.Value)
	}
}
