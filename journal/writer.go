package journal

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// Header says which run a log is of.
type Header struct {
	Scenario [32]byte // SHA-256 of the scenario's bytes; zero where there is none
	Seed     uint64   // number of the run
	Version  string   // of clustersim, as it reports itself
}

// Writer is an [Observer] that writes a log in binary form: 33 bytes an entry.
// Texts of more than 65,535 bytes are cut.
type Writer struct {
	to    *bufio.Writer
	bytes []byte
	err   error
}

// NewWriter writes the header and returns an observer that writes the records.
// Errors are kept for [Writer.Close].
func NewWriter(w io.Writer, h Header) *Writer {
	t := &Writer{to: bufio.NewWriterSize(w, 1<<16), bytes: make([]byte, 0, 256)}
	b := append(t.bytes, magic...)
	b = append(b, h.Scenario[:]...)
	b = binary.LittleEndian.AppendUint64(b, h.Seed)
	t.write(appendText(b, h.Version))
	return t
}

// Define implements [Observer].
func (t *Writer) Define(d Definition) { t.write(appendDefinition(t.bytes[:0], &d)) }

// Observe implements [Observer].
func (t *Writer) Observe(e Entry) { t.write(appendEntry(t.bytes[:0], &e)) }

func (t *Writer) write(b []byte) {
	t.bytes = b
	if t.err == nil {
		_, t.err = t.to.Write(b)
	}
}

// Close writes what is left and returns the first error. It does not close the
// underlying writer.
func (t *Writer) Close() error {
	if t.err == nil {
		t.err = t.to.Flush()
	}
	if t.err != nil {
		return fmt.Errorf("journal: write log: %w", t.err)
	}
	return nil
}
