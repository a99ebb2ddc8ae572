package catalog

import (
	"fmt"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

// migTable is the profiles of a GPU that can be cut, each "name compute memory"
// with compute in sevenths and memory in eighths: 3g.40gb 3/7 4/8.
type migTable struct {
	profiles []string
	cite     cite
	at       *yamlpos.Node
}

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler]. Unless the table says
// otherwise its profiles are recalled.
func (m *migTable) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	var table struct {
		Profiles []string `key:"profiles" required:"true" min:"1"`
		Source   string   `key:"source" default:"recalled"`
		Grade    string   `key:"grade" default:"R"`
	}
	problems := n.Decode(&table)
	m.profiles, m.at = table.Profiles, n
	m.cite = cite{Source: table.Source, Grade: table.Grade}
	return problems
}

func (r *reader) mig(table *migTable) []hardware.MIGProfile {
	profiles := make([]hardware.MIGProfile, 0, len(table.profiles))
	for _, text := range table.profiles {
		p, err := migProfile(text)
		r.wrong(table.at, err)
		profiles = append(profiles, p)
	}
	return profiles
}

// migProfile reads one profile. Shares are thousandths, rounded down, so that
// as many instances as the hardware takes always fit.
func migProfile(text string) (hardware.MIGProfile, error) {
	var name string
	var sevenths, eighths uint16
	n, err := fmt.Sscanf(text, "%s %d/7 %d/8", &name, &sevenths, &eighths)
	if err != nil || n != 3 || sevenths < 1 || sevenths > 7 || eighths < 1 || eighths > 8 {
		return hardware.MIGProfile{}, fmt.Errorf("MIG profile %q is not of the form 3g.40gb 3/7 4/8", text)
	}
	share := hardware.Share{Compute: 1000 * sevenths / 7, Memory: 1000 * eighths / 8}
	return hardware.MIGProfile{Name: name, Share: share}, nil
}
