package journal_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// sample has a record of every kind.
func sample() *journal.Memory {
	m := &journal.Memory{}
	at := func(d time.Duration) sim.Time { return sim.Time(d) }
	m.Define(journal.Definition{Subject: journal.NodeSubject, Name: "market/box-0", GPU: "A100", MilliGPUs: 8000, Deadline: sim.Never})
	m.Define(journal.Definition{Subject: journal.NodeSubject, ID: 1, Name: "n1", MilliGPUs: 1000, Deadline: sim.Never})
	m.Define(journal.Definition{Subject: journal.JobSubject, Name: "train", MilliGPUs: 8000, Deadline: at(3 * time.Hour), Work: 90 * time.Minute})
	m.Define(journal.Definition{Subject: journal.JobSubject, ID: 1, Name: "share", MilliGPUs: 571, Deadline: sim.Never, Work: time.Second})
	m.Define(journal.Definition{Subject: journal.HazardSubject, ID: 2, Name: "gpu", Group: "hardware", Kind: "crash", Deadline: sim.Never})
	m.Define(journal.Definition{Subject: journal.DomainSubject, ID: 3, Name: "r3", Kind: "rack", Deadline: sim.Never})
	m.Define(journal.Definition{Subject: journal.NodeSubject, ID: 2, Name: "n2", MilliGPUs: 1000, Deadline: sim.Never, Lemon: true})
	for _, e := range []journal.Entry{
		{Kind: journal.JobSubmitted},
		{Kind: journal.JobEligible},
		{Kind: journal.AttemptStarted, Ref: 1, Value: int64(90 * time.Minute)},
		{Kind: journal.Leased, GPUs: 8, Value: 8000},
		{Kind: journal.Leased, Job: 1, GPUs: 1, Value: 571},
		{At: at(time.Hour), Kind: journal.FaultBegan, Ref: 2, Reason: journal.Crash},
		{At: at(time.Hour), Kind: journal.WorkStopped, Ref: 1, Reason: journal.NodeLost},
		{At: at(61 * time.Minute), Kind: journal.NodeDown},
		{At: at(61 * time.Minute), Kind: journal.AttemptEnded, Ref: 1, Reason: journal.NodeLost, Value: int64(40 * time.Minute)},
		{At: at(62 * time.Minute), Kind: journal.AttemptEnded, Ref: 2, Reason: journal.Cancelled, Value: -int64(40 * time.Minute)},
		{At: at(63 * time.Minute), Kind: journal.JobEnded, Reason: journal.Cancelled, Value: -int64(40 * time.Minute)},
		{At: at(63 * time.Minute), Kind: journal.JobEnded, Job: 1, Reason: journal.Completed},
		{At: at(2 * time.Hour), Kind: journal.FaultEnded, Ref: 2},
		{At: at(2 * time.Hour), Kind: journal.NodeUp},
		{At: at(3 * time.Hour), Kind: journal.ShockBegan, Ref: 2, Value: 3, Reason: journal.Crash},
		{At: at(3 * time.Hour), Kind: journal.NoticeGiven, Ref: 2, Value: int64(time.Minute)},
		{At: at(3 * time.Hour), Kind: journal.NodeDown, Ref: 2, Reason: journal.Blamed},
		{At: at(3 * time.Hour), Kind: journal.RepairBegan, Ref: 2, Value: 1},
		{At: at(3 * time.Hour), Kind: journal.NodeCured, Node: 2},
		{At: at(3 * time.Hour), Kind: journal.NodeRetired, Node: 1},
		{At: at(3 * time.Hour), Kind: journal.NodeReplaced, Node: 1},
		{At: at(3 * time.Hour), Kind: journal.Leased, GPUs: 1, Value: 1000, Node: 1, Reason: journal.Standby},
		{At: at(3 * time.Hour), Kind: journal.Released, Ref: 1, Node: 1},
		{At: at(3 * time.Hour), Kind: journal.WorkSlowed, Ref: 1, Value: 500000},
		{At: at(3 * time.Hour), Kind: journal.WorkSpoiled, Ref: 1, Node: 2},
		{At: at(3 * time.Hour), Kind: journal.WorkResumed, Ref: 1, Node: 2, Value: int64(time.Minute)},
		{At: at(30 * time.Hour), Kind: journal.RunEnded},
	} {
		m.Observe(e)
	}
	return m
}

const sampleText = `
              node 0 market/box-0   has 8 GPUs A100
              node 1 n1         has 1 GPU
              job 0 train       asks for 8 GPUs, 1h30m of work, by 03h00m00s
              job 1 share       asks for 0.571 GPUs, 1s of work
              hazard 2          gpu: crash by hardware
              node 2 n2         has 1 GPU, a lemon
          0s  job 0 train       submitted
          0s  job 0 train       eligible
          0s  job 0 train       started attempt 1, expected to take 1h30m
          0s  job 0 train       leased 8 GPUs of market/box-0
          0s  job 1 share       leased 0.571 GPUs of market/box-0
   01h00m00s  node 0 market/box-0 * crash of gpu
   01h00m00s  job 0 train     * stopped working in attempt 1, node-lost: market/box-0
   01h01m00s  node 0 market/box-0   out of service
   01h01m00s  job 0 train       ended attempt 1, node-lost: leaves 40m
   01h02m00s  job 0 train       ended attempt 2, cancelled: loses 40m of earlier attempts
   01h03m00s  job 0 train       ended, cancelled: loses 40m of earlier attempts
   01h03m00s  job 1 share       ended, completed
   02h00m00s  node 0 market/box-0 * gpu works again
   02h00m00s  node 0 market/box-0   in service
   03h00m00s  rack r3         * gpu strikes
   03h00m00s  node 0 market/box-0   gpu goes in 1m
   03h00m00s  node 0 market/box-0   out of service, blamed
   03h00m00s  node 0 market/box-0   repair of gpu begins, stage 1
   03h00m00s  node 2 n2       * is no lemon any more
   03h00m00s  node 1 n1         retired
   03h00m00s  node 1 n1         replaced by a new one
   03h00m00s  job 0 train       leased 1 GPU of n1 as a spare
   03h00m00s  job 0 train       gave back n1
   03h00m00s  job 0 train     * works at 50% of its speed in attempt 1
   03h00m00s  job 0 train     * computes wrong results in attempt 1, because of n2
   03h00m00s  job 0 train       goes on with attempt 1 without n2, after 1m
 1d06h00m00s  run               ended
`

func textOf(m *journal.Memory) string {
	var b strings.Builder
	text := journal.NewText(&b)
	m.Replay(text)
	if err := text.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	require.Equal(t, sampleText, "\n"+textOf(sample()))
}

func logOf(t require.TestingT, m *journal.Memory, h journal.Header) []byte {
	var b bytes.Buffer
	w := journal.NewWriter(&b, h)
	m.Replay(w)
	require.NoError(t, w.Close())
	return b.Bytes()
}

func digestOf(m *journal.Memory) string {
	d := journal.NewDigest()
	m.Replay(d)
	return d.String()
}

func drawRecords(t *rapid.T) *journal.Memory {
	m := &journal.Memory{}
	integer := rapid.Int64()
	number := rapid.Int32()
	for range rapid.IntRange(0, 20).Draw(t, "records") {
		if rapid.Bool().Draw(t, "definition") {
			m.Define(journal.Definition{
				Subject: journal.Subject(rapid.IntRange(1, 4).Draw(t, "subject")), ID: number.Draw(t, "id"),
				Name: rapid.String().Draw(t, "name"), Group: rapid.String().Draw(t, "group"),
				Kind: rapid.String().Draw(t, "kind"), GPU: rapid.String().Draw(t, "gpu"),
				MilliGPUs: integer.Draw(t, "capacity"), Price: units.MoneyPerHour(integer.Draw(t, "price")),
				Arrive: sim.Time(integer.Draw(t, "arrive")), Deadline: sim.Time(integer.Draw(t, "deadline")),
				Work: time.Duration(integer.Draw(t, "work")), Lemon: rapid.Bool().Draw(t, "lemon"),
			})
			continue
		}
		m.Observe(journal.Entry{
			At: sim.Time(integer.Draw(t, "at")), Value: integer.Draw(t, "value"),
			Job: workloads.JobID(number.Draw(t, "job")), Node: hardware.NodeID(number.Draw(t, "node")),
			Ref: rapid.Uint32().Draw(t, "ref"), GPUs: rapid.Uint16().Draw(t, "gpus"),
			Kind:   journal.Kind(rapid.IntRange(1, int(journal.RunEnded)).Draw(t, "kind")),
			Reason: journal.Reason(rapid.IntRange(0, int(journal.Standby)).Draw(t, "reason")),
		})
	}
	return m
}

// What was saved and read again is what happened: the same records, text and digest.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawRecords(t)
		h := journal.Header{Seed: rapid.Uint64().Draw(t, "seed"), Version: rapid.String().Draw(t, "version")}
		copy(h.Scenario[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "scenario"))
		r, err := journal.NewReader(bytes.NewReader(logOf(t, m, h)))
		require.NoError(t, err)
		require.Equal(t, h, r.Header())
		again := &journal.Memory{}
		require.NoError(t, r.Replay(again))
		require.Equal(t, m.Records, again.Records)
		require.Equal(t, textOf(m), textOf(again))
		require.Equal(t, digestOf(m), digestOf(again))
	})
}

func TestDigest(t *testing.T) {
	require.Equal(t, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", journal.NewDigest().String(), "SHA-256 of nothing")
	m := sample()
	before := digestOf(m)
	for i := range m.Records {
		changed := &journal.Memory{Records: append([]journal.Record(nil), m.Records...)}
		if changed.Records[i].Entry.Kind == 0 {
			changed.Records[i].Definition.Name += "!"
		} else {
			changed.Records[i].Entry.At++
		}
		require.NotEqual(t, before, digestOf(changed), "record %d", i)
	}
	d := journal.NewDigest()
	for i := range m.Records {
		m.Records[i].Show(d)
		d.Sum() // may be asked at any time
	}
	require.Equal(t, before, d.String())
}

// A log that was cut anywhere but between records is an error that says where.
func TestReaderTellsWhereALogWasCut(t *testing.T) {
	log := logOf(t, sample(), journal.Header{Seed: 1, Version: "v1"})
	whole := 0
	for n := range log {
		r, err := journal.NewReader(bytes.NewReader(log[:n]))
		if err != nil {
			require.ErrorContains(t, err, "journal: read header: ")
			continue
		}
		m := &journal.Memory{}
		if err = r.Replay(m); err == nil {
			whole++
			continue
		}
		require.EqualError(t, err, fmt.Sprintf("journal: read record %d: the log ends in the middle of it", len(m.Records)))
	}
	require.Equal(t, len(sample().Records), whole, "one for each border between records")
}

func TestReaderRefusesWhatIsNoLog(t *testing.T) {
	head := string(logOf(t, &journal.Memory{}, journal.Header{}))
	entry := func(kind, reason byte) string {
		return "\x02" + strings.Repeat("\x00", 30) + string([]byte{kind, reason})
	}
	for log, want := range map[string]string{
		"":                   `journal: read header: it begins with "", want "clustersim log 2\n"`,
		"clustersim log 3\n": `journal: read header: it begins with "clustersim log 3\n", want "clustersim log 2\n"`,
		head[:20]:            "journal: read header: the log ends in the middle of it",
		head + "\x03":        "journal: read record 0: it is of sort 3, want 1 (definition) or 2 (entry)",
		head + entry(0, 0):   "journal: read record 0: entry is of kind 0, want 1..22",
		head + entry(1, 99):  "journal: read record 0: entry has reason 99, want 0..18",
		head + entry(1, 0) + "\x01\x05\x00\x00\x00\x00\x00":                "journal: read record 1: definition of subject 5, want 1..4",
		head + "\x01\x01\x00\x00\x00\x00\x02":                              "journal: read record 0: definition is a lemon by 2, want 0 or 1",
		head + "\x01\x01\x00\x00\x00\x00\x00\xff\xff\xff\x7f":              "journal: read record 0: a text of 268435455 bytes, at most 65535 can be",
		head + "\x01\x01\x00\x00\x00\x00\x00" + strings.Repeat("\xff", 11): "journal: read record 0: binary: varint overflows a 64-bit integer",
	} {
		r, err := journal.NewReader(strings.NewReader(log))
		if err == nil {
			err = r.Replay()
		}
		require.EqualError(t, err, want)
	}
}

func TestLongTextsAreCut(t *testing.T) {
	m := &journal.Memory{}
	m.Define(journal.Definition{Subject: journal.JobSubject, Name: strings.Repeat("x", math.MaxUint16+1)})
	r, err := journal.NewReader(bytes.NewReader(logOf(t, m, journal.Header{})))
	require.NoError(t, err)
	again := &journal.Memory{}
	require.NoError(t, r.Replay(again))
	require.Equal(t, strings.Repeat("x", math.MaxUint16), again.Records[0].Definition.Name)
}

type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errors.New("disk full")
	}
	return len(b), nil
}

func TestErrorsAreKept(t *testing.T) {
	w, text := journal.NewWriter(&full{}, journal.Header{}), journal.NewText(&full{room: 5000})
	for range 500 {
		sample().Replay(w, text)
	}
	require.EqualError(t, text.Err(), "journal: write text: disk full")
	require.EqualError(t, text.Close(), "journal: write text: disk full")
	require.EqualError(t, w.Close(), "journal: write log: disk full")
}

func TestEntriesAllocateNothing(t *testing.T) {
	w, d := journal.NewWriter(io.Discard, journal.Header{}), journal.NewDigest()
	e := journal.Entry{Kind: journal.Leased, Value: 8000, GPUs: 8}
	require.Zero(t, testing.AllocsPerRun(2000, func() {
		w.Observe(e)
		d.Observe(e)
	}))
	m := &journal.Memory{}
	for range 3000 {
		m.Observe(e)
	}
	r, err := journal.NewReader(bytes.NewReader(logOf(t, m, journal.Header{})))
	require.NoError(t, err)
	n := 0
	require.Less(t, testing.AllocsPerRun(1, func() { // AllocsPerRun runs it once before, which reads the whole log
		for range r.Records() {
			n++
		}
	}), 5.0)
	require.Equal(t, 3000, n)
}

func TestWordsAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for k := journal.JobSubmitted; k <= journal.RunEnded; k++ {
		require.False(t, seen[k.String()], k)
		seen[k.String()] = true
	}
	for r := journal.NoReason; r <= journal.Standby; r++ {
		require.False(t, seen[r.String()], r)
		seen[r.String()] = true
	}
	require.Equal(t, "invalid", journal.Kind(0).String())
	require.Equal(t, "invalid", (journal.RunEnded + 1).String())
	require.Equal(t, "invalid", (journal.Standby + 1).String())
}

func FuzzReader(f *testing.F) {
	f.Add(logOf(f, sample(), journal.Header{Seed: 1, Version: "v1"}))
	f.Add([]byte("clustersim log 2\n"))
	f.Fuzz(func(t *testing.T, log []byte) {
		r, err := journal.NewReader(bytes.NewReader(log))
		if err != nil {
			return
		}
		m := &journal.Memory{}
		if r.Replay(m) != nil {
			return
		}
		again, err := journal.NewReader(bytes.NewReader(logOf(t, m, r.Header())))
		require.NoError(t, err)
		copied := &journal.Memory{}
		require.NoError(t, again.Replay(copied))
		require.Equal(t, m.Records, copied.Records, "what was read can be written")
	})
}

func BenchmarkDigest(b *testing.B) {
	d := journal.NewDigest()
	e := journal.Entry{Kind: journal.Leased, Value: 8000, GPUs: 8}
	for b.Loop() {
		d.Observe(e)
	}
}
