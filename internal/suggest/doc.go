// Package suggest finds the name a user probably meant.
//
// It serves every place where a word is looked up: keys of a scenario, names
// of GPUs, policies and presets, commands and flags. All of them should guess
// alike, so there is one function:
//
//	if name, ok := suggest.Closest("H10O", names); ok {
//		hint = fmt.Sprintf("did you mean %q?", name)
//	}
//
// A wrong guess is worse than none, so a word that resembles nothing gets no
// suggestion.
package suggest
