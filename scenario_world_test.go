package clustersim_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim"
	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/internal/golden"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scheduler"
	"github.com/clustersim/clustersim/scheduler/policies"
	"github.com/clustersim/clustersim/sim"
	"github.com/clustersim/clustersim/sim/rng"
	"github.com/clustersim/clustersim/units"
	"github.com/clustersim/clustersim/workloads"
)

// Each file of testdata/scenarios tells a story and what must come of it:
// comments, then commands, a line of four dashes and the whole output, up to an
// empty line. Run with -rewrite to write what comes out, and read the difference.
//
//	cluster nodes=2 gpus=8      add nodes n0, n1, … ; gpu= names their model, speed= its speed (1)
//	        policy=fcfs|easy    place=pack|first-fit|spread  decide=instant|event|15m
//	        order=natural|arrivals-first  misfit=wait|drop  recovery=resume|restart|give-up
//	job NAME run=1h gpus=8      one task, or tasks=2x8 two of 8 GPUs each, or share=3g an instance
//	        estimate=  at=  priority=  after=a,b  cancel=  deadline=  array=3
//	        checkpoint=10m cost=1m restart=5m  model=m (wants it)  reference=m (run is stated for it)
//	        spares=1 select=3m  start-up=5m (of each node)
//	fault NODE at=1h for=30m    detect=10m  symptom=crash|departure|…; at=start: down when the run begins
//	                            for=ever: it is not repaired  speed=0.5  notice=2m  misled=1  clock=operating
//	        stages=a/10m/fails,b/2h/crew/spare   in the place of for=
//	crew size=1 from=8h to=17h  who repair; stock units=1 restock=24h: what they use up
//	retire NODE failures=2      within=30d  replace=1d
//	shock NODES at=1h for=30m   detect=: strikes the nodes n0,n1,… at one instant
//	supply NODES 1h- 2h+        go at 1h, come back at 2h; all of them; notice=2m
//	run                         until=3h; says how jobs ended
//	journal                     all that happened
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 12)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			played := play(t, string(text))
			golden.Compare(t, file, []byte(played))
		})
	}
}

// play returns the scenario with its outputs replaced by those that come out.
func play(t *testing.T, text string) string {
	var out strings.Builder
	w := &world{}
	said := ""
	expected := false // inside an expected output
	for i, line := range strings.SplitAfter(text, "\n") {
		word := strings.TrimSpace(line)
		switch {
		case expected && word != "":
			continue
		case word == "----":
			out.WriteString(line + said)
			said, expected = "", true
			continue
		case word != "" && !strings.HasPrefix(word, "#"):
			answer, err := w.do(word)
			require.NoError(t, err, "line %d: %s", i+1, word)
			said += answer
		}
		expected = false
		out.WriteString(line)
	}
	require.Empty(t, said, "the last commands have no line ---- after them")
	return out.String()
}

// world is what the commands of one scenario have built.
type world struct {
	nodes   []hardware.Node
	site    hardware.Site // all but the nodes
	models  map[string]*hardware.GPU
	jobs    workloads.List
	model   clustersim.Model
	journal journal.Memory
}

// words are the arguments of a command; those that were read are gone.
type words struct {
	name string
	more []string
	of   map[string]string
	errs []error
}

func (w *world) do(line string) (answer string, err error) {
	fields := strings.Fields(line)
	a := &words{of: map[string]string{}}
	for _, f := range fields[1:] {
		if key, value, ok := strings.Cut(f, "="); ok {
			a.of[key] = value
		} else if a.name == "" {
			a.name = f
		} else {
			a.more = append(a.more, f)
		}
	}
	verb, ok := map[string]func(*words) string{
		"cluster": w.cluster, "job": w.job, "fault": w.fault, "run": w.run, "journal": w.print,
		"crew": w.crew, "stock": w.stock, "retire": w.retire, "shock": w.shock, "supply": w.supply,
	}[fields[0]]
	if !ok {
		return "", fmt.Errorf("unknown command %q", fields[0])
	}
	answer = verb(a)
	for key := range a.of {
		a.errs = append(a.errs, fmt.Errorf("%s has no %s=", fields[0], key))
	}
	return answer, errors.Join(a.errs...)
}

func (a *words) text(key, otherwise string) string {
	value, ok := a.of[key]
	delete(a.of, key)
	if !ok {
		return otherwise
	}
	return value
}

func (a *words) number(key string, otherwise int) int {
	n, err := strconv.Atoi(a.text(key, strconv.Itoa(otherwise)))
	a.wrong(err)
	return n
}

func (a *words) span(key, otherwise string) time.Duration {
	d, err := units.ParseDuration(a.text(key, otherwise))
	a.wrong(err)
	return d
}

// instant is a time of the run, Never if it is not given.
func (a *words) instant(key string) sim.Time {
	if _, ok := a.of[key]; !ok {
		return sim.Never
	}
	return sim.Time(a.span(key, ""))
}

func (a *words) wrong(err error) {
	if err != nil {
		a.errs = append(a.errs, err)
	}
}

// choose returns what the argument's word stands for.
func choose[T any](a *words, key, otherwise string, from map[string]T) T {
	word := a.text(key, otherwise)
	value, ok := from[word]
	if !ok {
		a.wrong(fmt.Errorf("%s=%s is unknown", key, word))
	}
	return value
}

func (w *world) cluster(a *words) string {
	place := choose(a, "place", "pack", map[string]cluster.Picker{
		"pack": policies.Pack, "first-fit": policies.FirstFit, "spread": policies.Spread,
	})
	w.model.Policy = choose(a, "policy", "fcfs", map[string]scheduler.Policy{
		"fcfs": policies.FCFS{Place: place}, "easy": policies.EASY{Place: place},
	})
	w.model.Order = choose(a, "order", "natural", map[string]clustersim.Order{
		"natural": clustersim.Natural, "arrivals-first": clustersim.ArrivalsFirst,
	})
	w.model.Misfit = choose(a, "misfit", "wait", map[string]clustersim.Misfit{"wait": clustersim.Wait, "drop": clustersim.Drop})
	w.model.Recovery = scheduler.Retry{Limit: a.number("retries", -1), From: choose(a, "recovery", "resume", map[string]scheduler.Remedy{
		"resume": scheduler.Resume, "restart": scheduler.Restart, "give-up": scheduler.GiveUp,
	})}
	switch when := a.text("decide", "instant"); when {
	case "instant":
		w.model.Decide.When = clustersim.EachInstant
	case "event":
		w.model.Decide.When = clustersim.EachEvent
	default:
		every, err := units.ParseDuration(when)
		a.wrong(err)
		w.model.Decide = clustersim.Decide{When: clustersim.Periodically, Every: every}
	}
	w.model.Spares = clustersim.Spares{Count: a.number("spares", 0), Select: a.span("select", "0s")}
	startUp := after(a.span("start-up", "0s"))
	spec := &hardware.NodeSpec{Name: "box", GPU: w.gpu(a.text("gpu", "generic")), GPUs: a.number("gpus", 1), CPU: 64000}
	spec.GPU.Dense16 = units.FLOPS(a.number("speed", 1))
	for range a.number("nodes", 1) {
		w.nodes = append(w.nodes, hardware.Node{
			Name: "n" + strconv.Itoa(len(w.nodes)), Spec: spec, Domains: hardware.NoDomains(), StartUp: startUp,
		})
	}
	return ""
}

func (w *world) gpu(name string) *hardware.GPU {
	if w.models == nil {
		w.models = map[string]*hardware.GPU{}
	}
	if w.models[name] == nil {
		w.models[name] = &hardware.GPU{Name: name, Class: hardware.Generic, Dense16: 1, Efficiency: 1}
	}
	return w.models[name]
}

func (w *world) job(a *words) string {
	run := a.span("run", "")
	j := workloads.Job{Work: workloads.Fixed{Time: run}}
	j.Name, j.Kind = a.name, workloads.Training
	j.Groups = []workloads.TaskGroup{w.group(a)}
	j.Estimate = a.span("estimate", units.FormatDuration(run))
	j.Arrive = sim.Time(a.span("at", "0s"))
	j.Priority = int16(a.number("priority", 0))
	j.Cancel, j.Deadline = a.instant("cancel"), a.instant("deadline")
	j.Checkpoint = workloads.Checkpoint{
		Interval: a.span("checkpoint", "0s"), Cost: a.span("cost", "0s"), Restart: a.span("restart", "0s"),
	}
	if reference := a.text("reference", ""); reference != "" {
		j.Reference = w.gpu(reference)
		j.Work = workloads.Gang{Time: run, Reference: j.Reference}
	}
	for _, name := range strings.FieldsFunc(a.text("after", ""), func(r rune) bool { return r == ',' }) {
		j.After = append(j.After, w.jobsNamed(a, name)...)
	}
	if n := a.number("array", 0); n > 0 {
		w.jobs = append(w.jobs, workloads.Array(j, n)...)
		return ""
	}
	w.jobs = append(w.jobs, j)
	return ""
}

func (w *world) group(a *words) workloads.TaskGroup {
	g := workloads.TaskGroup{Tasks: 1}
	if model := a.text("model", ""); model != "" {
		g.GPU = []string{model}
	}
	if tasks := a.text("tasks", ""); tasks != "" {
		_, err := fmt.Sscanf(tasks, "%dx%d", &g.Tasks, &g.Ask.GPUs)
		a.wrong(err)
		return g
	}
	share := a.text("share", "")
	if share == "" {
		g.Ask.GPUs = a.number("gpus", 1)
		return g
	}
	g.Ask.Share = map[string]hardware.Share{
		"1g": {Compute: 142, Memory: 125}, "2g": {Compute: 285, Memory: 250}, "3g": {Compute: 428, Memory: 500},
		"4g": {Compute: 571, Memory: 500}, "7g": hardware.Whole,
	}[share]
	return g
}

// jobsNamed are the positions of the job of that name, or of its array.
func (w *world) jobsNamed(a *words, name string) (found []workloads.JobID) {
	for i := range w.jobs {
		if w.jobs[i].Name == name || strings.HasPrefix(w.jobs[i].Name, name+"[") {
			found = append(found, workloads.JobID(i))
		}
	}
	if found == nil {
		a.wrong(fmt.Errorf("there is no job %s before", name))
	}
	return found
}

func (w *world) fault(a *words) string {
	n := w.node(a, a.name)
	s := w.script(a)
	h := hardware.Hazard{
		Part: "part-" + strconv.Itoa(len(n.Hazards)), Count: 1, Failure: s, Repair: scriptedRepair{s}, Detect: after(a.span("detect", "0s")),
		Symptom: choose(a, "symptom", "crash", symptoms()), Speed: a.share("speed"), Misled: a.share("misled"),
		Notice: a.span("notice", "0s"), Operating: choose(a, "clock", "wall", map[string]bool{"wall": false, "operating": true}),
		Stages: stages(a),
	}
	if h.Stages != nil {
		h.Repair = nil
	}
	n.Hazards = append(n.Hazards, h)
	return ""
}

func (w *world) node(a *words, name string) *hardware.Node {
	i := slices.IndexFunc(w.nodes, func(n hardware.Node) bool { return n.Name == name })
	if i < 0 {
		a.wrong(fmt.Errorf("there is no node %s", name))
		return &hardware.Node{}
	}
	return &w.nodes[i]
}

// script is when a fault comes and how long it lasts.
func (w *world) script(a *words) script {
	s := script{fromStart: a.of["at"] == "start", lasts: math.MaxInt64}
	switch {
	case a.of["for"] == "ever":
		delete(a.of, "for")
	case a.of["stages"] == "":
		s.lasts = a.span("for", "")
	}
	if s.fromStart {
		delete(a.of, "at")
	} else {
		s.at = a.span("at", "")
	}
	return s
}

func symptoms() map[string]hardware.Symptom {
	words := map[string]hardware.Symptom{}
	for s := hardware.Crash; s <= hardware.FalseAlarm; s++ {
		words[s.String()] = s
	}
	return words
}

func (a *words) share(key string) float64 {
	x, err := strconv.ParseFloat(a.text(key, "0"), 64)
	a.wrong(err)
	return x
}

// stages reads the stages of a repair; one that fails always hands on.
func stages(a *words) (all []hardware.Stage) {
	for _, text := range strings.FieldsFunc(a.text("stages", ""), func(r rune) bool { return r == ',' }) {
		fields := strings.Split(text, "/")
		work, err := units.ParseDuration(fields[1])
		a.wrong(err)
		stage := hardware.Stage{Name: fields[0], Crew: hardware.NoCrew, Spare: hardware.NoStock, Time: hardware.Fixed{After: work}, Cures: 1}
		for _, word := range fields[2:] {
			switch word {
			case "fails":
				stage.Escalates = 1
			case "crew":
				stage.Crew = 0
			case "spare":
				stage.Spare = 0
			default:
				a.wrong(fmt.Errorf("stage %s has %s", fields[0], word))
			}
		}
		all = append(all, stage)
	}
	return all
}

func (w *world) crew(a *words) string {
	w.site.Crews = append(w.site.Crews, hardware.Crew{
		Name: "crew", Size: a.number("size", 1), Hours: hardware.Hours{From: a.span("from", "0s"), To: a.span("to", "0s")},
	})
	return ""
}

func (w *world) stock(a *words) string {
	w.site.Stocks = append(w.site.Stocks, hardware.Stock{
		Name: "stock", Units: a.number("units", 1), Restock: hardware.Fixed{After: a.span("restock", "24h")},
	})
	return ""
}

func (w *world) retire(a *words) string {
	w.node(a, a.name).Retirement = &hardware.Retirement{
		Failures: a.number("failures", 1), Within: a.span("within", "0s"), Replace: after(a.span("replace", "0s")),
	}
	return ""
}

func (w *world) shock(a *words) string {
	s := w.script(a)
	domain := hardware.DomainID(len(w.site.Domains))
	w.site.Domains = append(w.site.Domains, hardware.Domain{Kind: hardware.Rack, Name: "r" + strconv.Itoa(int(domain)), Parent: hardware.NoDomain})
	w.site.Shocks = append(w.site.Shocks, hardware.Shock{
		Hazard: &hardware.Hazard{Part: "power", Count: 1, Failure: s, Repair: scriptedRepair{s}, Detect: after(a.span("detect", "0s"))},
		Domain: domain, Nodes: w.ids(a), Reach: 1,
	})
	return ""
}

// ids are the nodes of a list of names.
func (w *world) ids(a *words) (ids []hardware.NodeID) {
	for _, name := range strings.Split(a.name, ",") {
		n, err := strconv.Atoi(strings.TrimPrefix(name, "n"))
		a.wrong(err)
		ids = append(ids, hardware.NodeID(n))
	}
	return ids
}

func (w *world) supply(a *words) string {
	nodes := w.ids(a)
	given := scriptedSupply{nodes: len(nodes)}
	for _, word := range a.more {
		at, err := units.ParseDuration(word[:len(word)-1])
		a.wrong(err)
		for i := range nodes {
			given.changes = append(given.changes, supply.Change{At: sim.Time(at), Node: int32(i), Up: strings.HasSuffix(word, "+")})
		}
	}
	w.model.Supply = append(w.model.Supply, clustersim.Supplied{
		Supply: given, Nodes: nodes,
		Hazard: hardware.Hazard{Part: "owner", Class: hardware.OwnerFault, Symptom: hardware.Departure, Notice: a.span("notice", "0s"), Detect: after(a.span("detect", "0s"))},
	})
	return ""
}

func (w *world) run(a *words) string {
	w.site.Nodes = w.nodes
	site, err := hardware.NewSite(w.site)
	a.wrong(err)
	w.model.Site, w.model.Until = site, a.instant("until")
	if w.jobs != nil {
		w.model.Workload = w.jobs
	}
	w.journal = journal.Memory{}
	a.wrong(clustersim.Run(context.Background(), w.model, rng.NewSeed(1), &w.journal))
	return w.ends()
}

// ends says how many jobs ended for each reason, and when the run did.
func (w *world) ends() string {
	var reasons [journal.InitiallyDown + 1]int
	open := 0
	var end sim.Time
	for _, r := range w.journal.Records {
		end = r.Entry.At
		switch r.Entry.Kind {
		case journal.JobSubmitted:
			open++
		case journal.JobEnded:
			open--
			reasons[r.Entry.Reason]++
		}
	}
	var said []string
	for reason, n := range reasons {
		if n > 0 {
			said = append(said, fmt.Sprintf("%d %v", n, journal.Reason(reason)))
		}
	}
	if open > 0 {
		said = append(said, fmt.Sprintf("%d not ended", open))
	}
	return fmt.Sprintf("jobs: %s; the run ends at %v\n", strings.Join(said, ", "), end)
}

func (w *world) print(a *words) string {
	var b strings.Builder
	text := journal.NewText(&b)
	w.journal.Replay(text)
	a.wrong(text.Close())
	return b.String()
}
