package yamlpos

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	yamlLine      = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)
	unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
)

// uncounted are the messages of the YAML library that carry a line counted
// from 0: those of its parser. Its scanner counts from 1.
var uncounted = regexp.MustCompile(`^did not find expected (<|node content|'-' indicator|key|',' or)`)

// syntax places a syntax error of the YAML library. The library knows only a
// line, so the whole line is marked, unless a more exact place can be found.
func (t text) syntax(err error) Problem {
	line, message := 1, err.Error()
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		message = m[2]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
			if uncounted.MatchString(message) {
				line++
			}
		}
	}
	if m := unknownAnchor.FindStringSubmatch(message); m != nil {
		return t.unknownAlias(m[1])
	}
	if strings.HasPrefix(message, "found character that cannot start") || strings.HasPrefix(message, "found a tab") {
		if p, found := t.tab(line); found {
			return p
		}
	}
	if strings.HasPrefix(message, "exceeded max depth") {
		return t.problem(line, 1, CodeDepth, tooDeep, "")
	}
	line = min(line, len(t.src.lines))
	content := t.src.line(line)
	p := t.problem(line, 1+utf8.RuneCountInString(content)-utf8.RuneCountInString(strings.TrimLeft(content, " ")),
		CodeSyntax, message, syntaxHint(message))
	p.width = utf8.RuneCountInString(strings.TrimSpace(content))
	return p
}

func syntaxHint(message string) string {
	switch {
	case strings.HasPrefix(message, "mapping values are not allowed"):
		return "check the indentation, or put quotes around a value with a colon"
	case strings.HasPrefix(message, "found character that cannot start any token"):
		return "put quotes around the value"
	case strings.HasPrefix(message, "found unexpected end of stream"):
		return "close the quotes"
	case strings.HasPrefix(message, "did not find expected ','"):
		return "close the bracket, or separate the entries by commas"
	case strings.HasPrefix(message, "did not find expected key"), strings.HasPrefix(message, "did not find expected '-'"):
		return "check the indentation"
	}
	return ""
}

// tab finds a tab that indents line n or the one after it, for the library
// says of such lines only that something cannot start a token.
func (t text) tab(n int) (Problem, bool) {
	for line := max(1, n); line <= n+1; line++ {
		content := t.src.line(line)
		indent := content[:len(content)-len(strings.TrimLeft(content, " \t"))]
		if i := strings.IndexByte(indent, '\t'); i >= 0 {
			return t.problem(line, i+1, CodeSyntax, "a tab cannot indent YAML", "use spaces"), true
		}
	}
	return Problem{}, false
}

func (t text) unknownAlias(name string) Problem {
	p := t.problem(1, 1, CodeAlias, "no anchor "+quote("&"+name)+" stands before this alias", "put quotes around a text that starts with *")
	for i, content := range t.src.lines {
		if at := strings.Index(content, "*"+name); at >= 0 {
			p.Line, p.Col, p.width = i+1, utf8.RuneCountInString(content[:at])+1, utf8.RuneCountInString(name)+1
			break
		}
	}
	return p
}
