// Package schedulertest checks that a policy keeps what package scheduler
// promises of it. A policy's own tests call it once:
//
//	func TestConforms(t *testing.T) {
//		schedulertest.Conform(t, MyPolicy{})
//	}
//
// It puts the policy before many situations that are drawn at random: fleets of
// equal and unequal nodes, some out of service; gangs, whole GPUs, shares and CPU;
// priorities; jobs that run with estimates that are over. In each it demands that
// the policy
//
//   - starts only jobs that wait, on capacity that is free and in service;
//   - decides the same in the same situation, with the same seed, whoever asks;
//   - draws from the view's streams only, never from a source of its own;
//   - leaves requests as they are.
//
// A failure names the rule and is made as small as the situation allows.
package schedulertest
