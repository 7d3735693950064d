package report

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
)

// identity are the columns that say which cell a row belongs to.
var identity = []string{"strategy", "pairs", "timerange"}

// metricColumns are the columns of metrics.csv.
var metricColumns = []string{"strategy", "arm", "timerange", "metric", "value", "text"}

// writeMetrics writes metrics.csv, long and typed: a row per cell, arm and metric,
// numbers unrounded in value, dates in text, both empty where undefined. The arm delta
// is filtered − baseline. The metric data says of every arm "synthetic" or "candles".
func (s *Study) writeMetrics(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(metricColumns); err != nil {
		return err
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		arms := []string{Baseline}
		if c.Filtered != nil {
			arms = append(arms, Filtered, "delta")
		}
		rows := metricRows(c)
		for k, arm := range arms {
			of := []string{table.Guarded(c.Strategy), arm, table.Guarded(c.TimeRange)}
			if err := out.Write(append(of, "data", "", s.Origin())); err != nil {
				return err
			}
			for _, r := range rows {
				typed := []string{r[0], r[1+k], ""}
				if r[len(r)-1] == string(metrics.Date) {
					typed = []string{r[0], "", r[1+k]}
				}
				if err := out.Write(append(of[:3:3], typed...)); err != nil {
					return err
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}

// metricRows are metric, baseline, filtered, delta and unit of every metric.
func metricRows(c *sheet.Subject) [][]string {
	all := metrics.All()
	base, filt, delta, unit := labelled{name: Baseline}, labelled{name: Filtered}, labelled{name: "delta"}, labelled{name: "unit"}
	for _, m := range all {
		v, ok := m.Of(c.Baseline.Run)
		base.add(m.Key, value(m, v, ok))
		unit.add(m.Key, string(m.Unit))
		if c.Filtered != nil {
			w, okW := m.Of(c.Filtered.Run)
			d, okD := m.Delta(c.Baseline.Run, c.Filtered.Run)
			filt.add(m.Key, value(m, w, okW))
			delta.add(m.Key, value(m, d, okD))
		}
	}
	return beside("metric", base, filt, delta, unit)
}

func (c *labelled) add(key, value string) {
	c.keys, c.values = append(c.keys, key), append(c.values, value)
}

// value is a metric's value as files hold it.
func value(m metrics.Metric, v float64, ok bool) string {
	switch {
	case !ok:
		return ""
	case m.Unit == metrics.Date:
		return data.Instant(v).String()
	default:
		return sheet.Shortest(v)
	}
}

// writeEquity writes equity.csv: per cell, arm and UTC day the account at the end
// of the day, realised and marked to market.
func (s *Study) writeEquity(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(append(append([]string{"date"}, identity...), "arm", "realised", "equity")); err != nil {
		return err
	}
	for _, a := range s.EveryArm() {
		for _, m := range a.Run.Marks {
			row := append(append([]string{m.Day.Date()}, a.Subject.Identity()...), a.Arm.Arm, sheet.Shortest(m.Realised), sheet.Shortest(m.Equity))
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// writeDrawdowns writes drawdowns.csv: every drawdown of the daily equity marked
// to market, worst first. end is empty where the peak was not reached again; days
// then count to the end of the run.
func (s *Study) writeDrawdowns(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(append(append([]string{}, identity...), "arm", "rank", "start", "valley", "end", "days", "depth_ratio", "depth_abs")); err != nil {
		return err
	}
	for _, a := range s.EveryArm() {
		for i, d := range a.Run.Worst(0) {
			end := ""
			if d.Recovered {
				end = a.Run.Day(d.End).Date()
			}
			row := append(a.Subject.Identity(), a.Arm.Arm, strconv.Itoa(i+1), a.Run.Day(d.Start).Date(), a.Run.Day(d.Valley).Date(), end,
				strconv.Itoa(d.End-d.Start), sheet.Shortest(d.Ratio), sheet.Shortest(d.Depth))
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// writeReturns writes returns.csv: the daily returns marked to market, a column
// per cell and arm, empty on days outside its run. pandas.read_csv(…,
// index_col="date", parse_dates=True) gives the series that quantstats and
// empyrical take.
func (s *Study) writeReturns(w io.Writer) error {
	arms := s.EveryArm()
	header := []string{"date"}
	var first, last data.Instant
	known := false
	for _, a := range arms {
		header = append(header, table.Guarded(s.Label(a.Subject)+" "+a.Arm.Arm))
		if n := len(a.Run.Marks); n > 0 {
			from, to := a.Run.Marks[0].Day, a.Run.Marks[n-1].Day
			if !known || from < first {
				first = from
			}
			if !known || to > last {
				last = to
			}
			known = true
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for day := first; known && day <= last; day = day.Add(data.Day) {
		row := []string{day.Date()}
		for _, a := range arms {
			row = append(row, returnOn(a.Run, day))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// returnOn is a run's return on a day, "" outside the run.
func returnOn(r *metrics.Run, day data.Instant) string {
	if len(r.Marks) == 0 || day < r.Marks[0].Day {
		return ""
	}
	i := int((day - r.Marks[0].Day) / data.Instant(data.Day))
	if i >= len(r.Marks) {
		return ""
	}
	return sheet.Shortest(r.DailyReturns()[i])
}
