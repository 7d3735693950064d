package main

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

// An audit is one that can be printed.
type audit published.Audit

// print prints the audit: tables, then what they mean.
func (a *audit) print(p *show.Printer, format string) {
	switch format {
	case "json":
		p.JSON(a)
		return
	case "csv":
		p.Table(a.placeboTable())
		return
	}
	p.Say("The published filter, %s to %s: %d windows, %.1f %% of all candles. Fixed notional of 100 USDT.", a.From, a.To, a.Windows, 100*a.Blocked)
	p.Say("")
	p.Table(a.armTable())
	p.Say("")
	p.Table(a.placeboTable())
	p.Say("")
	for _, line := range a.Words {
		p.Say("- %s", line)
	}
}

func (a *audit) armTable() *table.Table {
	t := table.New("", table.Words("Strategy").Numbers("Trades", "Filtered", "Profit", "Filtered", "Gain", "Per removed trade", "Random deletion").Keep("Gain"))
	for _, arm := range append(a.Arms[:len(a.Arms):len(a.Arms)], a.Sum) {
		each, chance := "", ""
		if r, ok := arm.PerTrade(); ok {
			each = show.Fixed(r, 4)
		}
		if arm.Expected != nil {
			chance = fmt.Sprintf("%.1f ± %.1f", *arm.Expected, *arm.SD)
		}
		t.Add(
			arm.Strategy, arm.BaselineTrades, arm.FilteredTrades,
			show.Fixed(arm.BaselineProfit.Float(), 3), show.Fixed(arm.FilteredProfit.Float(), 3), show.Fixed(arm.Gain, 3), each, chance,
		)
	}
	return t
}

func (a *audit) placeboTable() *table.Table {
	t := table.New("", table.Words("Shifts of at least").Numbers("Shifts", "Gain", "5 %", "50 %", "95 %", "Gain more", "Above 0", "Lift", "p").Keep("Gain", "Lift", "p"))
	for _, p := range a.Placebos {
		t.Add(
			fmt.Sprintf("%d days", p.MinDays), p.Shifts, show.Fixed(a.Sum.Gain, 1), show.Fixed(p.Q05, 1), show.Fixed(p.Q50, 1), show.Fixed(p.Q95, 1),
			show.Fixed(100*p.More, 1)+" %", show.Optional(p.Gain.AboveZero, func(x float64) string { return show.Fixed(100*x, 1) + " %" }),
			show.Optional(p.Gain.Lift, func(x float64) string { return show.Fixed(x, 1) }), show.Optional(p.Gain.P, func(x float64) string { return show.Fixed(x, 3) }),
		)
	}
	return t
}
