// Package catalog holds what is known about hardware that people rent: GPUs,
// kinds of machines, reliability profiles, list prices and default parameters,
// each number with the claim that it rests on.
//
//	c, err := catalog.Builtin()
//	gpu, ok := c.GPU("H100-SXM")                       // names are found in any case
//	profile, ok := c.Profile("marketplace-datacenter") // hazards for hardware.Node
//	price, claim, ok := c.Price("marketplace", "h100-sxm")
//	fmt.Print(c.Ledger().Format())                     // where every number comes from
//
// The data are YAML files compiled into the program. A number is a plain value,
// which takes its source and grade from its row, or a map that brings its own:
//
//	tdp: {value: 1000W, source: S41, grade: C, high: 1400W, note: S43 says 1400 W}
//
// [ProfileSpec] is the vocabulary of reliability profiles, here and in scenarios:
// ways to fail, how nodes differ, when they are given up, how faults are seen. A
// spec says how a profile differs from a base, key by key:
//
//	spec := mine.Over(&profile.Spec)
//	made, err := spec.Build(catalog.Shop{Crews: []string{"technicians"}}) // what hardware.Node and hardware.Shock take
//
// Its parts are [HazardSpec] and those named like the keys; laws are [LawSpec].
package catalog
