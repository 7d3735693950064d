package report

import (
	"strconv"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

// toll is a table of refused trades, at most so many of them, 0 for all, and what
// all of them come to.
func (s *Study) toll(title string, t Toll, most int) *sheet {
	out := &sheet{title: s.mark(title), totals: 1}
	out.columns = append(words("Signal", "Pair"), number("Profit %", "Profit "+s.StakeCurrency)...)
	out.columns = append(out.columns, words("Exit Reason", "Blocked by")...)
	engine := s.Filter.Profile != nil
	if engine {
		out.columns = append(append(out.columns, number("Risk")...), words("Class", "Regime")...)
	}
	money := func(v float64) string { return decimals(v, metrics.Decimals(s.StakeCurrency)) }
	for i, r := range t.Trades {
		if most > 0 && i == most {
			break
		}
		row := plain(r.Signal.String(), r.Pair, decimals(r.Trade.ProfitRatio*100, 2), money(r.Trade.ProfitAbs), r.Trade.Reason.String(), r.Blocked.String())
		if engine {
			row = append(row, said(r.Said)...)
		}
		out.rows = append(out.rows, row)
	}
	last := plain("ALL "+strconv.Itoa(len(t.Trades)), "", "", money(t.Profit), "", "")
	out.rows = append(out.rows, append(last, make([]cell, len(out.columns)-len(last))...))
	return out
}

// said are the cells of what the engine said.
func said(s Said) []cell {
	text := []string{metrics.Undefined, s.Class.String(), s.Regime.String()}
	if s.Known {
		text[0] = decimals(s.Risk, 2)
	}
	for i, t := range text {
		if t == "" {
			text[i] = metrics.Undefined
		}
	}
	return plain(text...)
}
