package scenario

import (
	"fmt"
	"strconv"

	"github.com/clustersim/clustersim/workloads"
)

// ordered sorts the entries so that each comes after those it waits for.
func (l *loader) ordered(entries []job, places []string, index map[string]int) ([]int, bool) {
	before := len(l.problems)
	const open, done = 1, 2
	state := make([]uint8, len(entries))
	var order []int
	var visit func(i int)
	visit = func(i int) {
		state[i] = open
		seen := map[string]bool{}
		for k, name := range entries[i].After {
			at := places[i] + ".after"
			if _, list := l.doc.At(at + "[0]"); list {
				at += "[" + strconv.Itoa(k) + "]"
			}
			to, known := index[name]
			switch {
			case !known:
				l.wrongName(at, "job", name, namesOf(entries, i))
			case seen[name]:
				l.wrong(at, mistake{CodeTwice, "waits twice for " + quote(name), "remove one of them"})
			case state[to] == open:
				l.wrong(at, mistake{CodeCycle, quote(entries[i].Name) + " waits for " + quote(name) + ", which waits for it", "remove one link of the circle"})
			case entries[to].Arrive > entries[i].Arrive:
				l.wrong(at, mistake{CodeOrder, fmt.Sprintf("%s arrives at %v, before %s at %v, which it waits for", quote(entries[i].Name), entries[i].Arrive, quote(name), entries[to].Arrive), "let it arrive no earlier"})
			}
			seen[name] = true
			if known && state[to] == 0 {
				visit(to)
			}
		}
		state[i] = done
		order = append(order, i)
	}
	for i := range entries {
		if state[i] == 0 {
			visit(i)
		}
	}
	return order, len(l.problems) == before
}

// namesOf lists the jobs that entry i could have meant.
func namesOf(entries []job, i int) []string {
	var names []string
	const most = 1000 // each is compared with the name that was mistyped
	for k := range entries[:min(len(entries), most)] {
		if k != i {
			names = append(names, entries[k].Name)
		}
	}
	return names
}

// expanded writes arrays out and links jobs by their positions.
func (l *loader) expanded(entries []job, made []*workloads.Job, order []int, index map[string]int) workloads.List {
	var list workloads.List
	first := make([]int, len(entries)) // position of an entry's first job
	links := 0
	for _, i := range order {
		if made[i] == nil {
			return nil // reported
		}
		var after []workloads.JobID
		for _, name := range entries[i].After {
			to := index[name]
			if links += entries[to].Count * entries[i].Count; links > maxJobs {
				l.wrong("workload.jobs", mistake{CodeTooMany, "the jobs wait for one another in too many ways", fmt.Sprintf("at most %d links are possible; wait for one job instead of an array", maxJobs)})
				return nil
			}
			for k := range entries[to].Count {
				after = append(after, workloads.JobID(first[to]+k))
			}
		}
		first[i] = len(list)
		job := *made[i]
		job.After = after
		if entries[i].Count == 1 {
			list = append(list, job)
		} else {
			list = append(list, workloads.Array(job, entries[i].Count)...)
		}
	}
	return list
}
