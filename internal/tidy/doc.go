// Package tidy holds the rules of the code that a machine can check, as
// tests: which package may import which, what only one package may use, what
// would make a run depend on more than its inputs, and that names, comments
// and links are in order.
//
//	go test ./internal/tidy
//
// A new package needs a line in the table of floors. An exception to a rule
// is a line in the table of that rule, with its reason, and never a change of
// the check.
package tidy
