package scenario

import (
	"fmt"
	"strings"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/internal/suggest"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

// Schema describes scenario files as JSON Schema 2020-12, for editors.
func Schema() []byte {
	return yamlpos.Schema(&file{}, "https://clustersim.dev/schema/scenario-1.json", "clustersim scenario")
}

// Keys lists the keys that a scenario can have, such as fleet.pools[].count.
func Keys() []string {
	var paths []string
	for _, k := range keys() {
		paths = append(paths, k.Path)
	}
	return paths
}

// listedKey is a key and its path, step by step and without indices. A star is a
// name that the file's writer chooses.
type listedKey struct {
	yamlpos.KeyInfo
	steps []string
}

// keys lists each key once; alternative forms of a value may share keys.
func keys() []listedKey {
	var once []listedKey
	seen := map[string]bool{}
	for _, k := range yamlpos.Keys(&file{}) {
		if !seen[k.Path] {
			seen[k.Path] = true
			once = append(once, listedKey{k, plain(k.Path)})
		}
	}
	return once
}

// Explain tells what a key means, its unit, range and default, and where the
// default comes from. The key may be a path of a file, with or without indices,
// with or without the names in it that the writer chose, or the end of one:
// checkpoint.interval. It tells of at most a few keys if several end so. It is
// false if none does.
func (r *Registry) Explain(key string) (string, bool) {
	if r.keys == nil {
		r.keys = keys()
	}
	wanted := plain(key)
	var texts []string
	seen := map[string]bool{}
	for i := range r.keys {
		k := &r.keys[i]
		if reads(k.steps, wanted) {
			return r.explained(&k.KeyInfo), true
		}
		if !endsSo(k.steps, wanted) {
			continue
		}
		text := r.explained(&k.KeyInfo)
		if _, body, _ := strings.Cut(text, "\n"); !seen[body] {
			seen[body] = true
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		return "", false
	}
	return strings.Join(texts, "\n"), true
}

// NearestKey suggests the key that was probably meant by one that does not exist.
func NearestKey(key string) (string, bool) { return suggest.Closest(key, Keys()) }

// reads reports whether what was written is the key: each star may stand for one
// name, or be left out.
func reads(key, written []string) bool {
	switch {
	case len(key) == 0:
		return len(written) == 0
	case key[0] == "*":
		return reads(key[1:], written) || len(written) > 0 && reads(key[1:], written[1:])
	}
	return len(written) > 0 && key[0] == written[0] && reads(key[1:], written[1:])
}

// endsSo reports whether what was written is the end of the key.
func endsSo(key, written []string) bool {
	for i := range key {
		if key[i] != "*" && reads(key[i:], written) {
			return true
		}
	}
	return false
}

// plain is a path without indices, whichever way they are written.
func plain(path string) []string {
	var steps []string
	for _, step := range strings.Split(strings.ReplaceAll(keyOf(path), "[]", ""), ".") {
		if strings.Trim(step, "0123456789") != "" {
			steps = append(steps, step)
		}
	}
	return steps
}

func (r *Registry) explained(k *yamlpos.KeyInfo) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", k.Path, k.Type)
	if k.Doc != "" {
		fmt.Fprintf(&b, "  %s\n", k.Doc)
	}
	row := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "  %-8s %s\n", name, text)
		}
	}
	row("unit", k.Unit)
	row("choices", strings.Join(k.Enum, ", "))
	row("range", k.Range)
	if k.Required {
		row("default", "none, the key is required")
		return b.String()
	}
	o, known := originOf(k.Path)
	value := k.Default
	if o.param != "" {
		value, _, _ = r.catalog.Default(o.param)
	}
	if value == "" && known && !o.neutral {
		value = "worked out: " + o.why
	}
	if value == "" && !strings.HasPrefix(k.Type, "map") && !strings.HasPrefix(k.Type, "list") {
		row("default", "none; without it, as the meaning says")
		row("source", "a choice of clustersim")
		row("grade", fmt.Sprintf("%v (%s)", evidence.Assumed, evidence.Assumed.Meaning()))
		return b.String()
	}
	row("default", value)
	if value != "" && known {
		d := described(r.catalog, k.Path, value, o)
		row("source", d.Source)
		row("claim", string(d.Claim))
		row("grade", fmt.Sprintf("%v (%s)", d.Grade, d.Grade.Meaning()))
	}
	return b.String()
}
