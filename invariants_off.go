//go:build !invariants

package clustersim

// checkInvariants costs nothing unless built with -tags invariants.
func (r *run) checkInvariants() {}
