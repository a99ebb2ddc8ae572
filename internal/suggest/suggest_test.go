package suggest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/internal/suggest"
)

func TestClosest(t *testing.T) {
	gpus := []string{"A100-SXM", "H100-PCIe", "H100-SXM", "H200-SXM", "L40S"}
	keys := []string{"name", "node", "count", "price", "max_wait"}
	for _, c := range []struct {
		word  string
		known []string
		want  string
	}{
		{"nmae", keys, "name"},
		{"NAME", keys, "name"},
		{"cuont", keys, "count"},
		{"prices", keys, "price"},
		{"max-wait", keys, "max_wait"},
		{"H10O-SXM", gpus, "H100-SXM"},
		{"h100sxm", gpus, "H100-SXM"},
		{"H100", gpus, "H100-PCIe"},
		{"gpu", keys, ""},
		{"x", keys, ""},
		{"", keys, ""},
		{"MI300X", gpus, ""},
		{strings.Repeat("name", 100), keys, ""},
		{"name", nil, ""},
	} {
		got, ok := suggest.Closest(c.word, c.known)
		require.Equal(t, c.want, got, c.word)
		require.Equal(t, c.want != "", ok, c.word)
	}
}

func TestOneSlipIsForgiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := []rune(rapid.StringMatching(`[a-z]{4,20}`).Draw(t, "word"))
		i := rapid.IntRange(0, len(word)-2).Draw(t, "swap")
		typed := append([]rune(nil), word...)
		typed[i], typed[i+1] = typed[i+1], typed[i]
		got, ok := suggest.Closest(string(typed), []string{"0", string(word), "1234567890"})
		require.True(t, ok)
		require.Equal(t, string(word), got)
	})
}
