//go:build data && !invariants

package validation

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// Everything on the page, digit by digit; see TestPageIsOfTheseCases. On another
// processor architecture than that of the page, last digits may differ.
func TestDataPage(t *testing.T) {
	stored, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Equal(t, string(stored), written(1, SchedulesIn(string(stored))))
}
