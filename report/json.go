package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// A summary is what summary.json holds.
type summary struct {
	Manifest Manifest       `json:"manifest"`
	Filter   *summaryFilter `json:"filter"` // null without a filter
	Runs     []summaryRun   `json:"runs"`
	Warnings []string       `json:"warnings"`

	Verdict     *verdict.Grid         `json:"verdict"`    // of all cells; null without a filter, as are the next
	Comparison  []*verdict.Comparison `json:"comparison"` // one a cell, whole
	Attribution []cellValue           `json:"attribution"`
	Placebo     []cellValue           `json:"placebo"`
	Power       []cellValue           `json:"power"`
}

// A cellValue is a part of a cell's comparison by itself.
type cellValue struct {
	Strategy  string   `json:"strategy"`
	Pairs     []string `json:"pairs"`
	TimeRange string   `json:"timerange"`
	Value     any      `json:"value"`
}

// compared puts the comparisons into the summary.
func (out *summary) compared(s *Study) {
	out.Verdict = s.Grid
	for i := range s.Cells {
		c := &s.Cells[i]
		k := c.Comparison
		if k == nil {
			continue
		}
		value := func(v any) cellValue { return cellValue{c.Strategy, c.Pairs, c.TimeRange, v} }
		out.Comparison = append(out.Comparison, k)
		out.Attribution = append(out.Attribution, value(k.Attribution))
		out.Placebo = append(out.Placebo, value(k.Placebo))
		out.Power = append(out.Power, value(k.Power))
	}
}

// A summaryRun is one arm of one cell.
type summaryRun struct {
	Strategy  string          `json:"strategy"`
	Pairs     []string        `json:"pairs"`
	TimeRange string          `json:"timerange"`
	Arm       string          `json:"arm"`
	Ruined    *string         `json:"ruined"` // 2022-05-12 10:00:00 UTC, or null
	Refused   int             `json:"refused_entries"`
	Signals   backtest.Tally  `json:"entry_signals"`
	Rules     *backtest.Rules `json:"rules"` // in force, the strategy's own among them
	Metrics   metricValues    `json:"metrics"`
}

// Summary is the study as summary.json holds it, ready to be encoded.
func (s *Study) Summary() any {
	out := summary{Manifest: s.manifest(), Filter: s.summaryFilter(), Runs: []summaryRun{}, Warnings: s.warnings()}
	for _, a := range s.everyArm() {
		r := summaryRun{
			Strategy: a.Cell.Strategy, Pairs: a.Pairs, TimeRange: a.TimeRange, Arm: a.Arm.Arm,
			Refused: a.Run.Ruin.Refused, Rules: a.Cell.Rules, Metrics: metricValues{a.Run},
		}
		if r.Refused > 0 {
			at := a.Run.Ruin.At.String()
			r.Ruined = &at
		}
		if a.Result != nil {
			r.Signals = a.Result.Tally
		}
		out.Runs = append(out.Runs, r)
	}
	out.compared(s)
	return out
}

func (s *Study) writeSummary(w io.Writer) error { return writeJSON(w, s.Summary()) }

// metricValues encodes a run's metrics in the order of metrics.All: numbers
// unrounded, dates as freqtrade prints them, null where undefined.
type metricValues struct{ run *metrics.Run }

// MarshalJSON implements json.Marshaler.
func (m metricValues) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, metric := range metrics.All() {
		if i > 0 {
			b.WriteByte(',')
		}
		var value any
		if v, ok := metric.Of(m.run); ok {
			value = v
			if metric.Unit == metrics.Date {
				value = data.Instant(v).String()
			}
		}
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		b.WriteString(`"` + metric.Key + `":`)
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
