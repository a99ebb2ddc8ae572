package cluster

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The tree finds what a walk over all places finds, while jobs join, start,
// return to their place and leave.
func TestQueueNextAgainstScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var q queue
		places := map[int32]int32{}
		waits := map[int32]least{}
		moved := func(slot, place int32) { places[slot] = place }
		var l *level
		slots := int32(0)
		anySlot := func(t *rapid.T) int32 {
			if len(l.slots) == 0 {
				t.Skip("nobody has joined")
			}
			slot := l.slots[rapid.IntRange(0, len(l.slots)-1).Draw(t, "place")]
			if slot == none {
				t.Skip("has left")
			}
			return slot
		}
		size, estimate := rapid.Int64Range(0, 9), rapid.Int64Range(1, 9)
		put := func(t *rapid.T, slot int32) {
			w := least{size: size.Draw(t, "size"), whole: math.MaxInt64, estimate: time.Duration(estimate.Draw(t, "estimate"))}
			if rapid.Bool().Draw(t, "whole nodes") {
				w.size, w.whole = w.whole, w.size
			}
			waits[slot] = w
			l.put(places[slot], waits[slot])
		}
		l = q.at(0)
		t.Repeat(map[string]func(*rapid.T){
			"join": func(t *rapid.T) {
				for range rapid.IntRange(1, 40).Draw(t, "jobs") {
					_, place := q.join(0, slots, moved)
					places[slots] = place
					put(t, slots)
					slots++
				}
			},
			"start":  func(t *rapid.T) { slot := anySlot(t); delete(waits, slot); l.put(places[slot], nobody) },
			"return": func(t *rapid.T) { put(t, anySlot(t)) },
			"leave": func(t *rapid.T) {
				slot := anySlot(t)
				delete(waits, slot)
				l.put(places[slot], nobody)
				l.leave(places[slot])
			},
			"": func(t *rapid.T) {
				b := Bound{
					Free: size.Draw(t, "free"), Spare: size.Draw(t, "spare") - 5, Within: time.Duration(estimate.Draw(t, "within")),
					freeScraps: size.Draw(t, "free scraps"), spareScraps: size.Draw(t, "spare scraps"),
				}
				var want, got []int32
				for _, slot := range l.slots {
					if w, ok := waits[slot]; ok && slot != none && b.admits(w) {
						want = append(want, slot)
					}
				}
				for place := l.next(0, &b); place >= 0; place = l.next(place+1, &b) {
					got = append(got, l.slots[place])
				}
				require.Equal(t, want, got)
			},
		})
	})
}

func TestQueueKeepsPrioritiesApart(t *testing.T) {
	var q queue
	for i, priority := range []int16{0, 5, -3, 5, 1} {
		q.join(priority, int32(i), nil)
	}
	var got []int16
	for _, l := range q.levels {
		got = append(got, l.priority)
	}
	require.Equal(t, []int16{5, 1, 0, -3}, got)
	require.Equal(t, []int32{1, 3}, q.at(5).slots)
}
