package sheet

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/table"
)

// lineColumns are the columns of every table of trades, first the names of its keys.
func (s *Study) lineColumns(first []string, count string, arms bool) table.Columns {
	cols := table.Words(first...)
	if arms {
		cols = cols.Words("Arm").Keep("Arm")
	}
	return cols.Numbers(count, "Avg Profit %", "Tot Profit "+s.StakeCurrency, "Tot Profit %", "Avg Duration", "Win", "Draw", "Loss", "Win%")
}

// lineCells are the cells of a line from the count on.
func (s *Study) lineCells(l metrics.Line) []table.Field {
	mean, duration, share := metrics.Undefined, metrics.Undefined, metrics.Undefined
	if l.Trades > 0 {
		mean, duration = Decimals(l.ProfitMean*100, 2), metrics.HoldingText(l.Minutes)
		share = metrics.WinText(l.Wins, l.Draws, l.Losses)
	}
	return table.Texts(
		strconv.Itoa(l.Trades), mean, Decimals(l.ProfitAbs, metrics.Decimals(s.StakeCurrency)), Decimals(l.ProfitTotal*100, 2), duration,
		strconv.Itoa(l.Wins), strconv.Itoa(l.Draws), strconv.Itoa(l.Losses), share,
	)
}

// lines is a table of trades of both arms, a key's rows next to each other in the
// order of the baseline, TOTAL last.
func (s *Study) lines(c *Subject, title, first, count string, of func(*study.Arm) []metrics.Line) *table.Table {
	return s.linesBy(c, title, []string{first}, count, of)
}

// linesBy is lines by one key or by two: a line's Key and its Reason.
func (s *Study) linesBy(c *Subject, title string, first []string, count string, of func(*study.Arm) []metrics.Line) *table.Table {
	arms := c.Arms()
	t := &table.Table{Title: s.mark(title), Columns: s.lineColumns(first, count, len(arms) > 1), Totals: len(arms)}
	tables := make([][]metrics.Line, len(arms))
	type key struct{ key, reason string }
	keyOf := func(l metrics.Line) key { return key{l.Key, l.Reason} }
	var keys []key
	for i, a := range arms {
		tables[i] = of(a)
		for _, l := range tables[i][:len(tables[i])-1] {
			if !slices.Contains(keys, keyOf(l)) {
				keys = append(keys, keyOf(l))
			}
		}
	}
	for _, k := range append(keys, key{metrics.TotalKey, ""}) {
		for i, a := range arms {
			var line metrics.Line // of a key that only the other arm has: nothing was traded
			if j := slices.IndexFunc(tables[i], func(l metrics.Line) bool { return keyOf(l) == k }); j >= 0 {
				line = tables[i][j]
			}
			row := table.Texts([]string{k.key, k.reason}[:len(first)]...)
			if len(arms) > 1 {
				row = append(row, table.Texts(a.Arm)...)
			}
			t.Rows = append(t.Rows, append(row, s.lineCells(line)...))
		}
	}
	return t
}

// inRun are the lines that a run has of itself.
func inRun(of func(*metrics.Run) []metrics.Line) func(*study.Arm) []metrics.Line {
	return func(a *study.Arm) []metrics.Line { return of(a.Run) }
}

// Strategies is the table of all cells.
func (s *Study) Strategies() *table.Table {
	t := &table.Table{Title: s.mark("STRATEGY SUMMARY"), Note: s.Apart(), Columns: s.lineColumns([]string{"Strategy"}, "Trades", s.HasFiltered())}
	t.Columns = t.Columns.Numbers("Drawdown "+s.StakeCurrency, "Drawdown %")
	for _, a := range s.EveryArm() {
		total := a.Run.Total()
		row := table.Texts(s.Label(a.Subject))
		if s.HasFiltered() {
			row = append(row, table.Texts(a.Arm.Arm)...)
		}
		row = append(row, s.lineCells(total)...)
		depth, share := metrics.Undefined, metrics.Undefined
		if total.Trades > 1 {
			depth, share = Decimals(total.DrawdownAbs, metrics.Decimals(s.StakeCurrency)), Decimals(total.Drawdown*100, 2)
		}
		t.Rows = append(t.Rows, append(row, table.Texts(depth, share)...))
	}
	return t
}

// Periods is the profit per period, a period's rows next to each other.
func (s *Study) Periods(c *Subject, by metrics.Calendar) *table.Table {
	arms := c.Arms()
	t := &table.Table{Title: s.mark(strings.ToUpper(by.String()) + " BREAKDOWN"), Columns: table.Words(Capital(by.String()))}
	if len(arms) > 1 {
		t.Columns = t.Columns.Words("Arm").Keep("Arm")
	}
	t.Columns = t.Columns.Numbers("Trades", "Tot Profit "+s.StakeCurrency, "Profit Factor", "Win", "Draw", "Loss", "Win%")
	periods := make([]map[data.Instant]metrics.Period, len(arms))
	names := map[data.Instant]string{}
	for i, a := range arms {
		periods[i] = map[data.Instant]metrics.Period{}
		for _, p := range a.Run.Breakdown(by) {
			periods[i][p.Label], names[p.Label] = p, p.Name(by)
		}
	}
	for _, label := range slices.Sorted(maps.Keys(names)) {
		for i, a := range arms {
			row := table.Texts(names[label])
			if len(arms) > 1 {
				row = append(row, table.Texts(a.Arm)...)
			}
			t.Rows = append(t.Rows, append(row, s.periodCells(periods[i][label])...)) // no trades outside the arm's own periods
		}
	}
	return t
}

func (s *Study) periodCells(p metrics.Period) []table.Field {
	factor, share := metrics.Undefined, metrics.Undefined
	if v, ok := p.Factor(); ok {
		factor = Decimals(v, 2)
	}
	if p.Trades > 0 {
		share = metrics.WinText(p.Wins, p.Draws, p.Losses)
	}
	return table.Texts(strconv.Itoa(p.Trades), Decimals(p.Profit, metrics.Decimals(s.StakeCurrency)), factor, strconv.Itoa(p.Wins), strconv.Itoa(p.Draws), strconv.Itoa(p.Losses), share)
}
