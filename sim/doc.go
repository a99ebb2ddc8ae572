// Package sim is simulated time and the event engine. It knows nothing of what is
// simulated: events are small values of the model's own type, and one function of
// the model handles them all, usually a switch on the event's kind.
//
//	type event struct{ kind kind; node int32 }
//
//	var engine *sim.Engine[event]
//	engine = sim.NewEngine(func(ev event) {
//		switch ev.kind {
//		case fails:
//			engine.After(4*time.Hour, repairs, event{repaired, ev.node})
//		…
//		}
//	})
//	engine.At(0, arrivals, event{boots, 17})
//	engine.RunUntil(sim.Time(365 * 24 * time.Hour))
//
// # Order
//
// Events fire by (time, priority, sequence): at one instant lower priorities first,
// and those of equal priority in the order in which they were scheduled. Time is
// integer nanoseconds, so equal instants are equal, and the order depends on nothing
// else. An event may schedule others for its own instant; they take their place
// by priority among those that have not fired yet.
//
// # Rules for callers
//
//  1. Schedule at or after Now; the past panics.
//  2. Call RunUntil and Step from outside, not from the handler. The handler
//     schedules, cancels and, to end early, calls Stop.
//  3. Keep a Handle only to cancel. One whose event has fired is harmless.
//  4. Reuse an engine by Reset, one engine per goroutine.
//
// # How the queue works
//
// The queue is a ladder (Tang, Goh and Thng, "Ladder queue: an O(1) priority queue
// structure for large-scale discrete event simulation", ACM TOMACS 15(3), 2005) with
// lanes for the present instant. Each part owns a stretch of time; nothing is sorted
// before it is about to fire.
//
//	Now                                                              time ──▶
//	 │ lanes   one FIFO per priority, for what is due in one instant
//	 │
//	 ├─bottom──┐              sorted, fires from the left
//	 │ ▪▪▪▪▪▪▪ │
//	 │         ├─rung 1───┐   the bucket of rung 0 that is open, split again
//	 │         │ ▪ │▪▪│ ▪ │
//	 │         │          ├─rung 0────────┐   up to 1024 buckets of equal width
//	 │         │          │ ▪▪▪ │ ▪▪ │▪▪▪▪│
//	 │         │          │               ├─top────────────────▶  one unsorted list
//	 │         │          │               │ ▪▪ ▪▪▪▪▪ ▪▪▪ ▪▪▪▪▪▪
//
// When bottom is empty the next bucket is opened: up to 48 entries are sorted into
// bottom, more are split into a finer rung. When all rungs are used up, top becomes
// rung 0. So each entry is moved a few times and compared with a few neighbours,
// whatever the number pending.
//
// A bucket of more than 48 that are all due at one instant goes into the lanes
// unsorted, since it was filled by increasing sequence.
//
// Events travel with their entries, so memory is read and written in long runs
// and hardly ever at random. What is random, whether an event has been cancelled,
// is one bit for each sequence number, few enough to stay in cache.
package sim
