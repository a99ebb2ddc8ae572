package catalog

import (
	"strings"

	"github.com/clustersim/clustersim/internal/yamlpos"
)

// defaultRow is a default parameter as its file says it.
type defaultRow struct {
	Name  string `key:"name" required:"true"`
	Value string `key:"value" required:"true"`
	cite
}

func (r *reader) readDefaults(name string, text []byte) {
	var file struct {
		Defaults []yamlpos.Node `key:"defaults" required:"true"`
	}
	r.decode(name, text, &file)
	for i := range file.Defaults {
		at := &file.Defaults[i]
		var row defaultRow
		r.problems = append(r.problems, at.Decode(&row)...)
		id := r.claim("default/"+row.Name, "default "+strings.ReplaceAll(row.Name, "-", " "), row.Value, row.cite, at)
		r.wrong(at, r.catalog.defaults.add(row.Name, fallback{row.Value, id}))
	}
}
