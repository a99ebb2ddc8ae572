package evidence

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Ledger holds claims in the order in which they came. The zero value is an empty ledger.
type Ledger struct {
	claims []Claim
	index  map[ID]int
}

// Add takes in a claim. A missing field, a wrong date, a value outside its range and an id that the ledger already
// has are errors, all of them reported at once; the ledger stays as it was.
func (l *Ledger) Add(c Claim) error {
	var wrong []error
	for _, f := range c.check() {
		wrong = append(wrong, f)
	}
	if _, taken := l.index[c.ID]; taken {
		wrong = append(wrong, fault{"id", "is taken by an earlier claim"})
	}
	if wrong != nil {
		return fmt.Errorf("evidence: add claim %q: %w", c.ID, errors.Join(wrong...))
	}
	l.add(c)
	return nil
}

func (l *Ledger) add(c Claim) {
	if l.index == nil {
		l.index = make(map[ID]int)
	}
	l.index[c.ID] = len(l.claims)
	l.claims = append(l.claims, c)
}

// Claim returns the claim with the given id, and whether there is one.
func (l *Ledger) Claim(id ID) (Claim, bool) {
	at, ok := l.index[id]
	if !ok {
		return Claim{}, false
	}
	return l.claims[at], true
}

// All returns the claims in the order in which they came.
func (l *Ledger) All() []Claim { return slices.Clone(l.claims) }

// Weakest returns the grade of what rests on all the given claims: the weakest of theirs. It is Ungraded if one of
// them is not in the ledger, or if none is given.
func (l *Ledger) Weakest(ids ...ID) Grade {
	if len(ids) == 0 {
		return Ungraded
	}
	weakest := Verified
	for _, id := range ids {
		claim, _ := l.Claim(id) // an unknown claim has no grade
		weakest = min(weakest, claim.Grade)
	}
	return weakest
}

// Format prints all claims for reading, in order, with an empty line between two.
func (l *Ledger) Format() string {
	texts := make([]string, len(l.claims))
	for i, c := range l.claims {
		texts[i] = c.Format()
	}
	return strings.Join(texts, "\n")
}
