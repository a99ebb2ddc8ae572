// Ratios prints the table of speed claims, measured on this machine, and exits
// with status 3 if one does not hold. See package benchmarks.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/clustersim/clustersim/benchmarks"
)

// missed is the exit status for a claim that does not hold.
const missed = 3

// sections are the parts of the table, in order of printing.
func sections() []func(quick bool) []benchmarks.Ratio {
	return []func(bool) []benchmarks.Ratio{
		benchmarks.EngineRatios,
		benchmarks.FailureRatios,
		benchmarks.PlacementRatios,
		benchmarks.BatchRatios,
		benchmarks.PeerRatios,
	}
}

func main() {
	quick := flag.Bool("quick", false, "smaller workloads, in half a minute; claims for the large ones are not checked")
	flag.Parse()
	held, err := printTable(os.Stdout, *quick)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "ratios: print table:", err)
		os.Exit(1)
	case !held:
		os.Exit(missed)
	}
}

// printTable measures all rows, and reports whether all claims hold.
func printTable(out io.Writer, quick bool) (held bool, err error) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "workload\tours ns\tyardstick ns\tratio\tclaimed\tallocs\tat most\tbytes\tat most\tverdict\t")
	held = true
	for _, section := range sections() {
		for _, r := range section(quick) {
			fmt.Fprintf(w, "%s\t%.0f\t%s\t%s\t%s\t%.3f\t%s\t%s\t%s\t%s\t\n",
				r.Name, r.Ours, orNone("%.0f", r.Yardstick), orNone("%.2f", r.Ratio), orDash(r.Target), r.AllocsPerOp, orDash(r.AllocsMost),
				orDash(r.BytesPerPending), orDash(r.BytesMost), verdict(r))
			held = held && r.Held()
		}
	}
	return held, w.Flush()
}

// orDash leaves out what is not measured or not claimed.
func orDash(v float64) string { return orNone("%.4g", v) }

func orNone(format string, v float64) string {
	if v == 0 {
		return "-"
	}
	return fmt.Sprintf(format, v)
}

func verdict(r benchmarks.Ratio) string {
	switch {
	case !r.Held():
		return "MISSED"
	case r.Target == 0:
		return "no claim"
	}
	return "holds"
}
