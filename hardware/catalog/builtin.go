package catalog

import (
	"embed"
	"fmt"

	"github.com/clustersim/clustersim/internal/yamlpos"
)

//go:embed data/*.yaml
var data embed.FS

// Builtin reads the catalogue that is part of the program. Every call returns a
// value of its own. An error means that the program was built from broken data.
func Builtin() (*Catalog, error) {
	r := reader{catalog: &Catalog{}, sources: map[string]source{}, cited: map[string]bool{}}
	for _, file := range []struct {
		name string
		read func(name string, text []byte)
	}{
		{"sources.yaml", r.readSources},
		{"gpus.yaml", r.readGPUs},
		{"nodes.yaml", r.readNodes},
		{"reliability.yaml", r.readProfiles},
		{"prices.yaml", r.readPrices},
		{"defaults.yaml", r.readDefaults},
	} {
		text, err := data.ReadFile("data/" + file.name)
		if err != nil {
			return nil, fmt.Errorf("catalog: read built-in data: %w", err)
		}
		file.read(file.name, text)
	}
	r.checkSources()
	if err := r.problems.Err(); err != nil {
		return nil, fmt.Errorf("catalog: read built-in data: %w", err)
	}
	return r.catalog, nil
}

// reader fills a catalogue file by file and collects what is wrong.
type reader struct {
	catalog  *Catalog
	sources  map[string]source
	order    []source
	cited    map[string]bool // ids of sources that a claim names
	problems yamlpos.Problems
}

// decode reads a file into a struct.
func (r *reader) decode(name string, text []byte, into any) {
	_, problems := yamlpos.Read(name, text, nil, into)
	r.problems = append(r.problems, problems...)
}

// wrong reports a mistake at a place of a file; nil is none.
func (r *reader) wrong(at *yamlpos.Node, err error) {
	if err != nil {
		r.problems = append(r.problems, at.Problem(yamlpos.CodeValue, err.Error(), ""))
	}
}
