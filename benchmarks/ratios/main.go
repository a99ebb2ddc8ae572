// Ratios prints the table of speed claims, measured on this machine, and exits
// with status 1 if one does not hold. See package benchmarks.
package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/clustersim/clustersim/benchmarks"
)

// sections are the parts of the table, in order of printing.
func sections() []func() []benchmarks.Ratio {
	return []func() []benchmarks.Ratio{
		benchmarks.EngineRatios,
	}
}

func main() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "workload\tours ns\tyardstick ns\tratio\tclaimed\tallocs/op\tB/pending\t\t")
	held := true
	for _, section := range sections() {
		for _, r := range section() {
			fmt.Fprintf(w, "%s\t%.0f\t%.0f\t%.1f\t%.1f\t%.3f\t%.1f\t%s\t\n",
				r.Name, r.Ours, r.Yardstick, r.Ratio, r.Target, r.AllocsPerOp, r.BytesPerPending, verdict(r))
			held = held && r.Held()
		}
	}
	if err := w.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "ratios: print table:", err)
		os.Exit(1)
	}
	if !held {
		os.Exit(1)
	}
}

func verdict(r benchmarks.Ratio) string {
	if r.Held() {
		return "holds"
	}
	return "MISSED"
}
