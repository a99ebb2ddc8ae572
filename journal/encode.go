package journal

import (
	"encoding/binary"
	"math"
)

// The binary form of a log. Numbers are little-endian.
//
//	magic     17 bytes, the version of the form included
//	header    scenario [32]  seed u64  version string
//	record    1  subject u8  id u32  lemon u8  name group kind gpu strings  milliGPUs price arrive deadline work i64
//	record    2  at i64  value i64  job u32  node u32  ref u32  gpus u16  kind u8  reason u8
//	string    length uvarint, at most maxText, then as many bytes
const (
	magic = "clustersim log 2\n"

	tagDefinition = 1
	tagEntry      = 2
	entryBytes    = 32
	maxText       = math.MaxUint16
)

func appendEntry(b []byte, e *Entry) []byte {
	b = append(b, tagEntry)
	b = binary.LittleEndian.AppendUint64(b, uint64(e.At))
	b = binary.LittleEndian.AppendUint64(b, uint64(e.Value))
	b = binary.LittleEndian.AppendUint32(b, uint32(e.Job))
	b = binary.LittleEndian.AppendUint32(b, uint32(e.Node))
	b = binary.LittleEndian.AppendUint32(b, e.Ref)
	b = binary.LittleEndian.AppendUint16(b, e.GPUs)
	return append(b, byte(e.Kind), byte(e.Reason))
}

func appendDefinition(b []byte, d *Definition) []byte {
	b = append(b, tagDefinition, byte(d.Subject))
	b = binary.LittleEndian.AppendUint32(b, uint32(d.ID))
	lemon := byte(0)
	if d.Lemon {
		lemon = 1
	}
	b = append(b, lemon)
	for _, text := range [...]string{d.Name, d.Group, d.Kind, d.GPU} {
		b = appendText(b, text)
	}
	for _, n := range [...]int64{d.MilliGPUs, int64(d.Price), int64(d.Arrive), int64(d.Deadline), int64(d.Work)} {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	return b
}

// appendText cuts a text that is too long, so that what was written can be read.
func appendText(b []byte, text string) []byte {
	text = text[:min(len(text), maxText)]
	b = binary.AppendUvarint(b, uint64(len(text)))
	return append(b, text...)
}
