// Package rng gives randomness by name, never by order of calls.
//
// A [Seed] names a part of a model; a [Stream] is what that part draws. Seeds form
// a tree that follows the model's own names:
//
//	root := rng.NewSeed(42)
//	nic := root.Child("failure").Child("operator-17/box-3").Child("nic").Index(2)
//	r := nic.Stream()
//	wait := 30 * 24 * r.Exp() // hours
//
// What that network card draws is settled by this path alone. Adding a node, drawing
// once more elsewhere or taking another decision shifts nothing, so two arms of an
// experiment share their luck and differ only by what they decide (common random
// numbers). Key by stable names, never by positions that depend on history.
//
// Streams are 16-byte values and *Stream is a source for gonum's distributions:
//
//	ttf := distuv.Weibull{K: 0.8, Lambda: 720, Src: &r}
//
// Where pairing must be exact draw by draw, draw the same kinds under all
// parameters: [Stream.Exp] is a hazard to be run up under any law, and
// [Stream.OpenFloat64] a probability for any quantile function. gonum's samplers
// that reject pair only at the stream's start.
//
// A stream's bits are equal everywhere. Exp and Normal go through math.Exp and
// math.Erfinv, whose last bit may differ between processor architectures.
package rng
