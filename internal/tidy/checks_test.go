package tidy

import (
	"go/parser"
	"go/token"
	"testing"

	"github.com/stretchr/testify/require"
)

// The checks must find what they are for: each is shown a small offence.

func parsed(t *testing.T, pkg, name, text string) []source {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.ParseComments)
	require.NoError(t, err)
	return []source{{pkg: pkg, name: name, set: set, file: file}}
}

func imports(pkg string, paths ...string) []goPackage {
	return []goPackage{{ImportPath: module + "/" + pkg, Imports: paths}}
}

func TestFloorsAreChecked(t *testing.T) {
	require.Empty(t, checkFloors(imports("cluster", "fmt", module+"/hardware", module+"/workloads")))
	require.Empty(t, checkFloors(imports("internal/yamlpos", module+"/internal/suggest")))
	require.Empty(t, checkFloors(imports("hardware/hardwaretest", module+"/hardware")))
	require.Empty(t, checkFloors([]goPackage{{ImportPath: module, Imports: []string{module + "/scheduler"}}}))
	require.Equal(t, []string{"sim (floor 0) imports units (floor 0); imports go downwards"},
		checkFloors(imports("sim", module+"/units")))
	require.Equal(t, []string{"hardware (floor 1) imports . (floor 5); imports go downwards"},
		checkFloors(imports("hardware", module)))
	require.Equal(t, []string{"scheduler imports hardware/hardwaretest; conformance kits are for tests"},
		checkFloors(imports("scheduler", module+"/hardware/hardwaretest")))
	require.Equal(t, []string{"attic has no floor; give it one in internal/tidy/floors.go"}, checkFloors(imports("attic")))
}

func TestSoleUsersAreChecked(t *testing.T) {
	require.Empty(t, checkSole(imports("sim/rng", "golang.org/x/exp/rand")))
	require.Empty(t, checkSole(imports("scheduler/schedulertest", "pgregory.net/rapid")))
	require.Equal(t, []string{`hardware imports golang.org/x/exp/rand, which is reserved for ["sim/rng"]`},
		checkSole(imports("hardware", "golang.org/x/exp/rand")))
}

func TestCallsAreChecked(t *testing.T) {
	const text = `package x

import (
	"os"
	clock "time"
)

func init() { os.Exit(1) }

func f() {
	go f()
	_ = clock.Now()
	_ = os.Getenv("HOME")
	_ = clock.Second
}
`
	require.Equal(t, []string{
		"cluster/a.go:8 uses init; a run depends on its inputs alone",
		"cluster/a.go:11 uses go; a run depends on its inputs alone",
		"cluster/a.go:12 uses time.Now; a run depends on its inputs alone",
		"cluster/a.go:13 uses os.Getenv; a run depends on its inputs alone",
	}, checkCalls(parsed(t, "cluster", "a.go", text)))
	require.Len(t, checkCalls(parsed(t, "sim/process", "a.go", text)), 3)
	require.Len(t, checkCalls(parsed(t, "cmd/clustersim", "a.go", text)), 1)
	require.Empty(t, checkCalls(parsed(t, "experiment", "a.go", text)))
}

func TestNamesAreChecked(t *testing.T) {
	const text = `package x

type Bare struct{}

// NodeManager says nothing.
type NodeManager struct{}

// The kinds.
const (
	One = iota
	Two
)

var Loose int

// GetNode gets.
func GetNode() {}

func (hidden) Method() {}
func (*Bare) Method()  {}

type hidden struct{}

// Baseline is a fine name, and so is Getaway.
func Baseline() {}
`
	require.Equal(t, []string{
		"cluster/a.go:3: Bare has no comment",
		"cluster/a.go:6: NodeManager: Manager says nothing; name it after what it is for",
		"cluster/a.go:14: Loose has no comment",
		"cluster/a.go:17: GetNode: a function is named after its result, without Get",
		"cluster/a.go:20: Method has no comment",
	}, checkNames(parsed(t, "cluster", "a.go", text)))
	require.Empty(t, checkNames(parsed(t, "internal/x", "a.go", text)))
}

func TestManualsAreChecked(t *testing.T) {
	const introduced = "// Package x is.\npackage x\n"
	require.Empty(t, checkManuals(parsed(t, "cluster", "doc.go", introduced)))
	require.Equal(t, []string{"cluster has no doc.go with a package comment"},
		checkManuals(parsed(t, "cluster", "a.go", introduced)))
}

func TestLinksAreChecked(t *testing.T) {
	text := map[string]string{
		"README.md": "# Hello, world!\n## Twice\n## Twice\n[a](#hello-world) [b](docs/B.md#b--c) [c](#twice-1) [d](https://x.y/z)\n" +
			"`[no](code.md)`\n```\n[no](code.md)\n```\n[e](docs/C.md) [f](#gone) [g](docs/B.md#gone)\n",
		"docs/B.md": "# B & c\n[up](../README.md)\n",
	}
	exists := func(name string) bool { return text[name] != "" }
	require.Equal(t, []string{
		"README.md: link to docs/C.md: there is no such file",
		"README.md: link to #gone: the page has no such heading",
		"README.md: link to docs/B.md#gone: the page has no such heading",
	}, checkLinks(text, []string{"README.md", "docs/B.md"}, exists))
}

func TestWordsAreChecked(t *testing.T) {
	require.Empty(t, checkWords("x", "We preempt, backfill and checkpoint in a datacenter."))
	require.Equal(t, []string{`x: "Pre-empted"; we write preempt`, `x: "data centres"; we write datacenter`},
		checkWords("x", "Pre-empted in data centres."))
}
