package catalog

import (
	"fmt"
	"strings"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// Catalog is a set of named parts and the ledger of their numbers. What it
// returns is shared: treat it as read-only.
type Catalog struct {
	gpus     named[*hardware.GPU]
	nodes    named[*hardware.NodeSpec]
	profiles named[*Profile]
	prices   named[price]
	defaults named[fallback]
	ledger   evidence.Ledger
}

// Profile is a named way in which nodes fail and come back.
type Profile struct {
	Name        string
	About       string      // one or two sentences for people
	Spec        ProfileSpec // that of its base included
	Reliability             // for a site whose crews and stocks are those of Spec.Shop()
	Claims      []evidence.ID
}

type price struct {
	perHour units.MoneyPerHour
	claim   evidence.ID
}

type fallback struct {
	value string
	claim evidence.ID
}

// GPU returns the GPU of that name.
func (c *Catalog) GPU(name string) (*hardware.GPU, bool) { return c.gpus.find(name) }

// Node returns the kind of machine of that name.
func (c *Catalog) Node(name string) (*hardware.NodeSpec, bool) { return c.nodes.find(name) }

// Profile returns the reliability profile of that name.
func (c *Catalog) Profile(name string) (*Profile, bool) { return c.profiles.find(name) }

// Price returns the list price of one GPU for an hour at a kind of venue
// (marketplace, specialty, centralised), and the claim that it rests on.
func (c *Catalog) Price(venue, gpu string) (units.MoneyPerHour, evidence.ID, bool) {
	p, ok := c.prices.find(venue + "/" + gpu)
	return p.perHour, p.claim, ok
}

// Default returns a default parameter as text with its unit, such as 60m for
// checkpoint-interval, and the claim that it rests on.
func (c *Catalog) Default(name string) (value string, claim evidence.ID, ok bool) {
	d, ok := c.defaults.find(name)
	return d.value, d.claim, ok
}

// GPUs lists the names of the GPUs in the order of their file.
func (c *Catalog) GPUs() []string { return c.gpus.list() }

// Nodes lists the names of the kinds of machines in the order of their file.
func (c *Catalog) Nodes() []string { return c.nodes.list() }

// Profiles lists the names of the reliability profiles in the order of their file.
func (c *Catalog) Profiles() []string { return c.profiles.list() }

// Prices lists what has a price, as venue/gpu, in the order of its file.
func (c *Catalog) Prices() []string { return c.prices.list() }

// Defaults lists the names of the default parameters in the order of their file.
func (c *Catalog) Defaults() []string { return c.defaults.list() }

// Ledger returns the claims of all numbers of the catalogue, in file order.
func (c *Catalog) Ledger() *evidence.Ledger { return &c.ledger }

// named is a list of parts that are found by name in any case.
type named[T any] struct {
	names []string
	parts map[string]T
}

func (n *named[T]) add(name string, part T) error {
	key := strings.ToLower(name)
	if _, taken := n.parts[key]; taken {
		return fmt.Errorf("name %q is taken by an earlier entry", name)
	}
	if n.parts == nil {
		n.parts = map[string]T{}
	}
	n.names = append(n.names, name)
	n.parts[key] = part
	return nil
}

func (n *named[T]) find(name string) (T, bool) {
	part, ok := n.parts[strings.ToLower(name)]
	return part, ok
}

func (n *named[T]) list() []string { return append([]string(nil), n.names...) }
