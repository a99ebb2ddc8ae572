// Package evidence keeps the ledger of sources: for every default number what is claimed, in which range, by whom,
// when, and how well we know it.
//
// A ledger is filled from YAML files or by Add, and printed for people who ask where a number comes from:
//
//	var ledger evidence.Ledger
//	err := ledger.Load(data, "failures.yaml") // all problems of the file, each with its line
//	claim, ok := ledger.Claim("llama3-405b-interruptions")
//	fmt.Print(claim.Format())
//	grade := ledger.Weakest("llama3-405b-interruptions", "rsc1-failure-rate")
//
// A file is a list of claims. All keys but note are required; a date is a day, a month, a year or "undated":
//
//   - id: llama3-405b-interruptions
//     text: unexpected interruptions of the 16,384-GPU run
//     value: 3.79
//     unit: failures per 1000 node-days
//     low: 3.43
//     high: 4.17
//     source: The Llama 3 Herd of Models, table 5
//     published: 2024-07-31
//     observed: 2024
//     retrieved: 2026-11-22
//     grade: V
//     note: 419 events in 2048 nodes times 54 days
//
// Grades are never upgraded: what rests on several claims is as strong as the weakest of them.
package evidence
