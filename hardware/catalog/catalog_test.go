package catalog_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/internal/golden"
)

func builtin(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Builtin()
	require.NoError(t, err)
	return c
}

func TestCatalogueText(t *testing.T) {
	c := builtin(t)
	golden.Compare(t, "testdata/catalog.golden", []byte(list(c)))
	golden.Compare(t, "testdata/claims.golden", []byte(c.Ledger().Format()))
}

// list prints the parts of the catalogue, one a line.
func list(c *catalog.Catalog) string {
	var b strings.Builder
	for _, name := range c.GPUs() {
		g, _ := c.GPU(name)
		fmt.Fprintf(&b, "gpu %s %s %s %v %v %v x %v %v %s %v ecc %v", g.Name, g.Vendor, g.Class,
			g.Memory, g.MemoryBandwidth, g.Dense16, g.Efficiency, g.TDP, g.Link, g.LinkBandwidth, g.ECC)
		for _, p := range g.MIG {
			fmt.Fprintf(&b, " %s=%d/%d", p.Name, p.Share.Compute, p.Share.Memory)
		}
		b.WriteString("\n")
	}
	for _, name := range c.Nodes() {
		n, _ := c.Node(name)
		fmt.Fprintf(&b, "node %s %d x %s %v %v %v\n", n.Name, n.GPUs, n.GPU.Name, n.CPU, n.Memory, n.NIC)
	}
	for _, name := range c.Profiles() {
		p, _ := c.Profile(name)
		fmt.Fprintf(&b, "profile %s: %s\n", p.Name, p.About)
		for _, h := range p.Hazards {
			fmt.Fprintf(&b, "  %s\n", hazardText(&h))
		}
		for _, s := range p.Shocks {
			fmt.Fprintf(&b, "  of %v, reach %v: %s\n", s.Of, s.Reach, hazardText(&s.Hazard))
		}
		for _, with := range []part{{"frailty", p.Frailty}, {"factors", p.Covariates}, {"retirement", p.Retirement}, {"start-up", p.StartUp}} {
			if with.is() {
				fmt.Fprintf(&b, "  %s %+v\n", with.name, with.value)
			}
		}
	}
	for _, key := range c.Prices() {
		venue, gpu, _ := strings.Cut(key, "/")
		p, _, _ := c.Price(venue, gpu)
		fmt.Fprintf(&b, "price %s %s %v\n", venue, gpu, p)
	}
	for _, name := range c.Defaults() {
		value, _, _ := c.Default(name)
		fmt.Fprintf(&b, "default %s %s\n", name, value)
	}
	return b.String()
}

func hazardText(h *hardware.Hazard) string {
	text := fmt.Sprintf("%d x %s %v (%v) %s detect %+v", h.Count, h.Part, h.Symptom, h.Class, lawText(h.Failure), h.Detect)
	if h.Operating {
		text += " by operating time"
	}
	for _, with := range []part{{"speed", h.Speed}, {"notice", h.Notice}, {"misled", h.Misled}, {"repair", h.Repair}, {"stages", h.Stages}} {
		if with.is() {
			text += fmt.Sprintf(" %s %+v", with.name, with.value)
		}
	}
	if h.Repair == (hardware.Never{}) {
		text += " for good"
	}
	return text
}

// lawText prints a law without the sums that it keeps for speed.
func lawText(law hardware.FailureModel) string {
	if p, ok := law.(hardware.Periodic); ok {
		return fmt.Sprintf("%s in the rhythm %+v", lawText(p.Base), p.Rhythm)
	}
	return fmt.Sprintf("%T%+v", law, law)
}

// part is what a profile or hazard can have, with its name.
type part struct {
	name  string
	value any
}

// is reports whether it has it.
func (p part) is() bool {
	v := reflect.ValueOf(p.value)
	return v.IsValid() && !v.IsZero()
}

func TestEveryNumberHasAClaimAndEveryClaimANumber(t *testing.T) {
	c := builtin(t)
	var used []evidence.ID
	for _, name := range c.GPUs() {
		g, _ := c.GPU(name)
		require.Len(t, g.Claims, 6+min(1, len(g.MIG)), name)
		used = append(used, g.Claims...)
	}
	for _, name := range c.Nodes() {
		n, _ := c.Node(name)
		require.Len(t, n.Claims, 3, name)
		used = append(used, n.Claims...)
	}
	for _, name := range c.Profiles() {
		p, _ := c.Profile(name)
		used = append(used, p.Claims...)
	}
	for _, key := range c.Prices() {
		venue, gpu, _ := strings.Cut(key, "/")
		_, claim, _ := c.Price(venue, gpu)
		used = append(used, claim)
	}
	for _, name := range c.Defaults() {
		_, claim, _ := c.Default(name)
		used = append(used, claim)
	}
	var all []evidence.ID
	for _, claim := range c.Ledger().All() {
		all = append(all, claim.ID)
	}
	require.Equal(t, all, once(used), "profiles share the claims of their bases")
}

func once(ids []evidence.ID) []evidence.ID {
	var kept []evidence.ID
	for _, id := range ids {
		if !slices.Contains(kept, id) {
			kept = append(kept, id)
		}
	}
	return kept
}

func TestCatalogueIsLargeEnough(t *testing.T) {
	c := builtin(t)
	require.GreaterOrEqual(t, len(c.GPUs()), 24)
	require.GreaterOrEqual(t, len(c.Nodes()), 12)
	require.Equal(t, []string{
		"none", "hyperscale-h100", "research-a100-good", "research-a100-bad", "research-a100-bad-all-causes", "research-a100-good-all-causes",
		"marketplace-datacenter", "marketplace-consumer-high", "marketplace-consumer-low", "home-residential", "spot-aws-v100",
		"spot-gcp-h100", "crypto-miner",
	}, c.Profiles())
}

func TestFactsThatAreOftenWrong(t *testing.T) {
	c := builtin(t)
	h100, ok := c.GPU("H100-SXM")
	require.True(t, ok)
	require.EqualValues(t, 989e12, h100.Dense16, "1979 TFLOPS is the sparse rate")
	require.InEpsilon(t, 989e12*0.8, h100.Speed(), 1e-12)
	require.EqualValues(t, 80e9, h100.Memory)
	rtx, _ := c.GPU("rtx-4090")
	require.EqualValues(t, 165e12, rtx.Dense16, "330 TFLOPS is the rate with fp16 accumulation")
	require.False(t, rtx.ECC)
	a100, _ := c.GPU("a100-sxm-40")
	require.EqualValues(t, 1555e9, a100.MemoryBandwidth)
	_, ok = c.GPU("h100")
	require.False(t, ok, "H100 alone does not say which")
}

func TestGradesAreThoseOfTheSources(t *testing.T) {
	ledger := builtin(t).Ledger()
	for id, want := range map[evidence.ID]evidence.Grade{
		"gpu/h100-sxm/dense16":          evidence.Verified,
		"gpu/h100-nvl/dense16":          evidence.Recalled,
		"gpu/rtx-3090/dense16":          evidence.Recalled,
		"gpu/rtx-3090/memory-bandwidth": evidence.Secondary,
		"gpu/h100-sxm/mig":              evidence.Recalled,
		"gpu/b300-sxm/tdp":              evidence.Conflicting,

		"profile/hyperscale-h100/gpu.failure.rate":                       evidence.Derived,
		"profile/hyperscale-h100/nccl.detect":                            evidence.Verified,
		"profile/marketplace-consumer-high/frailty.node.kinds[1].weight": evidence.Derived,
		"profile/home-residential/gone.failure.scale":                    evidence.Remembered,
		"profile/research-a100-good/host.failure.rate":                   evidence.Recalled,
		"profile/spot-aws-v100/preempted.notice":                         evidence.Secondary,
		"default/checkpoint-interval":                                    evidence.Assumed,
	} {
		require.Equal(t, want, ledger.Weakest(id), string(id))
	}
}

// A 4g and a 3g instance fill an H100; two 4g do not fit, and seven 1g do.
func TestMIGProfilesFillAGPU(t *testing.T) {
	gpu, _ := builtin(t).GPU("h100-sxm")
	share := func(name string) hardware.Share {
		p, ok := gpu.Profile(name)
		require.True(t, ok, name)
		return p.Share
	}
	require.Equal(t, hardware.Whole, share("7g.80gb"))
	rest := func(names ...string) hardware.Share {
		free := hardware.Whole
		for _, name := range names {
			require.True(t, share(name).Fits(free), names)
			free.Compute -= share(name).Compute
			free.Memory -= share(name).Memory
		}
		return free
	}
	require.False(t, share("4g.40gb").Fits(rest("4g.40gb")))
	require.Equal(t, hardware.Share{Compute: 1}, rest("4g.40gb", "3g.40gb"))
	require.False(t, share("1g.10gb").Fits(rest("3g.40gb", "3g.40gb")))
	rest(slices.Repeat([]string{"1g.10gb"}, 7)...)
	rest(slices.Repeat([]string{"1g.20gb"}, 4)...)
}

func TestPricesAndDefaults(t *testing.T) {
	c := builtin(t)
	for key, want := range map[string]string{
		"marketplace/h100-sxm": "2.25 USD/h", "marketplace/a100-sxm-80": "1.10 USD/h", "marketplace/l40s": "0.75 USD/h",
		"marketplace/rtx-4090": "0.36 USD/h", "marketplace/rtx-3090": "0.20 USD/h",
		"centralised/h100-sxm": "6.16 USD/h", "centralised/A100-SXM-80": "2.70 USD/h", "centralised/l40s": "2.25 USD/h",
	} {
		venue, gpu, _ := strings.Cut(key, "/")
		p, claim, ok := c.Price(venue, gpu)
		require.True(t, ok, key)
		require.Equal(t, want, p.String(), key)
		require.NotEmpty(t, claim, key)
	}
	_, _, ok := c.Price("centralised", "rtx-3090")
	require.False(t, ok)
	interval, claim, ok := c.Default("checkpoint-interval")
	require.True(t, ok)
	require.Equal(t, "60m", interval)
	known, _ := c.Ledger().Claim(claim)
	require.Equal(t, []float64{10, 60, 120}, []float64{known.Low, known.Value, known.High})
	_, _, ok = c.Default("no-such-parameter")
	require.False(t, ok)
}

func TestEveryCallReturnsACatalogueOfItsOwn(t *testing.T) {
	a, b := builtin(t), builtin(t)
	gpu, _ := a.GPU("h100-sxm")
	gpu.TDP = 1
	other, _ := b.GPU("h100-sxm")
	require.EqualValues(t, 700, other.TDP)
}

func ExampleBuiltin() {
	c, err := catalog.Builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	gpu, _ := c.GPU("H100-SXM")
	claim, _ := c.Ledger().Claim("gpu/h100-sxm/dense16")
	fmt.Println(gpu.Name, gpu.Memory, gpu.Dense16)
	fmt.Print(claim.Format())
	// Output:
	// h100-sxm 80GB 989TFLOPS
	// gpu/h100-sxm/dense16: 989 TFLOPS (989 to 989) [V: primary text or data read]
	//   dense bf16 or fp16 matrix rate of the h100-sxm
	//   source: S41: github stas00/ml-engineering commit 744d01e; published 2026-08-22, observed undated, retrieved 2026-11-22
	//   note: 1979 TFLOPS is the sparse rate
}
