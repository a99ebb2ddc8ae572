// Package golden compares the whole text a program produced with a file of
// what it should produce.
//
//	golden.Compare(t, "testdata/report.txt", report)
//
// Run the tests with -rewrite to replace the files by what was produced, and
// review the difference like any other change:
//
//	go test ./report -rewrite
package golden
