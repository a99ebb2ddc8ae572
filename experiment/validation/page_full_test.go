//go:build full && !invariants

package validation

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
)

// Everything on the page, digit by digit; see TestPageIsOfTheseCases. On another
// processor architecture than that of the page, last digits may differ.
func TestFullPage(t *testing.T) {
	stored, err := os.ReadFile(page)
	require.NoError(t, err)
	now := written(1, SchedulesIn(string(stored)))
	require.True(t, string(stored) == now, "the page is old: run make golden\n%s", golden.Diff(string(stored), now))
}
