package scenario_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/scenario"
)

// small is a small scenario; the line of the pool with the same key is replaced.
func small(lines ...string) string {
	text := `version: 1
fleet:
  pools:
  - name: p
    node: h100-sxm-8
    count: 4
    reliability: none
workload:
  jobs:
  - name: j
    gpus: 8
    run: 1h
`
	for _, line := range lines {
		key, _, _ := strings.Cut(line, ":")
		found := false
		var kept []string
		for _, old := range strings.Split(text, "\n") {
			if strings.HasPrefix(old, key+":") {
				old, found = line, true
			}
			kept = append(kept, old)
		}
		text = strings.Join(kept, "\n")
		if !found {
			text += line + "\n"
		}
	}
	return text
}

func parse(files fstest.MapFS, text string, sets ...string) (*scenario.Scenario, error) {
	return scenario.Parse(files, "s.yaml", []byte(text), sets, scenario.Builtin())
}

// refusal is what a person reads of a scenario that cannot be run.
func refusal(t *testing.T, files fstest.MapFS, text string, sets ...string) string {
	t.Helper()
	_, err := parse(files, text, sets...)
	problems, ok := err.(scenario.Problems)
	require.True(t, ok, "%v", err)
	return problems.Format()
}

func TestEightMistakes(t *testing.T) {
	text, err := os.ReadFile("testdata/eight.yaml")
	require.NoError(t, err)
	_, err = scenario.Parse(fstest.MapFS{}, "eight.yaml", text, nil, scenario.Builtin())
	problems, ok := err.(scenario.Problems)
	require.True(t, ok)
	require.Len(t, problems, 8)
	golden.Compare(t, "testdata/eight.txt", []byte(problems.Format()))
}

// Every mistake that the package knows, one after the other.
func TestRefused(t *testing.T) {
	log := []byte("1 0 0 10 1 -1 -1 1 10 -1 1 1 1 -1 -1 -1 -1 -1\n")
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, err := z.Write(bytes.Repeat(log, 1000))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	files := fstest.MapFS{
		"three.swf": {Data: []byte("1 0 10\n")}, "empty.swf": {Data: []byte("; nothing\n")},
		"cut.swf.gz": {Data: zipped.Bytes()[:12]}, "binary.yaml": {Data: []byte{0xff, 0xfe}},
		"a.yaml": {Data: []byte("base: ./b.yaml\n")}, "b.yaml": {Data: []byte("base: ./a.yaml\n")},
		"folder/x": {Data: log},
	}
	var b strings.Builder
	for _, sets := range [][]string{
		{"nmae=x"},
		{"version=2"},
		{"horizon=30 days"},
		{"horizon=0s"},
		{"seeds=0"},
		{"seeds=5..2"},
		{"seeds=99999999"},
		{"seeds=many"},
		{"fleet.pools.p.node=h100-smx-8"},
		{"fleet.pools.p.count=0"},
		{"fleet.pools.p.count=-3"},
		{"fleet.pools.p.count=1000000000000"},
		{"fleet.pools.p.count=1000000"},
		{"fleet.pools.p.count=.nan"},
		{"fleet.pools.q.count=1"},
		{"fleet.gpus=4"},
		{"fleet={}"},
		{"fleet.pools=[]"},
		{"fleet.pools.p.name=a/b"},
		{"fleet.pools.p.age=old"},
		{"fleet.pools.p.price=cheap"},
		{"fleet.pools.p.node=t4-4", "fleet.pools.p.price=marketplace"},
		{"fleet.pools.p.spread.operators=9"},
		{"fleet.pools.p.spread={racks: 2, sites: 3}"},
		{"fleet.pools.p.spread={sites: 1, regions: [a, b]}"},
		{"fleet.pools.p.spread.regions=[a, a]"},
		{"fleet.pools.p.labels.region=us"},
		{"fleet.pools.p.labels.pool=us"},
		{"fleet.pools.p.reliability=nonee"},
		{"fleet.pools.p.reliability=./none.yaml"},
		{"fleet.pools.p.reliability=./a.yaml"},
		{"fleet.pools.p.reliability=binary.yaml"},
		{"fleet.pools.p.reliability={hazards: {host: {repair: {law: fixed, after: 1h}}}}"},
		{"fleet.pools.p.reliability={base: hyperscale-h100, hazards: {host: {failure: {law: weibull, mean: 1h}}}}"},
		{"fleet.pools.p.reliability={base: hyperscale-h100, hazards: {host: {failure: {law: fixed, after: 0s}}}}"},
		{"fleet.pools.p.reliability={base: hyperscale-h100, hazards: {host: {failure: {law: never}}}}"},
		{"network=wan-tier-hgih"},
		{"network={base: wan, bandwidth: 5}"},
		{"network.latency=-1s"},
		{"workload={}"},
		{"workload.jobs.j.kind=render"},
		{"workload.jobs.j.gpus=1e3"},
		{"workload.jobs.j.gpu=H10O"},
		{"workload.jobs.j.gpu=L4"},
		{"workload.jobs.j.where={region: mars}"},
		{"workload.jobs.j.where.regoin=mars"},
		{"workload.jobs.j.where={region: []}"},
		{"workload.jobs.j={name: j, work: 0 GPU-h}"},
		{"workload.jobs.j.per_task=3"},
		{"workload.jobs.j.share=1g.11gb"},
		{"workload.jobs.j.share=0.0005"},
		{"workload.jobs.j.share=0"},
		{"workload.jobs.j.share=0.5", "workload.jobs.j.per_task=1"},
		{"workload.jobs.j.work=5 GPU-h"},
		{"workload.jobs.j={name: j}"},
		{"workload.jobs.j.after=k"},
		{"workload.jobs.j.after=j"},
		{"workload.jobs.j.checkpoint={cost: 1m, size: 1GB}"},
		{"workload.jobs.j.checkpoint.interval=daly"},
		{"workload.jobs.j.count=1000001"},
		{"workload.job={name: j, run: 1h}"},
		{"workload.jobs.j.priority=40000"},
		{"workload.jobs.j.deadline=0s"},
		{"workload.jobs.j.memory=9000PB"},
		{"workload.jobs.j.run=4h;5h"},
		{"workload.generator={rate: 1/h, mix: [{name: a, run: 1h}]}"},
		{"workload.generator={rate: 0/h, jobs: 1, mix: []}"},
		{"workload.generator={rate: 1/h, jobs: 1, mix: [{name: a, run: {law: lognormal, median: 1h}}, {name: a, run: 0s, gpus: 0}]}"},
		{"workload.generator={rate: 1/h, jobs: 1, mix: [{name: a, run: {law: never}}]}"},
		{"workload.trace={file: none.swf}"},
		{"workload.trace={file: three.swf}"},
		{"workload.trace={file: empty.swf}"},
		{"workload.trace={file: cut.swf.gz}"},
		{"workload.trace={file: folder}"},
		{"workload.trace={file: three.swf, format: csv}"},
		{"workload.trace={fiel: three.swf, claen: pyss}"},
		{"workload.trace=x.swf"},
		{"policy=esay"},
		{"policy.place=tight"},
		{"policy={name: fcfs, depth: 3}"},
		{"policy={place: pack}"},
		{"recovery={name: give-up, retries: 2}"},
		{"recovery.retries=-1"},
		{"engine.decide=0s"},
		{"engine.order=random"},
		{"on_misfit=cry"},
		{"require=[completion]"},
		{"gates=[completion >= high, ettr.mean >= 0.85]"},
	} {
		b.WriteString("$ --set " + strings.Join(sets, " --set ") + "\n" + refusal(t, files, small("policy: {name: easy}", "recovery: {name: resume}"), sets...) + "\n")
	}
	golden.Compare(t, "testdata/refused.txt", []byte(b.String()))
}

func TestHostileText(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for _, c := range "bcdefgh" {
		before := string(c - 1)
		bomb += string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+before+",", 9), ",") + "]\n"
	}
	for code, text := range map[string]string{
		"E101": strings.Repeat("# filler\n", 2<<20/9), "E103": "version: 1\nfleet: [", "E104": "version: 1\nname: \xff\n", "E105": "", "E107": "version: 1\nversion: 1\n",
		"E108": bomb, "E109": strings.Repeat("[", 100) + strings.Repeat("]", 100), "E111": "[1]", "E112": "version: 1\n",
	} {
		require.Contains(t, refusal(t, nil, text), "["+code+"]")
	}
}

func TestCyclesAndOrder(t *testing.T) {
	const head = "version: 1\nfleet: {gpus: 1}\nworkload:\n  jobs:\n"
	require.Equal(t, `s.yaml:7:32: workload.jobs[2].after[0]: "c" waits for "a", which waits for it; remove one link of the circle [E202]
    6 |   - {name: b, run: 1h, after: [c]}
  > 7 |   - {name: c, run: 1h, after: [a]}
                                       ^
`, refusal(t, nil, head+"  - {name: a, run: 1h, after: b}\n  - {name: b, run: 1h, after: [c]}\n  - {name: c, run: 1h, after: [a]}\n"))
	require.Contains(t, refusal(t, nil, head+"  - {name: a, run: 1h, after: b}\n  - {name: b, run: 1h, arrive: 1h}\n"), "[E217]")
	require.Contains(t, refusal(t, nil, head+"  - {name: a, run: 1h, after: [b, b]}\n  - {name: b, run: 1h}\n"), "[E208]")
	s, err := parse(nil, head+"  - {name: a, run: 1h, after: b}\n  - {name: b, run: 1h, count: 2}\n")
	require.NoError(t, err, "the order of the text does not matter")
	require.Equal(t, outcome{completed: 3}, play(t, s, 1))
}

func TestWarnings(t *testing.T) {
	for set, want := range map[string]string{
		"workload.jobs.j.gpus=64":       `s.yaml:10:5: workload.jobs[0]: needs room for 8 tasks of 8 GPUs, and the empty fleet has room for 4: it can never start; ask for less, or for a larger fleet [E215]`,
		"workload.jobs.j.deadline=30m":  `--set:1:26: workload.jobs[0].deadline: 30m is too soon: without any interruption the work takes 1h; ask for more GPUs, or more time [E216]`,
		"fleet.pools.p.node=t4-4":       `s.yaml:4:5: fleet.pools[0]: the catalogue has no price of a t4; costs count it as free; write an amount, as in price: 1.50 USD/h [E209]`,
		"workload.jobs.j.share=3g.40gb": ``,
		"workload.jobs.j.arrive=292y":   `--set:1:24: workload.jobs[0].arrive: 106580d is after the horizon of 3650d: what arrives then is not run; write a longer horizon [E221]`,
		"workload.jobs.j.memory=400GB":  `s.yaml:10:5: workload.jobs[0]: needs room for 1 tasks of 8 GPUs, and the empty fleet has room for 0: it can never start; ask for less, or for a larger fleet [E215]`,
	} {
		s, err := parse(nil, small(), set)
		require.NoError(t, err)
		var got []string
		for _, w := range s.Warnings {
			got = append(got, w.String())
		}
		require.Equal(t, want, strings.Join(got, "\n"), set)
	}
}

// A file of the largest size in which every entry is wrong takes moments, not hours.
func TestLargeFileOfMistakes(t *testing.T) {
	var b strings.Builder
	b.WriteString("version: 1\nfleet: {gpus: 4}\nworkload:\n  jobs:\n")
	for i := 0; b.Len() < 1<<20-100; i++ {
		fmt.Fprintf(&b, "  - {name: j%d, gpus: 9, run: 1h, after: [k%d, j%d], gpu: H10O}\n", i, i, i+1)
	}
	start := time.Now()
	_, err := parse(nil, b.String())
	problems, ok := err.(scenario.Problems)
	require.True(t, ok)
	require.Greater(t, len(problems), 20_000)
	require.Less(t, time.Since(start), 20*time.Second)
}
