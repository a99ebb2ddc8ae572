package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is wrong with a data file is said with its place, all of it at once.
func TestMistakesInDataFiles(t *testing.T) {
	r := reader{catalog: &Catalog{}, sources: map[string]source{}, cited: map[string]bool{}}
	r.readSources("sources.yaml", []byte(`sources:
- {id: S1, title: a text}
- {id: S2, title: a text that nobody cites}
`))
	r.readDefaults("defaults.yaml", []byte(`defaults:
- {name: right, value: 5m, source: S1, grade: V}
- {name: right, value: 5m, source: S1, grade: V}
- {name: nowhere, value: 5m, source: S9, grade: V}
- {name: mixed, value: 5m, high: 1h, source: S1, grade: V}
- {name: outside, value: 5m, high: 4m, source: S1, grade: V}
- {name: words, value: five minutes, source: S1, grade: V}
`))
	r.readGPUs("gpus.yaml", []byte(`gpus:
- {name: g, vendor: v, class: consumer, memory: 1GB, memory_bandwidth: 1GB/s, dense16: 1TFLOPS, efficiency: 1,
   tdp: {value: 1W, source: S1}, link: none, link_bandwidth: 0B/s, ecc: true, source: S1, grade: V, mig: {profiles: [1g.1gb 9/7 1/8], source: S1, grade: V}}
`))
	r.readNodes("nodes.yaml", []byte(`nodes:
- {name: n, gpu: h, gpus: 1, cpu: 1cpu, memory: 1GB, nic: 1GB/s, source: S1, grade: V}
`))
	r.readProfiles("reliability.yaml", []byte(`profiles:
- name: p
  about: a profile
  hazards: {a: {failure: {law: fixed, after: 1h}, repair: {law: fixed, after: 1m}}}
  claims: [{number: a.failure.after, source: S1, grade: V}]
- name: q
  about: one that differs from none
  base: r
- name: r
  about: one that has no way to come back
  base: p
  hazards: {b: {count: 2, failure: {law: exponential, rate: 1e-3 /1000 node-days}}}
  lemons: {share: 0.1}
  claims: [{number: b.count, source: S1, grade: V}, {number: b.failure.rate, source: S1, grade: V}, {number: lemons.share, source: S1, grade: V}]
`))
	r.readPrices("prices.yaml", []byte(`prices:
- {venue: specialty, gpu: h, price: 1 USD/h, source: S1, grade: V}
`))
	r.checkSources()
	require.EqualError(t, r.problems.Err(), strings.TrimSpace(`
defaults.yaml:3:3: defaults[1]: evidence: add claim "default/right": id is taken by an earlier claim [E110]
defaults.yaml:3:3: defaults[1]: name "right" is taken by an earlier entry [E110]
defaults.yaml:4:3: defaults[2]: unknown source "S9" [E110]
defaults.yaml:5:3: defaults[3]: range is in "h" and the value in "m"; write both in one unit [E110]
defaults.yaml:6:3: defaults[4]: evidence: add claim "default/outside": value 5 is outside 5 to 4 [E110]
defaults.yaml:7:3: defaults[5]: "five minutes" does not begin with a number [E110]
gpus.yaml:3:9: gpus[0].tdp: unknown grade ""; write one of V, V2, S, D, C, M, R, A [E110]
gpus.yaml:3:106: gpus[0].mig: MIG profile "1g.1gb 9/7 1/8" is not of the form 3g.40gb 3/7 4/8 [E110]
nodes.yaml:2:3: nodes[0]: unknown GPU "h" [E110]
reliability.yaml:2:3: profiles[0]: 1 claims for 2 numbers; each number needs exactly one [E110]
reliability.yaml:4:79: profiles[0].hazards.a.repair.after: no claim for a.repair.after [E110]
reliability.yaml:6:3: profiles[1]: unknown profile "r" [E110]
reliability.yaml:9:3: profiles[2]: hazards.b: hazard "b" needs a law of failure and a way to come back; the base has no such part; write failure: {law: …} and repair: {law: …}, or stages [E110]
reliability.yaml:9:3: profiles[2]: lemons: lemons need a share and a factor; write lemons: {share: 0.15, factor: 6} [E110]
prices.yaml:2:3: prices[0]: unknown GPU "h" [E110]
sources.yaml:3:3: sources[1]: source "S2" is not cited [E110]
`))
}
