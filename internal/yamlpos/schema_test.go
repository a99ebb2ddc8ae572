package yamlpos_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

func TestKeys(t *testing.T) {
	var out strings.Builder
	for _, k := range yamlpos.Keys(&config{}) {
		text, err := json.Marshal(k)
		require.NoError(t, err)
		fmt.Fprintln(&out, string(text))
	}
	golden.Compare(t, "testdata/keys.txt", []byte(out.String()))
}

func TestSchema(t *testing.T) {
	got := yamlpos.Schema(&config{}, "https://example.org/config.json", "a configuration")
	require.True(t, json.Valid(got))
	require.Equal(t, string(got), string(yamlpos.Schema(&config{}, "https://example.org/config.json", "a configuration")))
	golden.Compare(t, "testdata/schema.json", got)
}

func TestExplanationsAreComplete(t *testing.T) {
	for i, e := range yamlpos.Explanations() {
		require.Equal(t, fmt.Sprintf("E%d", 101+i), e.Code)
		require.NotEmpty(t, e.Title)
		require.NotEmpty(t, e.Text)
	}
	require.Len(t, yamlpos.Explanations(), 15)
}

func TestMistakesOfTheProgramPanic(t *testing.T) {
	for what, into := range map[string]any{
		"no pointer":   config{},
		"a duration":   &struct{ X time.Duration }{},
		"a channel":    &struct{ X chan int }{},
		"an interface": &struct{ X any }{},
		"a bad default": &struct {
			Y int `default:"two"`
		}{},
		"a bad bound": &struct {
			X int `max:"many"`
		}{},
		"bound of a text": &struct {
			X span `max:"many"`
		}{},
		"required default": &struct {
			Y int `required:"true" default:"1"`
		}{},
		"unexported key": &struct {
			y int `key:"y"`
		}{},
	} {
		doc, problems := yamlpos.Parse("x", []byte("x: 0"))
		require.NoError(t, problems.Err())
		require.Panics(t, func() { doc.Decode(into) }, what)
	}
}

func ExampleProblems_Format() {
	var pool struct {
		Name  string `key:"name" required:"true"`
		Count int    `key:"count" min:"1"`
	}
	_, problems := yamlpos.Read("pool.yaml", []byte("nmae: home\ncount: 2\n"), []string{"count=0"}, &pool)
	fmt.Print(problems.Format())
	// Output:
	// --set:1:7: count: 0 is too small; must be at least 1 [E113]
	//   > 1 | count=0
	//               ^
	// pool.yaml:1:1: nmae: unknown key "nmae"; did you mean "name"? [E102]
	//   > 1 | nmae: home
	//         ^^^^
}
