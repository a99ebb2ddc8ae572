package validation

import (
	"fmt"
	"strings"
)

// Schedule is how many jobs of a published log the simulator started at the very
// second at which an independent simulator started them.
type Schedule struct {
	Log      string // name of the log
	Policy   string
	Against  string // the other simulator, with its version
	Protocol string // what both were asked to do
	Jobs     int
	Same     int // jobs with equal start times

	Wait     float64 // s, mean over the jobs, here
	Slowdown float64 // mean bounded slowdown over the jobs, here
}

// Passed reports whether all jobs, and at least one, started at the same second.
func (s Schedule) Passed() bool { return s.Jobs > 0 && s.Same == s.Jobs }

const schedulesHeading = "## Published schedules reproduced\n"

// Schedules is the section of docs/VALIDATION.md on published schedules.
func Schedules(results []Schedule) string {
	var b strings.Builder
	b.WriteString(schedulesHeading)
	b.WriteString("\nLogs of real machines were played through the simulator and through another one, written by other people. Jobs whose start\n" +
		"times are equal to the second:\n\n")
	b.WriteString("| log | policy | against | protocol | jobs | equal | mean wait, s | mean bounded slowdown | verdict |\n|---|---|---|---|--:|--:|--:|--:|---|\n")
	for _, s := range results {
		verdict := Differs
		if s.Passed() {
			verdict = Agrees
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %d | %d | %.3f | %.4f | %s |\n",
			s.Log, s.Policy, s.Against, s.Protocol, s.Jobs, s.Same, s.Wait, s.Slowdown, verdict)
	}
	return b.String()
}

// SchedulesIn finds the section on published schedules in a page that [Markdown]
// wrote; empty if it has none. Where the logs are not at hand, a new page keeps
// what the last one said.
func SchedulesIn(page string) string {
	at := strings.Index(page, "\n"+schedulesHeading)
	if at < 0 {
		return ""
	}
	return page[at+1:]
}
