package supply

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/clustersim/clustersim/sim"
)

// SpotJSON reads the JSON of spot traces in either of two forms, in which each
// number of a list holds for one gap:
//
//	{"metadata": {"gap_seconds": 300}, "data": [0, 16, …]}      how many nodes there are
//	{"gap_seconds": 600, "preempted": [0, 1, …], …}             1 where the one node is not there
//
// The first is that of skypilot-org/spot-traces with several nodes (Can't Be
// Late, NSDI 2024), the second that of SkyNomad (NSDI 2027). Other members are
// skipped.
type SpotJSON struct {
	Nodes int // asked for; 1 for the form with preempted
}

// maxText bounds a JSON file in bytes; published ones have tens of kilobytes.
const maxText = 64 << 20

// Read reads the list.
func (s SpotJSON) Read(r io.Reader) (*Trace, error) {
	trace, err := s.read(r)
	if err != nil {
		return nil, fmt.Errorf("supply: read spot json: %w", err)
	}
	return trace, nil
}

func (s SpotJSON) read(r io.Reader) (*Trace, error) {
	out, err := newCounted(s.Nodes)
	if err != nil {
		return nil, err
	}
	text, err := wholeText(r)
	if err != nil {
		return nil, err
	}
	in := spotText{text: text, tokens: json.NewDecoder(bytes.NewReader(text)), most: s.Nodes}
	in.tokens.UseNumber()
	if err := in.document(); err != nil {
		return nil, err
	}
	at := sim.Time(0)
	for _, count := range in.counts {
		if err := out.set(at, count); err != nil {
			return nil, err
		}
		at = at.Add(in.gap)
	}
	return out.trace(time.Duration(at))
}

func wholeText(r io.Reader) ([]byte, error) {
	in, err := plain(r)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(in, maxText+1))
	switch {
	case err != nil:
		return nil, damage(err, 1+bytes.Count(text, []byte("\n")))
	case len(text) > maxText:
		return nil, errors.New("the text is longer than 64 MiB, want a list of counts")
	}
	return text, nil
}

// spotText walks through the JSON of a trace.
type spotText struct {
	text   []byte
	tokens *json.Decoder
	most   int
	gap    time.Duration // 0 until it is known
	counts []int         // nil until they are known
}

// document reads the whole text, one object.
func (s *spotText) document() error {
	if err := s.object(s.member); err != nil {
		return err
	}
	switch _, err := s.tokens.Token(); {
	case !errors.Is(err, io.EOF):
		return s.fault("something follows the object, want nothing")
	case s.counts == nil:
		return s.fault("there is no list called data or preempted")
	case len(s.counts) == 0:
		return s.fault("the list is empty, want at least one number")
	case s.gap == 0:
		return s.fault("there is no gap_seconds")
	}
	return nil
}

// member reads a member of the outermost object.
func (s *spotText) member(name string) error {
	switch name {
	case "metadata":
		return s.object(func(name string) error {
			if name == "gap_seconds" {
				return s.readGap()
			}
			return s.skip()
		})
	case "gap_seconds":
		return s.readGap()
	case "data":
		return s.list("data", func(n int) int { return n }, s.most)
	case "preempted":
		if s.most != 1 {
			return s.fault("preempted tells of one node, and %d are asked for; ask for 1", s.most)
		}
		return s.list("preempted", func(n int) int { return 1 - n }, 1)
	}
	return s.skip()
}

func (s *spotText) readGap() error {
	token, err := s.next()
	if err != nil {
		return err
	}
	number, _ := token.(json.Number)
	gap, ok := decimal(string(number), time.Second)
	if !ok || gap == 0 || s.gap != 0 {
		return s.fault("gap_seconds is %s, want one positive number without exponent, once", shown(token))
	}
	s.gap = gap
	return nil
}

// list reads numbers from 0 to most, each as what it counts for.
func (s *spotText) list(name string, as func(int) int, most int) error {
	if s.counts != nil {
		return s.fault("%s is a second list, want one", name)
	}
	if err := s.expect('['); err != nil {
		return err
	}
	for s.counts = []int{}; s.tokens.More(); {
		token, err := s.next()
		if err != nil {
			return err
		}
		number, _ := token.(json.Number)
		n, err := strconv.Atoi(string(number))
		if err != nil || n < 0 || n > most {
			return s.fault("%s[%d] is %s, want a whole number from 0 to %d", name, len(s.counts), shown(token), most)
		}
		s.counts = append(s.counts, as(n))
	}
	return s.expect(']')
}

// object reads an object, with a function that reads the value of each member.
func (s *spotText) object(member func(name string) error) error {
	if err := s.expect('{'); err != nil {
		return err
	}
	for s.tokens.More() {
		token, err := s.next()
		if err != nil {
			return err
		}
		if err := member(token.(string)); err != nil { // the decoder lets only strings be names
			return err
		}
	}
	return s.expect('}')
}

// skip passes over a value, whatever it is.
func (s *spotText) skip() error {
	for depth := 0; ; {
		token, err := s.next()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

func (s *spotText) expect(want json.Delim) error {
	token, err := s.next()
	if err != nil {
		return err
	}
	if token != want {
		return s.fault("%s stands here, want %v", shown(token), want)
	}
	return nil
}

func (s *spotText) next() (json.Token, error) {
	token, err := s.tokens.Token()
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, s.fault("the text ends in the middle, want the whole of it")
	case err != nil:
		return nil, s.fault("this is no JSON: %v", err)
	}
	return token, nil
}

// shown is a token as a message shows it.
func shown(token json.Token) string {
	if token == nil {
		return "null"
	}
	return excerpt(fmt.Sprint(token))
}

// fault says what is wrong with what was read last.
func (s *spotText) fault(format string, args ...any) error {
	read := s.text[:s.tokens.InputOffset()]
	line := 1 + bytes.Count(read, []byte("\n"))
	column := len(read) - 1 - bytes.LastIndexByte(read, '\n')
	return &FormatError{Line: line, Column: column, Problem: fmt.Sprintf(format, args...)}
}
