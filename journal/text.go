package journal

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
)

// Text is an [Observer] that writes a log for people: one line a record. A
// definition has no time; an entry that is known to nobody when it happens is
// marked with a star.
//
//	        job 0 train       asks for 8 GPUs, 2h of work
//	    0s  job 0 train       submitted
//	    0s  job 0 train       leased 8 GPUs of n0
//	30m00s  node 0 n0       * crash of host
type Text struct {
	to      *bufio.Writer
	nodes   map[int32]string
	jobs    map[int32]string
	hazards map[int32]string
	domains map[int32]string
	err     error
}

// NewText returns an observer that writes lines. Errors are kept for [Text.Close].
func NewText(w io.Writer) *Text {
	return &Text{
		to: bufio.NewWriter(w), nodes: map[int32]string{}, jobs: map[int32]string{},
		hazards: map[int32]string{}, domains: map[int32]string{},
	}
}

// Define implements [Observer].
func (t *Text) Define(d Definition) {
	capacity := amount(d.MilliGPUs)
	switch d.Subject {
	case NodeSubject:
		t.nodes[d.ID] = d.Name
		text := fmt.Sprintf("has %s%s", capacity, model(d))
		if d.Lemon {
			text += ", a lemon"
		}
		t.line("", t.node(d.ID), ' ', text)
	case JobSubject:
		t.jobs[d.ID] = d.Name
		text := fmt.Sprintf("asks for %s, %s of work", capacity, units.FormatDuration(d.Work))
		if d.Deadline < sim.Never {
			text += fmt.Sprintf(", by %v", d.Deadline)
		}
		t.line("", t.job(d.ID), ' ', text)
	case HazardSubject:
		t.hazards[d.ID] = d.Name
		t.line("", "hazard "+strconv.Itoa(int(d.ID)), ' ', fmt.Sprintf("%s: %s by %s", d.Name, d.Kind, d.Group))
	case DomainSubject:
		t.domains[d.ID] = d.Kind + " " + d.Name
	}
}

// Observe implements [Observer].
func (t *Text) Observe(e Entry) {
	mark := byte(' ')
	if e.Kind.Fact() {
		mark = '*'
	}
	t.line(e.At.String(), t.subject(&e), mark, t.sentence(&e))
}

func (t *Text) line(at, subject string, mark byte, text string) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.to, "%12s  %-15s %c %s\n", at, subject, mark, text)
	}
}

// subject is what the entry is about.
func (t *Text) subject(e *Entry) string {
	switch e.Kind {
	case FaultBegan, FaultEnded, NoticeGiven, NodeDown, NodeUp, RepairBegan, NodeCured, NodeRetired, NodeReplaced:
		return t.node(int32(e.Node))
	case ShockBegan:
		return t.domains[int32(e.Value)]
	case RunEnded:
		return "run"
	default:
		return t.job(int32(e.Job))
	}
}

func (t *Text) node(id int32) string { return "node " + strconv.Itoa(int(id)) + " " + t.nodes[id] }

func (t *Text) job(id int32) string { return "job " + strconv.Itoa(int(id)) + " " + t.jobs[id] }

// sentence says what happened to the subject.
func (t *Text) sentence(e *Entry) string {
	switch e.Kind {
	case JobSubmitted:
		return "submitted"
	case JobEligible:
		return "eligible"
	case AttemptStarted:
		return fmt.Sprintf("started attempt %d, expected to take %s", e.Ref, span(e.Value))
	case Leased:
		if e.Reason == Standby {
			return fmt.Sprintf("leased %s of %s as a spare", amount(e.Value), t.nodes[int32(e.Node)])
		}
		return fmt.Sprintf("leased %s of %s", amount(e.Value), t.nodes[int32(e.Node)])
	case AttemptEnded:
		return fmt.Sprintf("ended attempt %d, %v: %s", e.Ref, e.Reason, worth(e.Value))
	case WorkStopped:
		return fmt.Sprintf("stopped working in attempt %d, %v: %s", e.Ref, e.Reason, t.nodes[int32(e.Node)])
	case JobEnded:
		if e.Value != 0 {
			return fmt.Sprintf("ended, %v: %s", e.Reason, worth(e.Value))
		}
		return fmt.Sprintf("ended, %v", e.Reason)
	case WorkSlowed:
		return fmt.Sprintf("works at %g%% of its speed in attempt %d", float64(e.Value)/1e4, e.Ref)
	case WorkSpoiled:
		return fmt.Sprintf("computes wrong results in attempt %d, because of %s", e.Ref, t.nodes[int32(e.Node)])
	case WorkResumed:
		return fmt.Sprintf("goes on with attempt %d without %s, after %s", e.Ref, t.nodes[int32(e.Node)], span(e.Value))
	case Released:
		return "gave back " + t.nodes[int32(e.Node)]
	default:
		return t.event(e)
	}
}

// event says what happened to a node, a domain or the run.
func (t *Text) event(e *Entry) string {
	hazard := t.hazards[int32(e.Ref)]
	switch e.Kind {
	case ShockBegan:
		return hazard + " strikes"
	case FaultBegan:
		return fmt.Sprintf("%v of %s", e.Reason, hazard)
	case FaultEnded:
		return hazard + " works again"
	case NoticeGiven:
		return fmt.Sprintf("%s goes in %s", hazard, span(e.Value))
	case NodeDown:
		switch e.Reason {
		case FalseAlarm, Blamed:
			return fmt.Sprintf("out of service, %v", e.Reason)
		}
		return "out of service"
	case NodeUp:
		return "in service"
	case RepairBegan:
		return fmt.Sprintf("repair of %s begins, stage %d", hazard, e.Value)
	case NodeCured:
		return "is no lemon any more"
	case NodeRetired:
		return "retired"
	case NodeReplaced:
		return "replaced by a new one"
	case RunEnded:
		return "ended"
	default:
		return e.Kind.String()
	}
}

// worth says what an end leaves behind.
func worth(productive int64) string {
	if productive < 0 {
		return "loses " + span(-productive) + " of earlier attempts"
	}
	return "leaves " + span(productive)
}

func span(ns int64) string { return units.FormatDuration(time.Duration(ns)) }

// amount says a capacity in thousandths of a GPU.
func amount(milli int64) string {
	if milli == 1000 {
		return "1 GPU"
	}
	if milli%1000 == 0 {
		return strconv.FormatInt(milli/1000, 10) + " GPUs"
	}
	return strconv.FormatFloat(float64(milli)/1000, 'f', -1, 64) + " GPUs"
}

func model(d Definition) string {
	if d.GPU == "" {
		return ""
	}
	return " " + d.GPU
}

// Err is the first error so far.
func (t *Text) Err() error {
	if t.err != nil {
		return fmt.Errorf("journal: write text: %w", t.err)
	}
	return nil
}

// Close writes what is left and returns the first error. It does not close the
// underlying writer.
func (t *Text) Close() error {
	if t.err == nil {
		t.err = t.to.Flush()
	}
	return t.Err()
}
