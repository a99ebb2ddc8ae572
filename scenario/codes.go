package scenario

import (
	"fmt"
	"strings"

	"github.com/clustersim/clustersim/internal/yamlpos"
)

// The codes of mistakes that concern the meaning of a scenario. Those of its
// form, and of unknown names (E110), are E101 to E199.
const (
	CodeLaw       = "E201" // a law or a hazard that cannot be
	CodeCycle     = "E202" // things that depend on each other
	CodeFile      = "E203" // a file that cannot be read
	CodeTrace     = "E204" // a log that is not of its format
	CodeTooMany   = "E205" // more than can be simulated
	CodeBoth      = "E206" // two keys that exclude each other
	CodeName      = "E207" // a name with characters that names cannot have
	CodeTwice     = "E208" // a name given twice
	CodePrice     = "E209" // no price is known
	CodeSpread    = "E210" // domains without nodes
	CodeLabel     = "E211" // a label that cannot be set
	CodeNoPool    = "E212" // a constraint that no pool meets
	CodeShare     = "E213" // a share that no GPU can be cut into
	CodeTask      = "E214" // tasks that do not divide a gang
	CodeTooLarge  = "E215" // a job larger than the fleet (warning)
	CodeDeadline  = "E216" // a deadline that cannot be met (warning)
	CodeOrder     = "E217" // a job before one that it waits for
	CodeJob       = "E218" // a job that cannot be
	CodePart      = "E219" // a part that refuses its settings
	CodeAssertion = "E220" // a line of require or gates that cannot be read
	CodeHorizon   = "E221" // an arrival after the end of the run (warning)
	CodeShop      = "E222" // a crew or a stock that cannot be or is not there
	CodeDomain    = "E223" // a kind of domain that the pool has none of
	CodeFactor    = "E224" // factors by a label that no node has (warning)
	CodeShock     = "E225" // two hazards of one part of one domain
	CodeSupply    = "E226" // a supply that cannot be
)

// Explanation says more about a code than a problem has room for.
type Explanation = yamlpos.Explanation

// Codes lists all codes of mistakes with their texts, in order.
func Codes() []Explanation {
	return append(yamlpos.Explanations(), meanings()...)
}

// ExplainCode says more about a code such as E110, in any case of letters. It
// is false for one that does not exist.
func ExplainCode(code string) (string, bool) {
	for _, e := range Codes() {
		if strings.EqualFold(e.Code, code) {
			return fmt.Sprintf("%s: %s\n  %s\n", e.Code, e.Title, e.Text), true
		}
	}
	return "", false
}

func meanings() []Explanation {
	return []Explanation{
		{Code: CodeLaw, Title: "a law that cannot be", Text: "A law takes its own parameters and no others: exponential takes mean or rate, weibull takes shape and scale, lognormal takes median and sigma, fixed takes after. A hazard needs a law of failure with a positive mean, and a law of repair or stages of one. Keys that do not go together, such as a speed and a crash, are mistakes too."},
		{Code: CodeCycle, Title: "things that depend on each other", Text: "Jobs that wait for one another can never start, and profiles that are based on one another have no beginning. Remove one link."},
		{Code: CodeFile, Title: "a file that cannot be read", Text: "Paths in a scenario are relative to the scenario's folder; paths given with --set, and those of a scenario from standard input, are relative to the working directory."},
		{Code: CodeTrace, Title: "a log that is not of its format", Text: "The whole log is read before anything is run. An SWF line has 18 numbers separated by blanks; comments begin with a semicolon; -1 stands for unknown; submit times rise, unless sort: true is set. The log may be compressed with gzip, and then must be whole. So may records of availability; 'clustersim explain supply.trace' lists their formats and settings."},
		{Code: CodeTooMany, Title: "more than can be simulated", Text: "A fleet has at most 1,000,000 nodes and 1,000,000 GPUs; a scenario lists at most 1,000,000 jobs, arrays included, with as many links between them. a generator submits at most 100,000,000. Traces have no such limit."},
		{Code: CodeBoth, Title: "two keys that exclude each other", Text: "Both say the same thing, and which was meant cannot be known. Remove one."},
		{Code: CodeName, Title: "a name that cannot be used", Text: "Names stand in paths, in reports and in the names of nodes: letters, digits, dots, dashes and underscores, beginning with a letter or digit."},
		{Code: CodeTwice, Title: "a name given twice", Text: "Names key random streams and references, so each must be unique among its kind."},
		{Code: CodePrice, Title: "no price is known", Text: "The catalogue has no list price for this GPU at this kind of venue. Write the amount, as in price: 1.50 USD/h. Where no price is asked for the GPU counts as free and the result carries a warning."},
		{Code: CodeSpread, Title: "domains without nodes", Text: "Nodes are dealt to chassis in turn, chassis to racks, racks to rooms, rooms to sites and sites to regions; a level that is absent is passed over. Racks of one room are dealt to its power distribution units and to its switches, sites to internet providers, nodes to operators and drivers. A domain that gets none would be counted as if it existed."},
		{Code: CodeLabel, Title: "a label that cannot be set", Text: "Labels such as region, site, rack and operator come from the spread of a pool, pool from its name and zone from its supply, so that labels and shared failures cannot disagree."},
		{Code: CodeNoPool, Title: "a constraint that no pool meets", Text: "No node of the fleet has the GPU model or the labels that the job asks for, so it could never start."},
		{Code: CodeShare, Title: "a share that no GPU can be cut into", Text: "A share is a fraction in thousandths of a GPU, or a MIG profile that the GPUs in question have; 'clustersim catalog' lists them."},
		{Code: CodeTask, Title: "tasks that do not divide a gang", Text: "All tasks of a gang have the same number of GPUs, so per_task must divide gpus."},
		{Code: CodeTooLarge, Title: "a job larger than the fleet", Text: "Even the empty fleet has no room for the gang; the run ends the job as one that never fits. Tasks are not split over nodes: a task of 8 GPUs needs a node with 8."},
		{Code: CodeDeadline, Title: "a deadline that cannot be met", Text: "Without any wait, save or failure the work takes longer than the deadline allows on the fastest GPUs in question."},
		{Code: CodeOrder, Title: "a job before one that it waits for", Text: "A job can wait only for jobs that are submitted no later than itself."},
		{Code: CodeJob, Title: "a job that cannot be", Text: "The job is refused by the rules that all jobs obey; the message says which."},
		{Code: CodePart, Title: "a part that refuses its settings", Text: "The policy, recovery or trace format says itself what is wrong with its settings."},
		{Code: CodeAssertion, Title: "an assertion that cannot be read", Text: "A line of require or gates is a metric, one of >= <= > < and a number with its unit: completion >= 0.95, makespan <= 10d. 'clustersim explain METRIC' tells what is measured."},
		{Code: CodeHorizon, Title: "an arrival after the end of the run", Text: "A run ends at the horizon. Jobs that would arrive later are not a part of it, and no result counts them."},
		{Code: CodeShop, Title: "a crew or a stock that cannot be or is not there", Text: "Stages of repair take the hands of a crew and use up units of a stock. Both belong to the fleet: write crews: {technicians: {size: 4}} and stocks: {gpus: {units: 10, restock: {law: …}}} below fleet. Working hours lie within one day."},
		{Code: CodeDomain, Title: "a kind of domain that the pool has none of", Text: "The profile has hazards or factors of domains such as racks, and the spread of the pool deals its nodes out over none. Nothing would be struck, in silence."},
		{Code: CodeFactor, Title: "factors by a label that no node has", Text: "The profile has factors for nodes with some label, and the nodes of the pool have no label of that key, or none of the values. Labels come from labels and spread of the pool."},
		{Code: CodeShock, Title: "two hazards of one part of one domain", Text: "Pools that share a domain, such as a region, share what strikes it: there is one clock of a part of a domain. The profiles of the pools must say the same of it."},
		{Code: CodeSupply, Title: "a supply that cannot be", Text: "Besides hazards, a supply decides when nodes come and go: one record of availability, or one model of a market, with as many nodes as the pool. 'clustersim explain fleet.pools.supply' lists the keys."},
	}
}
