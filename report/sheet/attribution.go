package sheet

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/table"
)

// Attribution says where the wallet's difference comes from, trade by trade.
func (s *Study) Attribution(c *Subject) *table.Table {
	a := c.Comparison.Attribution
	out := &table.Table{Title: s.mark("ATTRIBUTION (the wallet's runs, exact)"), Totals: 1}
	out.Columns = table.Words("Trades that are").Numbers("Trades", "Profit "+s.StakeCurrency, "Delta "+s.StakeCurrency)
	money := func(m backtest.Money) string { return Decimals(m.Float(), metrics.Decimals(s.StakeCurrency)) }
	line := func(name string, share fate.Share, sign backtest.Money) {
		out.Rows = append(out.Rows, table.Texts(name, fmt.Sprint(share.Trades), money(share.Profit), money(sign*share.Profit)))
	}
	line("in both, identical", a.Identical, 0)
	line("in both, at another stake", a.Altered, 1)
	line("blocked: refused by the filter", a.Blocked, -1)
	line("displaced: admitted, but a refilled trade was in the way", a.Displaced, -1)
	line("refilled: taken because a blocked trade left room", a.Refilled, 1)
	out.Rows = append(out.Rows, table.Texts("ALL", fmt.Sprintf("%d to %d", a.Baseline.Trades, a.Filtered.Trades),
		"residual "+money(a.Residual), money(a.Delta)))
	return out
}

// Gain prints an amount with its sign.
func (s *Study) Gain(x *float64) string { return s.difference(x, metrics.Money) }

// difference prints x with its sign.
func (s *Study) difference(x *float64, unit metrics.Unit) string {
	text := s.quantity(x, unit)
	if x != nil && *x > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return text
}

// quantity prints x in its unit.
func (s *Study) quantity(x *float64, unit metrics.Unit) string {
	if x == nil {
		return metrics.Undefined
	}
	switch unit {
	case metrics.Money:
		return Decimals(*x, metrics.Decimals(s.StakeCurrency))
	case metrics.Fraction:
		return Decimals(*x*100, 2) + "%"
	case metrics.Count, metrics.Days:
		if *x == float64(int64(*x)) {
			return Decimals(*x, 0)
		}
		return Decimals(*x, 1)
	default:
		return Decimals(*x, 3)
	}
}

func pValue(p *float64) string {
	if p == nil {
		return metrics.Undefined
	}
	return Decimals(*p, 3)
}

func shareText(x *float64) string {
	if x == nil {
		return metrics.Undefined
	}
	return percent(x) + "%"
}
