package suggest

import "strings"

// longest bounds the words that are compared: the cost of a comparison is the
// product of both lengths, and a name this long was not mistyped but pasted.
const longest = 64

// Closest returns the known word nearest to word and whether one is near
// enough to be worth suggesting. Nearness counts inserted, deleted, replaced
// and swapped neighbouring letters, whatever their case; a third of the
// word's letters may be wrong, one at least. A known word that continues the
// given one ("H100" for "H100-SXM") is near too. Of equally near words the
// first in known wins, so the answer depends on nothing but the arguments.
func Closest(word string, known []string) (string, bool) {
	typed := letters(word)
	if len(typed) == 0 || len(typed) > longest {
		return "", false
	}
	best, bestDistance := "", tolerance(len(typed))+1
	for _, name := range known {
		candidate := letters(name)
		if len(candidate) > longest || abs(len(candidate)-len(typed)) >= bestDistance {
			continue
		}
		if d := distance(typed, candidate); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	if best != "" {
		return best, true
	}
	return continuation(word, known)
}

// tolerance is the number of slips forgiven in a word of n letters.
func tolerance(n int) int { return max(1, n/3) }

// continuation finds a known word that starts with the given one: people
// shorten names at least as often as they mistype them. One or two letters
// start too many words to tell anything.
func continuation(word string, known []string) (string, bool) {
	if len(word) < 3 {
		return "", false
	}
	prefix := strings.ToLower(word)
	for _, name := range known {
		if strings.HasPrefix(strings.ToLower(name), prefix) {
			return name, true
		}
	}
	return "", false
}

// letters folds case and treats "_" and "-" alike, because people remember
// the words of a key better than what joins them.
func letters(s string) []rune {
	return []rune(strings.ReplaceAll(strings.ToLower(s), "_", "-"))
}

// distance counts the fewest insertions, deletions, replacements and swaps of
// neighbours that turn a into b, no letter being edited twice (the optimal
// string alignment form of Damerau's distance, Communications of the ACM
// 7(3), 1964).
func distance(a, b []rune) int {
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			replace := previous[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			current[j] = min(previous[j]+1, current[j-1]+1, replace)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
