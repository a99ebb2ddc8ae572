//go:build full && !invariants

package validation

import "testing"

// The whole training run, two hundred times.
func TestFullLlamaTraining(t *testing.T) {
	llamaTraining(t, 200)
}
