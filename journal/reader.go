package journal

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// Reader reads a log in binary form. It trusts nothing: whatever the bytes are,
// it returns records or an error, in memory that the records account for.
type Reader struct {
	from   *bufio.Reader
	header Header
	count  int
	bytes  [entryBytes]byte
	text   []byte
}

// NewReader reads the header. It returns an error for what is not a log, or one
// of another version of the form.
func NewReader(r io.Reader) (*Reader, error) {
	t := &Reader{from: bufio.NewReaderSize(r, 1<<16)}
	if err := t.readHeader(); err != nil {
		return nil, fmt.Errorf("journal: read header: %w", cut(err))
	}
	return t, nil
}

func (t *Reader) readHeader() error {
	var start [len(magic)]byte
	n, err := io.ReadFull(t.from, start[:])
	if string(start[:n]) != magic {
		return fmt.Errorf("it begins with %q, want %q", start[:n], magic)
	}
	if err == nil {
		_, err = io.ReadFull(t.from, t.header.Scenario[:])
	}
	if err == nil {
		t.header.Seed, err = t.readUint64()
	}
	if err == nil {
		t.header.Version, err = t.readText()
	}
	return err
}

// Header says which run the log is of.
func (t *Reader) Header() Header { return t.header }

// Records yields the records in order. A pair with an error is the last, and its
// record means nothing. A log that does not end with [RunEnded] is of a run that
// did not reach its end. It can be ranged over once.
func (t *Reader) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for {
			record, err := t.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Record{}, fmt.Errorf("journal: read record %d: %w", t.count, cut(err)))
				return
			}
			t.count++
			if !yield(record, nil) {
				return
			}
		}
	}
}

// Replay shows all records to the observers, as the run did.
func (t *Reader) Replay(observers ...Observer) error {
	for record, err := range t.Records() {
		if err != nil {
			return err
		}
		for _, o := range observers {
			record.Show(o)
		}
	}
	return nil
}

// next reads a record; io.EOF means that there was none, not that one was cut.
func (t *Reader) next() (r Record, err error) {
	tag, err := t.from.ReadByte()
	if err != nil {
		return r, err
	}
	switch tag {
	case tagEntry:
		err = t.readEntry(&r.Entry)
	case tagDefinition:
		err = t.readDefinition(&r.Definition)
	default:
		err = fmt.Errorf("it is of sort %d, want %d (definition) or %d (entry)", tag, tagDefinition, tagEntry)
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return r, err
}

func (t *Reader) readEntry(e *Entry) error {
	b := t.bytes[:]
	if _, err := io.ReadFull(t.from, b); err != nil {
		return err
	}
	*e = Entry{
		At:    sim.Time(binary.LittleEndian.Uint64(b)),
		Value: int64(binary.LittleEndian.Uint64(b[8:])),
		Job:   workloads.JobID(binary.LittleEndian.Uint32(b[16:])),
		Node:  hardware.NodeID(binary.LittleEndian.Uint32(b[20:])),
		Ref:   binary.LittleEndian.Uint32(b[24:]),
		GPUs:  binary.LittleEndian.Uint16(b[28:]),
		Kind:  Kind(b[30]), Reason: Reason(b[31]),
	}
	if e.Kind == 0 || e.Kind >= kinds {
		return fmt.Errorf("entry is of kind %d, want 1..%d", e.Kind, kinds-1)
	}
	if e.Reason >= reasons {
		return fmt.Errorf("entry has reason %d, want 0..%d", e.Reason, reasons-1)
	}
	return nil
}

func (t *Reader) readDefinition(d *Definition) error {
	b := t.bytes[:6]
	if _, err := io.ReadFull(t.from, b); err != nil {
		return err
	}
	d.Subject, d.ID = Subject(b[0]), int32(binary.LittleEndian.Uint32(b[1:]))
	if d.Subject == 0 || d.Subject >= subjects {
		return fmt.Errorf("definition of subject %d, want 1..%d", d.Subject, subjects-1)
	}
	if b[5] > 1 {
		return fmt.Errorf("definition is a lemon by %d, want 0 or 1", b[5])
	}
	d.Lemon = b[5] == 1
	for _, text := range [...]*string{&d.Name, &d.Group, &d.Kind, &d.GPU} {
		var err error
		if *text, err = t.readText(); err != nil {
			return err
		}
	}
	var numbers [5]int64
	for i := range numbers {
		n, err := t.readUint64()
		if err != nil {
			return err
		}
		numbers[i] = int64(n)
	}
	d.MilliGPUs, d.Price = numbers[0], units.MoneyPerHour(numbers[1])
	d.Arrive, d.Deadline, d.Work = sim.Time(numbers[2]), sim.Time(numbers[3]), time.Duration(numbers[4])
	return nil
}

func (t *Reader) readUint64() (uint64, error) {
	_, err := io.ReadFull(t.from, t.bytes[:8])
	return binary.LittleEndian.Uint64(t.bytes[:8]), err
}

func (t *Reader) readText() (string, error) {
	n, err := binary.ReadUvarint(t.from)
	if err != nil {
		return "", err
	}
	if n > maxText {
		return "", fmt.Errorf("a text of %d bytes, at most %d can be", n, maxText)
	}
	if cap(t.text) < int(n) {
		t.text = make([]byte, n)
	}
	t.text = t.text[:n]
	_, err = io.ReadFull(t.from, t.text)
	return string(t.text), err
}

// cut words the error of a log that ends in the middle.
func cut(err error) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the log ends in the middle of it")
	}
	return err
}
