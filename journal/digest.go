package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

// Digest is an [Observer] that hashes what happened: the SHA-256 of all records
// in binary form, definitions and entries. The header is left out, so that the
// digest is a function of what happened and not of which scenario, seed or
// version it happened under: equal digests mean equal runs.
type Digest struct {
	hash  hash.Hash
	bytes []byte // records that are not hashed yet
}

// digestBlock is how much is gathered before it is hashed.
const digestBlock = 1 << 13

// NewDigest returns the digest of nothing.
func NewDigest() *Digest {
	return &Digest{hash: sha256.New(), bytes: make([]byte, 0, digestBlock+1<<10)}
}

// Define implements [Observer].
func (t *Digest) Define(e Definition) { t.gather(appendDefinition(t.bytes, &e)) }

// Observe implements [Observer].
func (t *Digest) Observe(e Entry) { t.gather(appendEntry(t.bytes, &e)) }

func (t *Digest) gather(b []byte) {
	t.bytes = b
	if len(b) >= digestBlock {
		t.flush()
	}
}

func (t *Digest) flush() {
	t.hash.Write(t.bytes) // never fails
	t.bytes = t.bytes[:0]
}

// Sum is the digest of the records so far.
func (t *Digest) Sum() (sum [32]byte) {
	t.flush()
	t.hash.Sum(sum[:0])
	return sum
}

// String is the digest of the records so far, in hexadecimal.
func (t *Digest) String() string {
	sum := t.Sum()
	return hex.EncodeToString(sum[:])
}
