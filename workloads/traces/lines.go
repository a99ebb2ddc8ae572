package traces

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// LineError says what is wrong with a line of a log.
type LineError struct {
	File    string // empty where the reader does not know it
	Line    int    // from 1
	Problem string
}

// Error places the problem: sample.swf:12: problem, or line 12: problem.
func (e *LineError) Error() string {
	if e.File == "" {
		return "line " + strconv.Itoa(e.Line) + ": " + e.Problem
	}
	return e.File + ":" + strconv.Itoa(e.Line) + ": " + e.Problem
}

// longest line a log may have, in bytes: a line that is longer belongs to some
// other kind of file.
const longest = 1 << 20

// lines reads a log line by line. The bytes of a line hold until the next.
type lines struct {
	from   *bufio.Reader
	number int // of the last line read
}

// openLines undoes gzip, which it knows by the first bytes.
func openLines(r io.Reader) (*lines, error) {
	raw := bufio.NewReader(r)
	if magic, _ := raw.Peek(2); string(magic) != "\x1f\x8b" {
		return &lines{from: bufio.NewReaderSize(raw, longest)}, nil
	}
	plain, err := gzip.NewReader(raw)
	if err != nil {
		l := &lines{number: 1}
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return nil, l.fault("the compressed data ends in the middle of its header")
		}
		return nil, l.fault("begins as compressed data does, but cannot be read: %v", err)
	}
	return &lines{from: bufio.NewReaderSize(plain, longest)}, nil
}

// next returns the next line with its end, or io.EOF after the last. A line cut
// short by a read error is never returned as if it were whole.
func (l *lines) next() ([]byte, error) {
	var corrupt flate.CorruptInputError
	line, err := l.from.ReadSlice('\n')
	l.number++
	switch {
	case err == nil, errors.Is(err, io.EOF) && len(line) > 0:
		return line, nil
	case errors.Is(err, io.EOF):
		return nil, io.EOF
	case errors.Is(err, bufio.ErrBufferFull):
		return nil, l.fault("is longer than 1 MiB")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, l.fault("the compressed data ends in the middle of it")
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
		return nil, l.fault("the compressed data is damaged: %v", err)
	}
	return nil, fmt.Errorf("traces: read line %d: %w", l.number, err)
}

func (l *lines) fault(format string, args ...any) error {
	return &LineError{Line: l.number, Problem: fmt.Sprintf(format, args...)}
}

// excerpt quotes a piece of a line, cut to a length that fits a message.
func excerpt(text []byte) string {
	const most = 40
	if len(text) <= most {
		return strconv.Quote(string(text))
	}
	return strconv.Quote(string(text[:most])) + "…"
}
