package report

import (
	"encoding/json"
	"io"
	"math"

	"github.com/clustersim/clustersim/stats"
)

// document is the JSON form. Fields are only ever added within a schema version.
type document struct {
	SchemaVersion int               `json:"schema_version"`
	Name          string            `json:"name"`
	About         string            `json:"about,omitempty"`
	Verdict       string            `json:"verdict"`
	Requirements  []jsonRequirement `json:"requirements"`
	Metrics       []jsonMetric      `json:"metrics"`
	Warnings      []string          `json:"warnings"`
	Defaults      []jsonDefault     `json:"defaults"`
	Claims        []jsonClaim       `json:"claims"`
	Provenance    jsonProvenance    `json:"provenance"`
}

type jsonRequirement struct {
	Text    string `json:"text"`
	Metric  string `json:"metric"`
	Verdict string `json:"verdict"`
	jsonEstimate
}

type jsonMetric struct {
	Name   string `json:"name"`
	Unit   string `json:"unit"`
	Better string `json:"better"`
	jsonEstimate
	Observations int    `json:"observations"`
	Of           string `json:"of"`
}

// jsonEstimate has null for what is not known or not bounded: JSON has no infinity.
type jsonEstimate struct {
	Value      *float64 `json:"value"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	Confidence float64  `json:"confidence"`
	N          int      `json:"n"`
	Warnings   []string `json:"warnings,omitempty"`
}

type jsonDefault struct {
	Path   string `json:"path"`
	Value  string `json:"value"`
	Source string `json:"source,omitempty"`
	Grade  string `json:"grade,omitempty"`
}

type jsonClaim struct {
	ID        string  `json:"id"`
	Value     float64 `json:"value"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Unit      string  `json:"unit"`
	Grade     string  `json:"grade"`
	Source    string  `json:"source"`
	Published string  `json:"published"`
	Observed  string  `json:"observed"`
	Retrieved string  `json:"retrieved"`
}

type jsonProvenance struct {
	Command  string   `json:"command"`
	Scenario string   `json:"scenario_sha256"`
	Seeds    []uint64 `json:"seeds"`
	Partial  bool     `json:"partial"`
	Version  string   `json:"version"`
	Arch     string   `json:"arch"`
	Digest   string   `json:"digest_sha256"`
}

// JSON writes the report for a program: one object, indented, byte-stable.
func (r *Report) JSON(w io.Writer) error {
	d := document{
		SchemaVersion: SchemaVersion, Name: r.Name, About: r.About, Verdict: r.outcome(),
		Requirements: []jsonRequirement{}, Metrics: []jsonMetric{}, Warnings: append([]string{}, r.Warnings...),
		Defaults: []jsonDefault{}, Claims: []jsonClaim{}, Provenance: jsonProvenance(r.Provenance),
	}
	for _, j := range r.Verdict.Judgements {
		q := jsonRequirement{Text: j.Requirement.Text, Metric: j.Requirement.Metric.Name, Verdict: j.Outcome.String()}
		if j.Known {
			q.jsonEstimate = estimated(j.Estimate)
		}
		d.Requirements = append(d.Requirements, q)
	}
	for _, m := range r.Measures {
		d.Metrics = append(d.Metrics, jsonMetric{
			Name: m.Metric.Name, Unit: m.Metric.Unit, Better: m.Metric.Better.String(),
			jsonEstimate: estimated(m.Estimate), Observations: m.Observations, Of: m.Metric.Things,
		})
	}
	for _, v := range r.Defaults {
		d.Defaults = append(d.Defaults, jsonDefault(v))
	}
	for _, c := range r.Claims {
		d.Claims = append(d.Claims, jsonClaim{
			ID: string(c.ID), Value: c.Value, Low: c.Low, High: c.High, Unit: c.Unit, Grade: c.Grade.String(),
			Source: c.Source, Published: c.Published, Observed: c.Observed, Retrieved: c.Retrieved,
		})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(d)
}

func estimated(e stats.Estimate) jsonEstimate {
	return jsonEstimate{
		Value: finite(e.Value), Low: finite(e.Lo), High: finite(e.Hi),
		Confidence: e.Confidence, N: e.N, Warnings: e.Warnings,
	}
}

func finite(x float64) *float64 {
	if math.IsInf(x, 0) {
		return nil
	}
	return &x
}
