package yamlpos

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// source is a text that problems point into.
type source struct {
	name  string
	lines []string
}

// lineEnds turns every line break of YAML 1.1 into "\n": the parser counts
// lines by all of them, so the excerpt has to as well.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

func newSource(name, text string) *source {
	return &source{name: name, lines: strings.Split(lineEnds.Replace(text), "\n")}
}

// line is line n, counted from 1; past the end it is empty.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

// excerpt shows a line and the one before it, with carets below width
// characters from column col.
func (s *source) excerpt(line, col, width int) string {
	if s == nil || strings.TrimSpace(s.line(line)) == "" {
		return ""
	}
	digits := len(strconv.Itoa(line))
	var b strings.Builder
	if line > 1 && strings.TrimSpace(s.line(line-1)) != "" {
		before, _ := window(s.line(line-1), 1)
		fmt.Fprintf(&b, "    %*d | %s\n", digits, line-1, before)
	}
	text, col := window(s.line(line), col)
	fmt.Fprintf(&b, "  > %d | %s\n", line, text)
	fmt.Fprintf(&b, "%*s%s%s\n", digits+7, "", under(text, col), carets(text, col, width))
	return b.String()
}

// widest is how many characters of a line an excerpt shows.
const widest = 100

// window cuts a long line to the part around column col, and moves the column
// along. Characters that would steer a terminal are replaced.
func window(line string, col int) (string, int) {
	text := []rune(strings.Map(printable, line))
	col = min(max(col, 1), len(text)+1)
	if len(text) <= widest {
		return string(text), col
	}
	from := min(max(col-1-widest/2, 0), len(text)-widest)
	cut := text[from : from+widest]
	if from > 0 {
		cut[0] = '…'
	}
	if from+widest < len(text) {
		cut[widest-1] = '…'
	}
	return string(cut), col - from
}

func printable(r rune) rune {
	if r == '\t' || unicode.IsPrint(r) {
		return r
	}
	return unicode.ReplacementChar
}

// under is the space below the characters before col; tabs stay tabs, so that
// the caret stands right however wide they are shown.
func under(text string, col int) string {
	var b strings.Builder
	for _, r := range []rune(text)[:col-1] {
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

func carets(text string, col, width int) string {
	rest := len([]rune(text)) - (col - 1)
	return strings.Repeat("^", max(1, min(width, rest)))
}
