//go:build invariants

package clustersim

// checkInvariants verifies every invariant of the state after every event.
func (r *run) checkInvariants() {
	if err := r.state.Check(); err != nil {
		panic(err)
	}
}
