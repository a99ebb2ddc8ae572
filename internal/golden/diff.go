package golden

import (
	"fmt"
	"strings"
)

// around is how many equal lines are shown before and after a difference.
const around = 2

// largest bounds the table of Diff: beyond it, the differing middle is shown
// as removed and added whole, which is still right and only less tidy.
const largest = 4_000_000

// Diff shows how to get from want to got line by line: "-" before lines of
// want alone, "+" before lines of got alone, with two equal lines around
// and "@ n" before a stretch that starts at line n of got. Texts that are
// equal give "".
func Diff(want, got string) string {
	if want == got {
		return ""
	}
	edits := script(strings.Split(want, "\n"), strings.Split(got, "\n"))
	var b strings.Builder
	shownUpTo, line := 0, 1 // line counts in got
	for i, e := range edits {
		if near(edits, i) {
			if i == 0 || shownUpTo != i {
				fmt.Fprintf(&b, "@ %d\n", line)
			}
			fmt.Fprintf(&b, "%c %s\n", e.mark, e.text)
			shownUpTo = i + 1
		}
		if e.mark != '-' {
			line++
		}
	}
	return b.String()
}

type edit struct {
	mark byte // ' ', '-' or '+'
	text string
}

func near(edits []edit, i int) bool {
	for j := max(0, i-around); j <= min(len(edits)-1, i+around); j++ {
		if edits[j].mark != ' ' {
			return true
		}
	}
	return false
}

// script lists both texts' lines as one sequence: equal ends first, then the
// middle by its longest common subsequence.
func script(a, b []string) []edit {
	var head, tail []edit
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head = append(head, edit{' ', a[0]})
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail = append([]edit{{' ', a[len(a)-1]}}, tail...)
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return append(append(head, middle(a, b)...), tail...)
}

func middle(a, b []string) []edit {
	var edits []edit
	common := subsequences(a, b)
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case common != nil && i < len(a) && j < len(b) && a[i] == b[j]:
			edits = append(edits, edit{' ', a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && (common == nil || common[i+1][j] >= common[i][j+1]):
			edits = append(edits, edit{'-', a[i]})
			i++
		default:
			edits = append(edits, edit{'+', b[j]})
			j++
		}
	}
	return edits
}

// subsequences holds at [i][j] the length of the longest common subsequence
// of a[i:] and b[j:]; nil when the table would be too large.
func subsequences(a, b []string) [][]int32 {
	if (len(a)+1)*(len(b)+1) > largest {
		return nil
	}
	length := make([][]int32, len(a)+1)
	for i := range length {
		length[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	return length
}
