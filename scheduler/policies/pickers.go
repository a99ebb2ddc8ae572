package policies

import (
	"github.com/clustersim/clustersim/cluster"
	"github.com/clustersim/clustersim/workloads"
)

// Pack fills the fullest nodes first, which keeps empty nodes whole for gangs.
func Pack(c *cluster.Candidates, j *workloads.Request) bool {
	return fill(c, j, cluster.FewestFree)
}

// FirstFit fills nodes in the order in which the fleet lists them.
func FirstFit(c *cluster.Candidates, j *workloads.Request) bool {
	return fill(c, j, cluster.ByNumber)
}

// fill gives every node in turn as many tasks as it has room for.
func fill(c *cluster.Candidates, j *workloads.Request, order cluster.Order) bool {
	for g := range j.Groups {
		need := j.Groups[g].Tasks
		for node, room := range c.Nodes(g, order) {
			tasks := min(room, need)
			c.Take(g, node, tasks)
			if need -= tasks; need == 0 {
				break
			}
		}
		if need > 0 {
			return false
		}
	}
	return true
}

// Spread gives the emptiest node one task at a time, so that a fault hits few
// tasks.
func Spread(c *cluster.Candidates, j *workloads.Request) bool {
	for g := range j.Groups {
		for need := j.Groups[g].Tasks; need > 0; {
			before := need
			for node := range c.Nodes(g, cluster.MostFree) {
				c.Take(g, node, 1)
				if need--; need == 0 {
					break
				}
			}
			if need == before {
				return false
			}
		}
	}
	return true
}
