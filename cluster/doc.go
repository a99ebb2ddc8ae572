// Package cluster holds what is true and what is known of a fleet and its jobs
// while a run goes on: the state, its legal transitions, the read-only [View]
// that policies see, and the index that finds free capacity.
//
//	            Submit         Start            End
//	(nothing) ─────────▶ queued ─────▶ running ─────▶ (forgotten, phase kept)
//	                │       ▲              │
//	                ▼       └──── Requeue ─┘
//	             waiting (for other jobs)
//
// A node has two health columns: parts that are broken, which is so, and faults
// that are known. Everything a policy can reach, and every check of a decision,
// uses only what is known: starting on a node that is secretly dead is legal
// and fails as that node's symptom fails.
//
// Nothing here draws random numbers, reads a clock or writes a journal; package
// clustersim drives it. Under -tags invariants [State.Check] runs at each event.
package cluster
