package sheet

import (
	"strconv"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report/table"
)

// toll is a table of refused trades, at most so many of them, 0 for all, and what
// all of them come to; engine says that the filter has scores.
func (s *Study) toll(title string, t study.Toll, engine bool, most int) *table.Table {
	out := &table.Table{Title: s.mark(title), Totals: 1}
	out.Columns = table.Words("Signal", "Pair").Numbers("Profit %", "Profit "+s.StakeCurrency)
	out.Columns = out.Columns.Words("Exit Reason", "Blocked by")
	if engine {
		out.Columns = append(out.Columns.Numbers("Risk"), table.Words("Class", "Regime")...)
	}
	money := func(v float64) string { return Decimals(v, metrics.Decimals(s.StakeCurrency)) }
	for i, r := range t.Trades {
		if most > 0 && i == most {
			break
		}
		row := table.Texts(r.Signal.String(), r.Pair, Decimals(r.Trade.ProfitRatio*100, 2), money(r.Trade.ProfitAbs), r.Trade.Reason.String(), BlockedBy(r.Said))
		if engine {
			row = append(row, said(r.Said)...)
		}
		out.Rows = append(out.Rows, row)
	}
	last := table.Texts("ALL "+strconv.Itoa(len(t.Trades)), "", "", money(t.Profit), "", "")
	out.Rows = append(out.Rows, append(last, make([]table.Field, len(out.Columns)-len(last))...))
	return out
}

// said are the cells of what the engine said.
func said(s study.Said) []table.Field {
	text := []string{metrics.Undefined, s.Class.String(), s.Regime.String()}
	if s.Known {
		text[0] = Decimals(s.Risk, 2)
	}
	for i, t := range text {
		if t == "" {
			text[i] = metrics.Undefined
		}
	}
	return table.Texts(text...)
}
