// Package policies holds the built-in policies and pickers, each with its
// source. They use only the public API of packages scheduler and cluster, which
// proves that it suffices for users' own.
package policies
