// Package validation runs the simulator on systems whose laws have closed forms
// and compares: does it obey the laws?
//
//	outcomes := validation.Run(ctx, validation.Cases(), 2, 1)
//	fmt.Print(validation.Text(outcomes))
//	if !validation.Passed(outcomes) {
//		os.Exit(3)
//	}
//
// A [Case] is one law with one set of parameters. It computes what the law says
// from the parameters, simulates the system in independent replications, and
// returns a [Measurement] for each quantity: value, standard error, expectation
// and verdict. Most cases go through the cluster runtime, with a model, jobs, a
// policy and failing nodes, and read the journal as a report does; three exercise
// the kernel alone, on packages sim and sim/process, and two the estimators of
// package stats on published samples.
//
// A sampled quantity agrees if it is at most [MaxZ] standard errors and at most
// [SampledTolerance] off, so that neither an error nor a wide interval can hide.
// Arithmetic without chance agrees within [ExactTolerance], or within
// [SampledTolerance] where it starts from figures read off a published graph.
// Whole numbers, such as how many spares suffice, must be equal.
//
// Seeds are fixed: the same effort gives the same bytes on any number of workers.
// The last digits may differ between processor architectures, whose logarithms
// and exponentials round differently.
//
// A new law is a type whose fields are its parameters, with a method asCase that
// returns a Case, and a line in [Cases] for each set of parameters.
package validation
