package scenario

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

//go:embed network.yaml
var networkData embed.FS

// networkProfile is a named network.
type networkProfile struct {
	Name      string      `key:"name" required:"true"`
	About     string      `key:"about" required:"true"`
	Bandwidth *networkFig `key:"bandwidth"`
	Latency   *networkFig `key:"latency"`
}

// networkFig is a number of a network profile with its claim.
type networkFig struct {
	Value     string `key:"value" required:"true"`
	Grade     string `key:"grade" required:"true"`
	Source    string `key:"source" required:"true"`
	Published string `key:"published" default:"undated"`
	Low       string `key:"low"`
	High      string `key:"high"`
}

// readNetworks reads the embedded profiles and enters their claims. Its panics
// mean that the program was built from broken data.
func readNetworks(ledger *evidence.Ledger) []networkProfile {
	var file struct {
		Networks []networkProfile `key:"networks" required:"true"`
	}
	text, err := networkData.ReadFile("network.yaml")
	if err != nil {
		panic("scenario: " + err.Error())
	}
	if _, problems := yamlpos.Read("network.yaml", text, nil, &file); problems != nil {
		panic("scenario: " + problems.Error())
	}
	for i := range file.Networks {
		p := &file.Networks[i]
		p.flat() // panics on a wrong number
		p.Bandwidth.enter(ledger, p.claim("bandwidth"), "bandwidth of network "+p.Name)
		p.Latency.enter(ledger, p.claim("latency"), "latency of network "+p.Name)
	}
	return file.Networks
}

// claim is the id of the claim of a number of the profile.
func (p *networkProfile) claim(key string) evidence.ID {
	return evidence.ID("network/" + p.Name + "/" + key)
}

// enter adds the claim of a number that the profile has.
func (f *networkFig) enter(ledger *evidence.Ledger, id evidence.ID, text string) {
	if f == nil {
		return
	}
	grade, err := evidence.ParseGrade(f.Grade)
	claim := evidence.Claim{
		ID: id, Text: text, Grade: grade, Source: f.Source,
		Published: f.Published, Observed: evidence.Undated, Retrieved: "2026-11-22",
	}
	claim.Value, claim.Unit = amount(f.Value)
	claim.Low, claim.High = claim.Value, claim.Value
	if f.Low != "" {
		claim.Low, _ = amount(f.Low)
		claim.High, _ = amount(f.High)
	}
	if err == nil {
		err = ledger.Add(claim)
	}
	if err != nil {
		panic("scenario: " + err.Error())
	}
}

// amount splits a quantity of the embedded data into number and unit.
func amount(text string) (float64, string) {
	number := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyzMG/ ")
	value, err := strconv.ParseFloat(number, 64)
	if err != nil {
		panic(fmt.Sprintf("scenario: %q does not begin with a number", text))
	}
	return value, strings.TrimSpace(text[len(number):])
}

// flat is the profile as a network.
func (p *networkProfile) flat() hardware.Flat {
	var flat hardware.Flat
	var err, err2 error
	if p.Bandwidth != nil {
		flat.Bandwidth, err = units.ParseBytesPerSecond(p.Bandwidth.Value)
	}
	if p.Latency != nil {
		flat.Latency, err2 = units.ParseDuration(p.Latency.Value)
	}
	if err != nil || err2 != nil {
		panic(fmt.Sprintf("scenario: network %s: %v %v", p.Name, err, err2))
	}
	return flat
}

// network is a profile by name, or a map that overrides one.
type network struct {
	networkSettings
	named bool // written as a name alone
}

// networkSettings overrides a network profile.
type networkSettings struct {
	Base      string                `key:"base" default:"nic" doc:"The profile that the other keys override."`
	Bandwidth *units.BytesPerSecond `key:"bandwidth" above:"0B/s" doc:"Of each node's path to shared storage, where its own card is not slower."`
	Latency   *units.Duration       `key:"latency" doc:"Before the first byte of a transfer."`
}

// UnmarshalYAMLPos implements [yamlpos.Unmarshaler].
func (w *network) UnmarshalYAMLPos(n *yamlpos.Node) yamlpos.Problems {
	if n.Kind == yamlpos.Map {
		return n.Decode(&w.networkSettings)
	}
	w.named = true
	return n.Decode(&w.Base)
}

// ScalarKey implements [yamlpos.Short].
func (*network) ScalarKey() string { return "base" }

// SchemaVariants implements [yamlpos.Variants].
func (*network) SchemaVariants() []any { return []any{"", networkSettings{}} }

// Networks lists the names of the network profiles.
func (r *Registry) Networks() []string {
	names := make([]string, len(r.networks))
	for i := range r.networks {
		names[i] = r.networks[i].Name
	}
	return names
}

// network builds the network of the scenario.
func (l *loader) network() hardware.Flat {
	w := l.file.Network
	if !l.sound("network") {
		return hardware.Flat{}
	}
	at := "network.base"
	if w.named {
		at = "network"
	}
	for i := range l.registry.networks {
		if p := &l.registry.networks[i]; p.Name == w.Base {
			flat := p.flat()
			switch {
			case w.Bandwidth != nil:
				flat.Bandwidth = *w.Bandwidth
			case p.Bandwidth != nil:
				l.claims = append(l.claims, p.claim("bandwidth"))
			}
			switch {
			case w.Latency != nil:
				flat.Latency = time.Duration(*w.Latency)
			case p.Latency != nil:
				l.claims = append(l.claims, p.claim("latency"))
			}
			return flat
		}
	}
	l.wrongName(at, "network", w.Base, l.registry.Networks())
	return hardware.Flat{}
}
