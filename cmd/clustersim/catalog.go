package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/suggest"
	"github.com/clustersim/clustersim/units"
)

// section is one part of the catalogue.
type section struct {
	name  string
	about string
	list  func(w io.Writer, c *catalog.Catalog)
}

func sections() []section {
	return []section{
		{"gpus", "GPU models", listGPUs},
		{"nodes", "kinds of machines", listNodes},
		{"profiles", "reliability profiles", listProfiles},
		{"prices", "list prices", listPrices},
		{"defaults", "default parameters", listDefaults},
		{"claims", "where every number comes from", listClaims},
	}
}

func (a *app) catalog() *cobra.Command {
	return &cobra.Command{
		Use:   "catalog [SECTION | NAME]",
		Short: "list GPUs, machines, profiles, prices and their sources",
		Long: "Lists the embedded catalogue: gpus, nodes, profiles, prices, defaults or claims; with the name of an entry,\n" +
			"the claims behind its numbers.\n\n  clustersim catalog\n  clustersim catalog gpus\n  clustersim catalog h100-sxm\n\nSee also: explain.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError("clustersim catalog takes at most one section or name, not %d; see clustersim help catalog", len(args))
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return sectionNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			c, err := catalog.Builtin()
			if err != nil {
				return err
			}
			return writeBuffered(a.stdout, func(w io.Writer) error {
				if len(args) == 0 {
					return listAll(w, c)
				}
				return listOne(w, c, args[0])
			})
		},
	}
}

func sectionNames() []string {
	var names []string
	for _, s := range sections() {
		names = append(names, s.name)
	}
	return names
}

func listAll(w io.Writer, c *catalog.Catalog) error {
	for _, s := range sections() {
		if s.name == "claims" {
			fmt.Fprintf(w, "clustersim catalog claims lists the %d claims behind these numbers.\n", len(c.Ledger().All()))
			continue
		}
		fmt.Fprintf(w, "%s: %s\n", s.name, s.about)
		s.list(w, c)
		fmt.Fprintln(w)
	}
	return nil
}

// listOne prints a section, or the claims behind one entry.
func listOne(w io.Writer, c *catalog.Catalog, name string) error {
	for _, s := range sections() {
		if s.name == name {
			s.list(w, c)
			return nil
		}
	}
	if g, ok := c.GPU(name); ok {
		fmt.Fprintf(w, "%s: %s\n\n", g.Name, describeGPU(g))
		for _, p := range g.MIG {
			fmt.Fprintf(w, "  MIG %-10s %d/1000 of compute, %d/1000 of memory\n", p.Name, p.Share.Compute, p.Share.Memory)
		}
		return writeClaims(w, c, g.Claims)
	}
	if n, ok := c.Node(name); ok {
		fmt.Fprintf(w, "%s: %s\n\n", n.Name, describeNode(n))
		return writeClaims(w, c, n.Claims)
	}
	if p, ok := c.Profile(name); ok {
		fmt.Fprintf(w, "%s: %s\n\n", p.Name, p.About)
		listHazards(w, p)
		return writeClaims(w, c, p.Claims)
	}
	known := append(sectionNames(), c.GPUs()...)
	known = append(append(known, c.Nodes()...), c.Profiles()...)
	if meant, ok := suggest.Closest(name, known); ok {
		return usageError("unknown section or entry of the catalogue %q; did you mean %q?", name, meant)
	}
	return usageError("unknown section or entry of the catalogue %q; sections are %s, and clustersim catalog lists all entries",
		name, strings.Join(sectionNames(), ", "))
}

func describeGPU(g *hardware.GPU) string {
	return fmt.Sprintf("%s %s, %v of memory at %v, %v dense 16-bit, %v",
		g.Vendor, g.Class, g.Memory, g.MemoryBandwidth, g.Dense16, g.TDP)
}

func describeNode(n *hardware.NodeSpec) string {
	return fmt.Sprintf("%d × %s, %v CPU, %v of memory, network %v", n.GPUs, n.GPU.Name, n.CPU, n.Memory, n.NIC)
}

func listGPUs(w io.Writer, c *catalog.Catalog) {
	t := columns(w, "name", "vendor", "class", "memory", "bandwidth", "dense 16-bit", "TDP", "link")
	for _, name := range c.GPUs() {
		g, _ := c.GPU(name)
		row(t, g.Name, g.Vendor, g.Class, g.Memory, g.MemoryBandwidth, g.Dense16, g.TDP, g.Link)
	}
	t.Flush()
}

func listNodes(w io.Writer, c *catalog.Catalog) {
	t := columns(w, "name", "GPUs", "GPU", "CPU", "memory", "network")
	for _, name := range c.Nodes() {
		n, _ := c.Node(name)
		row(t, n.Name, n.GPUs, n.GPU.Name, n.CPU, n.Memory, n.NIC)
	}
	t.Flush()
}

func listProfiles(w io.Writer, c *catalog.Catalog) {
	for _, name := range c.Profiles() {
		p, _ := c.Profile(name)
		fmt.Fprintf(w, "  %-28s %s\n", p.Name, p.About)
	}
}

// listHazards prints how the nodes of a profile fail, and what a fleet must have
// for it.
func listHazards(w io.Writer, p *catalog.Profile) {
	if len(p.Hazards)+len(p.Shocks) == 0 {
		return
	}
	t := columns(w, "part", "of", "parts", "symptom", "class", "failures per 1000 days", "mean outage")
	list := func(of string, h *hardware.Hazard) {
		rate := 1000 * float64(h.Count) * 24 / h.Failure.Mean().Hours()
		row(t, h.Part, of, h.Count, h.Symptom, h.Class, fmt.Sprintf("%.4g", rate), units.FormatDuration(h.MeanOutage().Round(time.Second)))
	}
	for i := range p.Hazards {
		list("node", &p.Hazards[i])
	}
	domains := []string{}
	for i := range p.Shocks {
		list(p.Shocks[i].Of.String(), &p.Shocks[i].Hazard)
		domains = append(domains, p.Shocks[i].Of.String())
	}
	t.Flush()
	shop := p.Spec.Shop()
	for _, needs := range []struct {
		what  string
		names []string
	}{{"crews", shop.Crews}, {"stocks", shop.Stocks}, {"a spread with", domains}} {
		if len(needs.names) > 0 {
			slices.Sort(needs.names)
			fmt.Fprintf(w, "  needs %s: %s\n", needs.what, strings.Join(slices.Compact(needs.names), ", "))
		}
	}
	fmt.Fprintln(w)
}

func listPrices(w io.Writer, c *catalog.Catalog) {
	t := columns(w, "venue", "GPU", "price", "grade", "source")
	for _, name := range c.Prices() {
		venue, gpu, _ := strings.Cut(name, "/")
		price, id, _ := c.Price(venue, gpu)
		claim, _ := c.Ledger().Claim(id)
		row(t, venue, gpu, price, claim.Grade, claim.Source)
	}
	t.Flush()
}

func listDefaults(w io.Writer, c *catalog.Catalog) {
	t := columns(w, "name", "value", "grade", "source")
	for _, name := range c.Defaults() {
		value, id, _ := c.Default(name)
		claim, _ := c.Ledger().Claim(id)
		row(t, name, value, claim.Grade, claim.Source)
	}
	t.Flush()
}

func listClaims(w io.Writer, c *catalog.Catalog) { fmt.Fprint(w, c.Ledger().Format()) }

func writeClaims(w io.Writer, c *catalog.Catalog, ids []evidence.ID) error {
	for _, id := range ids {
		claim, ok := c.Ledger().Claim(id)
		if !ok {
			return fmt.Errorf("catalogue: claim %q is not in the ledger", id)
		}
		fmt.Fprint(w, claim.Format())
	}
	return nil
}

func columns(w io.Writer, names ...any) *tabwriter.Writer {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row(t, names...)
	return t
}

func row(t *tabwriter.Writer, cells ...any) {
	for i, cell := range cells {
		if i > 0 {
			fmt.Fprint(t, "\t")
		} else {
			fmt.Fprint(t, "  ")
		}
		fmt.Fprint(t, cell)
	}
	fmt.Fprintln(t)
}
