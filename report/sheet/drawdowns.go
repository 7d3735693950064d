package sheet

import (
	"strconv"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report/table"
)

// Drawdowns is the table of the worst drawdowns of the daily equity marked to
// market. Both arms are side by side if the width allows it, else a rank's rows
// are next to each other.
func (s *Study) Drawdowns(c *Subject, opt Options) *table.Table {
	arms := c.Arms()
	tables := make([][]metrics.Drawdown, len(arms))
	ranks := 0
	for i, a := range arms {
		tables[i] = a.Run.Worst(opt.Worst)
		ranks = max(ranks, len(tables[i]))
	}
	if wide := s.sideBySide(arms, tables, ranks); len(arms) == 1 || opt.Format != "md" {
		if wide.Fits(opt.Width) {
			return wide
		}
	}
	t := &table.Table{Title: s.drawdownTitle(), Columns: append(table.Numbers("#").Words("Arm").Keep("Arm"), s.drawdownColumns()...)}
	for k := range ranks {
		for i, a := range arms {
			row := table.Texts(strconv.Itoa(k+1), a.Arm)
			t.Rows = append(t.Rows, append(row, s.drawdownCells(a.Run, tables[i], k)...))
		}
	}
	return t
}

func (s *Study) sideBySide(arms []*study.Arm, tables [][]metrics.Drawdown, ranks int) *table.Table {
	t := &table.Table{Title: s.drawdownTitle(), Columns: table.Numbers("#")}
	if len(arms) > 1 {
		t.Groups = []string{""}
	}
	for _, a := range arms {
		columns := s.drawdownColumns()
		t.Columns = append(t.Columns, columns...)
		if len(arms) > 1 {
			t.Groups = append(append(t.Groups, a.Arm), make([]string, len(columns)-1)...)
		}
	}
	for k := range ranks {
		row := table.Texts(strconv.Itoa(k + 1))
		for i, a := range arms {
			row = append(row, s.drawdownCells(a.Run, tables[i], k)...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (s *Study) drawdownTitle() string { return s.mark("DRAWDOWNS (daily, marked to market)") }

func (s *Study) drawdownColumns() table.Columns {
	return table.Numbers("Start", "Valley", "End (recovery)", "Days", "Depth %", "Depth "+s.StakeCurrency)
}

// drawdownCells are the cells of rank k, empty where there are fewer. Days count
// to the end of the run where the peak was not reached again.
func (s *Study) drawdownCells(r *metrics.Run, worst []metrics.Drawdown, k int) []table.Field {
	if k >= len(worst) {
		return table.Texts("", "", "", "", "", "")
	}
	d := worst[k]
	end := metrics.Undefined
	if d.Recovered {
		end = r.Day(d.End).Date()
	}
	return table.Texts(
		r.Day(d.Start).Date(), r.Day(d.Valley).Date(), end, strconv.Itoa(d.End-d.Start),
		Decimals(d.Ratio*100, 2), Decimals(d.Depth, metrics.Decimals(s.StakeCurrency)),
	)
}
