package yamlpos

import (
	"fmt"
	"strings"

	"github.com/clustersim/clustersim/internal/suggest"
)

// didYouMean suggests the known word nearest to one that is not known.
func didYouMean(word string, known []string) string {
	if name, ok := suggest.Closest(word, known); ok {
		return fmt.Sprintf("did you mean %q?", name)
	}
	return ""
}

// few is how many known words a hint lists when none of them is near.
const few = 12

// whatInstead is didYouMean, or the list of what is known.
func whatInstead(word string, known []string) string {
	hint := didYouMean(word, known)
	if hint == "" && len(known) > 0 && len(known) <= few {
		return "known here: " + strings.Join(known, ", ")
	}
	return hint
}

// join lists alternatives.
func join(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
