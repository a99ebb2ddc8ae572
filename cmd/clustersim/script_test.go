package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/clustersim/clustersim/internal/golden"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"clustersim": main})
}

// The command as a user types it: each script is a session with its files.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: golden.Rewriting(),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"big":      big,
			"late":     late,
			"truncate": truncate,
			"samejson": sameJSON,
		},
	})
}

// big FILE BYTES makes a file of that many letters.
func big(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat("a: 1\n", 2<<20/5)), 0o644))
}

// late FILE makes a log that is long enough to break off late.
func late(ts *testscript.TestScript, _ bool, args []string) {
	var b strings.Builder
	for n := range 2000 {
		fmt.Fprintf(&b, "%d %d -1 %d 2 -1 -1 2 9000 -1 1 1 1 1 1 1 -1 -1\n", n+1, 10*n, 60+n*n%1234)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o644))
}

// truncate IN OUT [SHARE] compresses a file and cuts the end off; half of it
// where no share to keep is given.
func truncate(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(z.Close())
	share := 0.5
	if len(args) > 2 {
		share, err = strconv.ParseFloat(args[2], 64)
		ts.Check(err)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes()[:int(share*float64(b.Len()))], 0o644))
}

// sameJSON A B compares two reports but for the command that made them.
func sameJSON(ts *testscript.TestScript, neg bool, args []string) {
	strip := func(name string) string {
		var kept []string
		for _, line := range strings.Split(ts.ReadFile(name), "\n") {
			if !strings.Contains(line, `"command"`) {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "\n")
	}
	if same := strip(args[0]) == strip(args[1]); same == neg {
		ts.Fatalf("%s and %s: same is %v", args[0], args[1], same)
	}
}
