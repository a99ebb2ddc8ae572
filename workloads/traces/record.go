package traces

import (
	"bytes"
	"math"
	"strconv"
	"time"
)

// record is one job line of an SWF log, as written: -1 where a value is unknown.
type record struct {
	line      int
	number    int64
	submit    time.Duration
	run       time.Duration
	allocated int64
	requested int64
	asked     time.Duration // requested time
	user      int64
	preceding int64
}

// column is what an SWF line holds at a place.
type column struct {
	name string
	is   content
}

type content uint8

const (
	unread content = iota // must be a number and is not used
	count                 // a whole number, at most 2³¹−1
	span                  // seconds, to the nanosecond
)

// columns of a line, in order, as the definition of the format numbers them from 1.
func columns() [18]column {
	return [18]column{
		{"job number", count},
		{"submit time", span},
		{"wait time", unread},
		{"run time", span},
		{"allocated processors", count},
		{"average CPU time", unread},
		{"used memory", unread},
		{"requested processors", count},
		{"requested time", span},
		{"requested memory", unread},
		{"status", unread},
		{"user", count},
		{"group", unread},
		{"application", unread},
		{"queue", unread},
		{"partition", unread},
		{"preceding job", count},
		{"think time", unread},
	}
}

// parse reads a job line into its record.
func (l *lines) parse(text []byte, columns *[18]column) (record, error) {
	var values [18]int64
	rest := text
	for i := range columns {
		field, after := cut(rest)
		if len(field) == 0 {
			return record{}, l.fault("has %s, an SWF line has 18", fields(i))
		}
		value, problem := columns[i].value(field)
		if problem != "" {
			return record{}, l.wrongField(text, i, field, problem)
		}
		values[i], rest = value, after
	}
	if field, _ := cut(rest); len(field) > 0 {
		return record{}, l.fault("has %s, an SWF line has 18", fields(len(bytes.Fields(text))))
	}
	r := record{
		line: l.number, number: values[0], submit: time.Duration(values[1]), run: time.Duration(values[3]),
		allocated: values[4], requested: values[7], asked: time.Duration(values[8]),
		user: values[11], preceding: values[16],
	}
	if r.submit < 0 {
		return record{}, l.fault("field 2 (submit time) is unknown, and a job without it cannot be replayed")
	}
	return r, nil
}

// wrongField prefers the number of fields where that is wrong as well: the line
// is then of some other format, and what one field holds means little.
func (l *lines) wrongField(text []byte, i int, field []byte, problem string) error {
	if n := len(bytes.Fields(text)); n != 18 {
		return l.fault("has %s, an SWF line has 18", fields(n))
	}
	return l.fault("field %d (%s) %s %s", i+1, columns()[i].name, excerpt(field), problem)
}

// cut splits off the first word of a line. White space is ASCII, as in the format.
func cut(text []byte) (word, rest []byte) {
	start := 0
	for start < len(text) && blank(text[start]) {
		start++
	}
	end := start
	for end < len(text) && !blank(text[end]) {
		end++
	}
	return text[start:end], text[end:]
}

func blank(b byte) bool { return b == ' ' || '\t' <= b && b <= '\r' }

// value reads a field, or says what is wrong with it.
func (c column) value(field []byte) (int64, string) {
	n, ok := parseDecimal(field)
	switch {
	case !ok && c.is == count:
		return 0, "is not a whole number"
	case !ok:
		return 0, "is not a number"
	case c.is == unread:
		return 0, ""
	case c.is == count && n.fraction > 0:
		return 0, "is not a whole number"
	case n.negative && n.whole == 1 && n.fraction == 0:
		return -1, ""
	case n.negative && (n.whole > 0 || n.fraction > 0):
		return 0, "is negative; -1 stands for unknown, and nothing else can be"
	case c.is == count && n.whole > math.MaxInt32:
		return 0, "is too large, at most 2147483647 can be"
	case c.is == count:
		return n.whole, ""
	case n.whole > longestSpan:
		return 0, "is too large, at most 9223372035 seconds can be"
	}
	return n.whole*int64(time.Second) + n.fraction, ""
}

// longestSpan is the longest time a log may hold, in seconds: 292 years.
const longestSpan = math.MaxInt64/int64(time.Second) - 1

// fields counts in words: 1 field, 3 fields.
func fields(n int) string {
	if n == 1 {
		return "1 field"
	}
	return strconv.Itoa(n) + " fields"
}
