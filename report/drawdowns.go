package report

import (
	"strconv"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

// drawdowns is the table of the worst drawdowns of the daily equity marked to
// market. Both arms are side by side if the width allows it, else a rank's rows
// are next to each other.
func (s *Study) drawdowns(c *Cell, opt Options) *sheet {
	arms := c.arms()
	tables := make([][]metrics.Drawdown, len(arms))
	ranks := 0
	for i, a := range arms {
		tables[i] = a.Run.Worst(opt.Worst)
		ranks = max(ranks, len(tables[i]))
	}
	if wide := s.sideBySide(arms, tables, ranks); len(arms) == 1 || opt.Format != "md" {
		if _, ok := wide.fit(opt.Width); ok {
			return wide
		}
	}
	t := &sheet{title: s.drawdownTitle(), columns: append(append(number("#"), words("Arm")...), s.drawdownColumns()...)}
	for k := range ranks {
		for i, a := range arms {
			row := plain(strconv.Itoa(k+1), a.Arm)
			t.rows = append(t.rows, append(row, s.drawdownCells(a.Run, tables[i], k)...))
		}
	}
	return t
}

func (s *Study) sideBySide(arms []*Arm, tables [][]metrics.Drawdown, ranks int) *sheet {
	t := &sheet{title: s.drawdownTitle(), columns: number("#")}
	if len(arms) > 1 {
		t.groups = []string{""}
	}
	for _, a := range arms {
		columns := s.drawdownColumns()
		t.columns = append(t.columns, columns...)
		if len(arms) > 1 {
			t.groups = append(append(t.groups, a.Arm), make([]string, len(columns)-1)...)
		}
	}
	for k := range ranks {
		row := plain(strconv.Itoa(k + 1))
		for i, a := range arms {
			row = append(row, s.drawdownCells(a.Run, tables[i], k)...)
		}
		t.rows = append(t.rows, row)
	}
	return t
}

func (s *Study) drawdownTitle() string { return s.mark("DRAWDOWNS (daily, marked to market)") }

func (s *Study) drawdownColumns() []column {
	return number("Start", "Valley", "End (recovery)", "Days", "Depth %", "Depth "+s.StakeCurrency)
}

// drawdownCells are the cells of rank k, empty where there are fewer. Days count
// to the end of the run where the peak was not reached again.
func (s *Study) drawdownCells(r *metrics.Run, table []metrics.Drawdown, k int) []cell {
	if k >= len(table) {
		return plain("", "", "", "", "", "")
	}
	d := table[k]
	end := metrics.Undefined
	if d.Recovered {
		end = date(r.Day(d.End))
	}
	return plain(
		date(r.Day(d.Start)), date(r.Day(d.Valley)), end, strconv.Itoa(d.End-d.Start),
		decimals(d.Ratio*100, 2), decimals(d.Depth, metrics.Decimals(s.StakeCurrency)),
	)
}
