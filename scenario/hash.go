package scenario

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/clustersim/clustersim/internal/yamlpos"
)

// included is a file that the scenario names.
type included struct{ name, sum string }

// hashed notes the content of a file that the scenario names.
func (l *loader) hashed(name string, content []byte) {
	sum := sha256.Sum256(content)
	l.included = append(l.included, included{name, hex.EncodeToString(sum[:])})
}

// hash is that of the values in canonical form, and of the contents of files.
// Where a file lies is a part of the values that name it.
func (l *loader) hash() string {
	var b strings.Builder
	canonical(&b, l.doc.Root)
	for _, f := range l.included {
		b.WriteString("\n" + f.sum)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// canonical writes a node with sorted keys and every scalar as a text.
func canonical(b *strings.Builder, n *yamlpos.Node) {
	switch n.Kind {
	case yamlpos.Null:
		b.WriteString("null")
	case yamlpos.Scalar:
		b.WriteString(strconv.Quote(n.Text))
	case yamlpos.List:
		b.WriteByte('[')
		for _, item := range n.Items {
			canonical(b, item)
			b.WriteByte(',')
		}
		b.WriteByte(']')
	case yamlpos.Map:
		entries := slices.Clone(n.Entries)
		slices.SortStableFunc(entries, func(x, y *yamlpos.Entry) int { return cmp.Compare(x.Name, y.Name) })
		b.WriteByte('{')
		for _, e := range entries {
			b.WriteString(strconv.Quote(e.Name) + ":")
			canonical(b, e.Value)
			b.WriteByte(',')
		}
		b.WriteByte('}')
	}
}
