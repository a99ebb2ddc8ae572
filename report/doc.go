// Package report turns the result of an experiment into a page: text for a
// terminal, Markdown for a pull request, JSON for a program, CSV for a table.
//
//	scenario + result ──▶ New ──▶ Report ──▶ Text, Markdown, JSON
//	                              tables ──▶ CSV
//
// The verdict comes first. Every number stands beside its interval and its n,
// every warning beside the number it weakens, and the last lines say how to get
// the same page again. All forms are byte-stable: the same result prints the
// same bytes, whatever the number of workers.
package report
