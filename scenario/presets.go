package scenario

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/clustersim/clustersim/internal/yamlpos"
)

//go:embed presets/*.yaml
var presets embed.FS

// Preset is an embedded scenario.
type Preset struct {
	Name  string // for preset:NAME
	About string
}

// Presets lists the embedded scenarios by name.
func Presets() []Preset {
	var all []Preset
	for _, name := range presetNames() {
		text, _ := PresetSource(name)
		var head struct {
			About string `key:"about"`
		}
		doc, problems := yamlpos.Parse(name, text)
		if doc == nil {
			panic("scenario: preset " + name + ": " + problems.Error())
		}
		only(doc.Root, "about").Decode(&head)
		all = append(all, Preset{Name: name, About: head.About})
	}
	return all
}

// PresetSource is the text of an embedded scenario, comments included: a good
// beginning for one's own. It is false if there is none of that name.
func PresetSource(name string) ([]byte, bool) {
	text, err := presets.ReadFile("presets/" + name + ".yaml")
	return text, err == nil
}

func presetNames() []string {
	files, err := fs.ReadDir(presets, "presets")
	if err != nil {
		panic("scenario: list presets: " + err.Error())
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(f.Name(), ".yaml")
	}
	return names
}
