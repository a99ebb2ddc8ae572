//go:build !invariants

// With every invariant checked after every event these would take an hour; the
// runtime's own tests check them.

package validation

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
)

const page = "../../docs/VALIDATION.md"

// The values of the page take a minute to compute, so this test leaves them to
// "make verify-full" and compares all else: the words, the cases, what the laws
// expect. With -rewrite it takes the minute.
func TestPageIsOfTheseCases(t *testing.T) {
	if golden.Rewriting() {
		last, _ := os.ReadFile(page) // there may be none yet
		golden.Compare(t, page, []byte(written(1, SchedulesIn(string(last)))))
		return
	}
	stored, err := os.ReadFile(page)
	require.NoError(t, err)
	old, now := withoutLuck(string(stored)), withoutLuck(written(0, SchedulesIn(string(stored))))
	require.True(t, old == now, "the page is old: run make golden\n%s", golden.Diff(old, now))
	require.Contains(t, string(stored), "cases: all agree.")
	require.NotContains(t, string(stored), string(Differs))
}

func written(effort Effort, schedules string) string {
	return Markdown(Run(context.Background(), Cases(), 2, effort), schedules)
}

// row matches a row of the results: id, parameters, quantity, value, se,
// expectation, z, n, verdict.
var row = regexp.MustCompile(`(?m)^(\| T\w+ \| [^|]* \| [^|]* \|) [^|]* \| [^|]* (\| [^|]* \|) [^|]* \| [^|]* \| [^|]* \|$`)

// withoutLuck keeps of the results what effort and luck do not change.
func withoutLuck(page string) string {
	page = row.ReplaceAllString(page, "$1 $2")
	lines := strings.Split(page, "\n")
	for i := range lines {
		if strings.Contains(lines[i], " quantities of ") {
			lines[i] = ""
		}
	}
	return strings.Join(lines, "\n")
}
