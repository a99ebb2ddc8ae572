package main

import (
	"io"
	"os"
)

// isTerminal reports whether w is a terminal that can move its cursor.
func isTerminal(w io.Writer, env func(string) string) bool {
	f, ok := w.(*os.File)
	if !ok || env("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// useColour decides by the common conventions: --color, then NO_COLOR, then
// CLICOLOR_FORCE, then whether w is a terminal.
func useColour(choice string, w io.Writer, env func(string) string) bool {
	switch {
	case choice == "always":
		return true
	case choice == "never", env("NO_COLOR") != "":
		return false
	case env("CLICOLOR_FORCE") != "" && env("CLICOLOR_FORCE") != "0":
		return true
	}
	return isTerminal(w, env)
}
