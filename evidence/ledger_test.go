package evidence_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/evidence"
)

const file = `# two claims
- id: llama3-405b-interruptions
  text: unexpected interruptions of the 16,384-GPU run
  value: 3.79
  unit: failures per 1000 node-days
  low: 3.43
  high: 4.17
  source: The Llama 3 Herd of Models, table 5
  published: 2024-07-31
  observed: 2024
  retrieved: 2026-11-22
  grade: V
  note: 419 events in 2048 nodes times 54 days
- {id: opt-175b-interruptions, text: machines lost, value: 16, unit: failures per 1000 node-days, low: 10, high: 20,
   source: OPT-175B logbook, published: 2022-05, observed: undated, retrieved: 2026-11, grade: V2}
`

func ExampleLedger_Format() {
	var ledger evidence.Ledger
	if err := ledger.Load([]byte(file), "failures.yaml"); err != nil {
		fmt.Println(err)
	}
	fmt.Print(ledger.Format())
	// Output:
	// llama3-405b-interruptions: 3.79 failures per 1000 node-days (3.43 to 4.17) [V: primary text or data read]
	//   unexpected interruptions of the 16,384-GPU run
	//   source: The Llama 3 Herd of Models, table 5; published 2024-07-31, observed 2024, retrieved 2026-11-22
	//   note: 419 events in 2048 nodes times 54 days
	//
	// opt-175b-interruptions: 16 failures per 1000 node-days (10 to 20) [V2: read in a secondary source that quotes the primary one]
	//   machines lost
	//   source: OPT-175B logbook; published 2022-05, observed undated, retrieved 2026-11
}

func TestLoadKeepsTheOrder(t *testing.T) {
	var ledger evidence.Ledger
	require.NoError(t, ledger.Load([]byte(file), "failures.yaml"))
	require.NoError(t, ledger.Load([]byte("# nothing yet\n"), "empty.yaml"))
	var ids []evidence.ID
	for _, c := range ledger.All() {
		ids = append(ids, c.ID)
	}
	require.Equal(t, []evidence.ID{"llama3-405b-interruptions", "opt-175b-interruptions"}, ids)
	claim, ok := ledger.Claim("opt-175b-interruptions")
	require.True(t, ok)
	require.Equal(t, 16.0, claim.Value)
	_, ok = ledger.Claim("gpt-2")
	require.False(t, ok)
}

func TestLoadReportsEveryProblem(t *testing.T) {
	const bad = `- id: a
  text: t
  value: many
  units: h
  low: 1
  low: 2
- {id: b, text: t, value: 5, unit: h, low: 1, high: 2, source: s, published: 31.7.2024, observed: , retrieved: 2026-13, grade: V}
- {id: b, text: t, value: 1, unit: h, low: 1, high: 2, source: s, published: 2024, observed: undated, retrieved: 2026, grade: V3}
- {id: c, text: [t], value: .nan, unit: h, low: 1, high: 2, source: s, published: 2024, observed: 2024, retrieved: 2024, grade: A}
- {id: c2, text: "", value: .inf, unit: h, low: 1, high: 2, grade: A, source: s, published: 2024, observed: 2024, retrieved: 2024}
- 7
`
	const want = `bad.yaml:1: claim "a": value "many" is not a number
bad.yaml:1: claim "a": unknown key "units"; write one of id, text, value, unit, low, high, source, published, observed, retrieved, grade, note
bad.yaml:1: claim "a": low is given twice
bad.yaml:1: claim "a": high is missing
bad.yaml:1: claim "a": unit is missing
bad.yaml:1: claim "a": source is missing
bad.yaml:1: claim "a": published is missing; write a date, or undated
bad.yaml:1: claim "a": observed is missing; write a date, or undated
bad.yaml:1: claim "a": retrieved is missing; write a date, or undated
bad.yaml:1: claim "a": grade is missing
bad.yaml:7: claim "b": value 5 is outside 1 to 2
bad.yaml:7: claim "b": published "31.7.2024" is not a date; write 2026-11-22, 2026-11, 2026 or undated
bad.yaml:7: claim "b": observed is missing; write a date, or undated
bad.yaml:7: claim "b": retrieved "2026-13" is not a date; write 2026-11-22, 2026-11, 2026 or undated
bad.yaml:8: claim "b": unknown grade "V3"; write one of V, V2, S, D, C, M, R, A
bad.yaml:8: claim "b": id is taken by the claim on line 7
bad.yaml:9: claim "c": text is not a single value
bad.yaml:9: claim "c": value NaN in 1 to 2 is not finite
bad.yaml:10: claim "c2": text is missing
bad.yaml:10: claim "c2": value +Inf in 1 to 2 is not finite
bad.yaml:11: claim "": this is not a map with the keys of a claim: id, text, value and so on`
	var ledger evidence.Ledger
	require.EqualError(t, ledger.Load([]byte(bad), "bad.yaml"), want)
	require.Empty(t, ledger.All())
}

func TestLoadRefusesOtherDocuments(t *testing.T) {
	for text, want := range map[string]string{
		"id: a\n":        `x.yaml:1: this is not a list; write claims as "- id: ..."`,
		"[]\n---\n[]\n":  "x.yaml: there is more than one document; write one list of claims",
		"- id: a\n  - b": "evidence: load x.yaml: yaml: ",
	} {
		var ledger evidence.Ledger
		require.ErrorContains(t, ledger.Load([]byte(text), "x.yaml"), want)
	}
}

func TestLoadRefusesClaimsOfEarlierFiles(t *testing.T) {
	var ledger evidence.Ledger
	require.NoError(t, ledger.Load([]byte(file), "failures.yaml"))
	require.EqualError(t, ledger.Load([]byte(file), "again.yaml"), strings.Join([]string{
		`again.yaml:2: claim "llama3-405b-interruptions": id is taken by an earlier claim`,
		`again.yaml:14: claim "opt-175b-interruptions": id is taken by an earlier claim`,
	}, "\n"))
	require.Len(t, ledger.All(), 2)
}

func claim(id evidence.ID, grade evidence.Grade) evidence.Claim {
	return evidence.Claim{
		ID: id, Text: "t", Value: 1, Unit: "h", Low: 1, High: 1, Source: "s",
		Published: "2024", Observed: evidence.Undated, Retrieved: "2026-11-22", Grade: grade,
	}
}

func TestAddRefuses(t *testing.T) {
	var ledger evidence.Ledger
	require.NoError(t, ledger.Add(claim("a", evidence.Verified)))
	require.EqualError(t, ledger.Add(claim("a", evidence.Verified)), `evidence: add claim "a": id is taken by an earlier claim`)
	require.EqualError(t, ledger.Add(claim("b", evidence.Ungraded)), `evidence: add claim "b": grade is missing`)
	require.EqualError(t, ledger.Add(claim("", evidence.Assumed)), `evidence: add claim "": id is missing`)
	odd := claim("c", evidence.Assumed)
	odd.High = math.NaN()
	require.EqualError(t, ledger.Add(odd), `evidence: add claim "c": value 1 in 1 to NaN is not finite`)
	require.Len(t, ledger.All(), 1)
}

func TestWeakestNeverUpgrades(t *testing.T) {
	var ledger evidence.Ledger
	require.Equal(t, evidence.Ungraded, ledger.Weakest())
	var ids []evidence.ID
	for grade := evidence.Verified; grade > evidence.Ungraded; grade-- {
		id := evidence.ID(grade.String())
		require.NoError(t, ledger.Add(claim(id, grade)))
		ids = append(ids, id)
		require.Equal(t, grade, ledger.Weakest(ids...))
	}
	require.Equal(t, evidence.Verified, ledger.Weakest("V"))
	require.Equal(t, evidence.Ungraded, ledger.Weakest("V", "nobody knows"))
}

func TestGradesAreReadBack(t *testing.T) {
	for _, letter := range strings.Fields("V V2 S R D C A M") {
		grade, err := evidence.ParseGrade(letter)
		require.NoError(t, err)
		require.Equal(t, letter, grade.String())
	}
	_, err := evidence.ParseGrade("ungraded")
	require.EqualError(t, err, `unknown grade "ungraded"; write one of V, V2, S, D, C, M, R, A`)
}
