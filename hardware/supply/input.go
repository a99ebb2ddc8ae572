package supply

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Reader reads a published record of availability, plain or compressed with
// gzip. What makes no sense is an error, of type [*FormatError] where one place
// in the record is to blame.
type Reader interface {
	Read(r io.Reader) (*Trace, error)
}

// FormatError says what is wrong at a place in a record.
type FormatError struct {
	Line    int // from 1
	Column  int // in bytes, from 1; 0 where the line as a whole is wrong
	Problem string
}

// Error places the problem: line 3, column 44: problem.
func (e *FormatError) Error() string {
	place := "line " + strconv.Itoa(e.Line)
	if e.Column > 0 {
		place += ", column " + strconv.Itoa(e.Column)
	}
	return place + ": " + e.Problem
}

// plain undoes gzip, which it knows by the first bytes.
func plain(r io.Reader) (io.Reader, error) {
	raw := bufio.NewReader(r)
	if magic, _ := raw.Peek(2); string(magic) != "\x1f\x8b" {
		return raw, nil
	}
	text, err := gzip.NewReader(raw)
	if err != nil {
		return nil, damage(err, 1)
	}
	return text, nil
}

// damage says that reading failed in or after a line.
func damage(err error, line int) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &FormatError{Line: line, Problem: "the compressed data ends in the middle; want the whole file"}
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
		return &FormatError{Line: line, Problem: fmt.Sprintf("the compressed data is damaged: %v", err)}
	}
	return fmt.Errorf("after line %d: %w", line, err)
}

// excerpt quotes a piece of a record, cut to a length that fits a message.
func excerpt(text string) string {
	const most = 40
	if len(text) <= most {
		return strconv.Quote(text)
	}
	return strconv.Quote(text[:most]) + "…"
}
