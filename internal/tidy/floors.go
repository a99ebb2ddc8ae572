package tidy

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// module is the import path of the repository's root.
const module = "github.com/clustersim/clustersim"

// floors gives every package its floor, by path below the module ("." is the
// root). A package imports only packages on lower floors.
func floors() map[string]int {
	return map[string]int{
		"sim": 0, "sim/rng": 0, "units": 0, "stats": 0, "evidence": 0,
		"internal/suggest": 0, "internal/yamlpos": 0, "internal/golden": 0, "internal/svg": 0, "internal/tidy": 0,
		"sim/process": 1, "hardware": 1,
		"hardware/flow": 2, "hardware/supply": 2, "hardware/catalog": 2, "workloads": 2,
		"workloads/traces": 3, "workloads/serving": 3, "journal": 3, "cluster": 3,
		"scheduler":          4,
		"scheduler/policies": 5, "scheduler/starlark": 5, "scheduler/external": 5, ".": 5,
		"metrics": 6, "market/economics": 6, "calibrate": 6,
		"market":            7,
		"scenario":          8,
		"experiment":        9,
		"experiment/assess": 10, "experiment/validation": 10, "report": 10,
		"report/serve":   11,
		"cmd/clustersim": 12,
		"benchmarks":     13, "benchmarks/ratios": 14,
	}
}

// neighbours are the imports within one floor that are allowed.
func neighbours() map[string][]string {
	return map[string][]string{
		"internal/yamlpos": {"internal/suggest"}, // hints of unknown keys
		"hardware/catalog": {"hardware/supply"},  // how often rivals outbid us
	}
}

// programs is the floor of the programs below examples, which may use all.
const programs = 15

// floorOf finds a package's floor. A conformance kit such as
// scheduler/schedulertest stands right above what it tests.
func floorOf(pkg string) (int, bool) {
	if floor, ok := floors()[pkg]; ok {
		return floor, true
	}
	if house, ok := kitOf(pkg); ok {
		floor, known := floors()[house]
		return floor + 1, known
	}
	return programs, strings.HasPrefix(pkg, "examples/")
}

// kitOf tells the package that a conformance kit tests.
func kitOf(pkg string) (string, bool) {
	house := path.Dir(pkg)
	name := path.Base(house)
	if house == "." {
		name = path.Base(module)
	}
	return house, path.Base(pkg) == name+"test"
}

// checkFloors reports imports that do not go downwards.
func checkFloors(packages []goPackage) []string {
	var found []string
	for _, p := range packages {
		floor, ok := floorOf(p.name())
		if !ok {
			found = append(found, fmt.Sprintf("%s has no floor; give it one in internal/tidy/floors.go", p.name()))
			continue
		}
		for _, imported := range p.Imports {
			if ours(imported) {
				found = append(found, checkImport(p.name(), floor, below(imported))...)
			}
		}
	}
	return found
}

func checkImport(from string, floor int, to string) []string {
	for _, allowed := range neighbours()[from] {
		if to == allowed {
			return nil
		}
	}
	if _, kit := kitOf(to); kit {
		return []string{fmt.Sprintf("%s imports %s; conformance kits are for tests", from, to)}
	}
	target, ok := floorOf(to)
	if ok && target >= floor {
		return []string{fmt.Sprintf("%s (floor %d) imports %s (floor %d); imports go downwards", from, floor, to, target)}
	}
	return nil
}

// sole are the imports that only some packages may have, each for a reason.
func sole() map[string][]string {
	return map[string][]string{
		"golang.org/x/exp/rand":               {"sim/rng"}, // all randomness comes from named streams
		"math/rand":                           {"sim/rng"},
		"math/rand/v2":                        {"sim/rng"},
		"crypto/rand":                         {},
		"go.yaml.in/yaml/v3":                  {"internal/yamlpos", "evidence"}, // positions and limits in one place; a ledger of our own
		"github.com/spf13/cobra":              {"cmd/clustersim"},
		"github.com/spf13/pflag":              {"cmd/clustersim"},
		"go.starlark.net/starlark":            {"scheduler/starlark"},
		"os/exec":                             {"scheduler/external", "internal/tidy"},
		"sync":                                {"experiment", "report/serve", "cmd/clustersim", "scheduler/external"},
		"unsafe":                              {},
		"github.com/pkg/errors":               {}, // the standard library wraps
		"github.com/stretchr/testify/require": {}, // tests and kits only
		"pgregory.net/rapid":                  {},
	}
}

// checkSole reports imports by packages that may not have them. Programs that
// measure or show, and kits, may use anything.
func checkSole(packages []goPackage) []string {
	var found []string
	for _, p := range packages {
		floor, known := floorOf(p.name())
		if _, kit := kitOf(p.name()); kit || known && floor > floors()["cmd/clustersim"] {
			continue
		}
		for _, imported := range p.Imports {
			users, restricted := sole()[imported]
			if restricted && !slices.Contains(users, p.name()) {
				found = append(found, fmt.Sprintf("%s imports %s, which is reserved for %q", p.name(), imported, users))
			}
		}
	}
	return found
}
