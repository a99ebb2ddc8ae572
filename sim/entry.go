package sim

// Priority orders events of one instant: lower fires first. Valid are 0 to 15.
type Priority uint8

// Handle names one scheduled event, for [Engine.Cancel]. The zero Handle names
// no event. A handle stays unique for the whole run, so one kept after its event
// has fired is harmless; [Engine.Reset] ends the life of all.
type Handle uint64

// A Handle is the sort word of its event:
//
//	 63  60 59                                                       0
//	┌──────┬──────────────────────────────────────────────────────────┐
//	│ prio │ sequence                                                 │
//	└──────┴──────────────────────────────────────────────────────────┘
//
// so one integer is priority, tie-breaker and name. Sequence numbers last for
// seven centuries at 50 million events a second and are not checked.
const (
	sequenceBits  = 60
	prioritiesMax = 16
)

func handleOf(p Priority, sequence uint64) Handle {
	return Handle(uint64(p)<<sequenceBits | sequence)
}

func (h Handle) priority() Priority { return Priority(h >> sequenceBits) }
func (h Handle) sequence() uint64   { return uint64(h) & (1<<sequenceBits - 1) }

// entry is what the queue sorts: 16 bytes, no pointer. The instant is unsigned
// so that the end of an interval that contains Never is representable.
type entry struct {
	at uint64
	h  Handle
}

// before is the one order of the engine: time, then priority, then sequence.
func (a entry) before(b entry) bool {
	return a.at < b.at || a.at == b.at && a.h < b.h
}
