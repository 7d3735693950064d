package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// A summary is what summary.json holds.
type summary struct {
	Manifest Manifest         `json:"manifest"`
	Answers  *verdict.Answers `json:"answers"` // of all counted cells together; null without a filter
	Notes    []string         `json:"notes"`   // on all cells together
	Against  *study.Against   `json:"against"` // of a second filter; null unless that was asked
	Cells    []summaryCell    `json:"cells"`   // empty without a filter
	Filter   *summaryFilter   `json:"filter"`  // null without a filter
	Runs     []summaryRun     `json:"runs"`
	Warnings []string         `json:"warnings"`
}

// A summaryRun is one arm of one cell.
type summaryRun struct {
	Strategy  string          `json:"strategy"`
	Pairs     []string        `json:"pairs"`
	TimeRange string          `json:"timerange"` // as in the rows of the tables
	Asked     string          `json:"timerange_asked"`
	Arm       string          `json:"arm"`
	Ruined    *string         `json:"ruined"` // 2022-05-12 10:00:00 UTC, or null
	Refused   int             `json:"refused_entries"`
	Signals   backtest.Tally  `json:"entry_signals"`
	Rules     *backtest.Rules `json:"rules"` // in force, the strategy's own among them
	Metrics   metricValues    `json:"metrics"`
}

// Summary is the study as summary.json holds it, ready to be encoded.
func (s *Study) Summary() any {
	out := summary{Manifest: s.manifest(), Filter: s.summaryFilter(), Against: s.Against, Notes: []string{}, Cells: []summaryCell{}, Runs: []summaryRun{}, Warnings: s.Doubts()}
	for _, a := range s.EveryArm() {
		r := summaryRun{
			Strategy: a.Subject.Strategy, Pairs: a.Pairs, TimeRange: a.TimeRange, Asked: a.AskedRange, Arm: a.Arm.Arm,
			Refused: a.Run.Ruin.Refused, Rules: a.Subject.Rules, Metrics: metricValues{a.Run},
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
	out.answered(s)
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
