package journal

// Record is one record of a log: an entry, or a definition if the entry has no Kind.
type Record struct {
	Definition Definition
	Entry      Entry
}

// Show gives the record to an observer.
func (r *Record) Show(o Observer) {
	if r.Entry.Kind == 0 {
		o.Define(r.Definition)
		return
	}
	o.Observe(r.Entry)
}

// Memory is an [Observer] that keeps all records, for tests and small runs.
type Memory struct{ Records []Record }

// Define implements [Observer].
func (m *Memory) Define(d Definition) { m.Records = append(m.Records, Record{Definition: d}) }

// Observe implements [Observer].
func (m *Memory) Observe(e Entry) { m.Records = append(m.Records, Record{Entry: e}) }

// Replay shows all records to the observers, as the run did.
func (m *Memory) Replay(observers ...Observer) {
	for i := range m.Records {
		for _, o := range observers {
			m.Records[i].Show(o)
		}
	}
}
