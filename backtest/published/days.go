package published

import (
	"strconv"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

// A DayRow is one row of a per-day table beside ours.
type DayRow struct {
	Published, Ours Day
}

// compareDays holds the day table, if one was published, against ours row by row.
func (c *Reproduction) compareDays(run *metrics.Run) {
	if len(c.Report.Days) == 0 {
		return
	}
	days := run.Breakdown(metrics.ByDay)
	c.DayRows = max(len(days), len(c.Report.Days))
	for i := range c.DayRows {
		var row DayRow
		if i < len(days) {
			row.Ours = dayOf(days[i])
		}
		if i < len(c.Report.Days) {
			row.Published = normal(c.Report.Days[i])
		}
		if row.Ours != row.Published {
			c.Days = append(c.Days, row)
		}
	}
}

func dayOf(p metrics.Period) Day {
	factor := "0.0"
	if v, ok := p.Factor(); ok {
		factor = metrics.FactorText(v)
	}
	return Day{
		Date: p.Name(metrics.ByDay), Trades: strconv.Itoa(p.Trades), ProfitAbs: metrics.MoneyText(p.Profit, "USDT"),
		ProfitFactor: factor, Win: strconv.Itoa(p.Wins), Draw: strconv.Itoa(p.Draws), Loss: strconv.Itoa(p.Losses),
	}
}

// normal puts the numbers of a published row into the form in which they were printed.
func normal(d Day) Day {
	if x, err := strconv.ParseFloat(d.ProfitAbs, 64); err == nil {
		d.ProfitAbs = metrics.MoneyText(x, "USDT")
	}
	if x, err := strconv.ParseFloat(d.ProfitFactor, 64); err == nil {
		d.ProfitFactor = metrics.FactorText(x)
	}
	return d
}
