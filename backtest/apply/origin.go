package apply

import (
	"fmt"

	"github.com/remora-bt/remora-bt/internal/plural"

	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/backtest/study"
)

// origin says where a cell's trades come from and how far the walk over them is the
// ordinary backtest.
func (c *Case) origin(in *Input, cell *study.Cell) *study.Origin {
	o := &study.Origin{Kind: "opportunities", Said: []string{}, Doubts: []string{}}
	if c.Filtered != nil {
		c.verified(o, cell, in.Apply.Approximate)
	}
	if c.unlike {
		o.Kind = "result"
		return o
	}
	if c.Stacked == nil {
		o.Kind = "result"
		c.approximate(o)
		return o
	}
	s := c.Stacked
	o.Say("%s, worked out by freqtrade in a backtest with position stacking.", plural.Of(len(s.Trades), "opportunity", "opportunities"))
	if s.TimedOut > 0 && s.Record == nil {
		o.Say("Approximate: %s never filled and held slots that the export does not show; --recorder writes what records them.", plural.Of(s.TimedOut, "entry order was", "entry orders were"))
	}
	if cell.Wallet.Sized {
		o.Say("Stakes are sized per trade: the answers are at equal stakes, the tables at the real ones.")
	}
	if cell.Wallet.Unlimited && c.adjusts() {
		o.Say("Approximate: unlimited stakes of trades with several orders are scaled.")
	}
	if c.Ordinary == nil {
		o.Say("Not checked: --result ORDINARY.zip holds the walk against the ordinary backtest, and has its settings.")
		return o
	}
	check := stacked.Compare(c.Ordinary, s.Trades, cell.Baseline.Result)
	o.Check = check
	o.Say("Check: %d of %d trades of the ordinary backtest found, %d with the same exit; walk: %s.", check.Found, check.Ordinary, check.SameExit, check)
	causes := check.Causes(c.Ordinary, s.Result, s.Record != nil)
	for _, cause := range causes {
		o.Say("Likely cause: %s.", cause)
	}
	if check.Share() < stacked.Least && !in.Apply.Approximate {
		doubt := fmt.Sprintf("The walk is not the ordinary backtest: %s, %.0f %% are needed.", check, 100*stacked.Least)
		if len(causes) > 0 {
			doubt += fmt.Sprintf(" Likely cause: %s.", causes[0])
		}
		o.Doubts = append(o.Doubts, doubt)
	}
	return o
}

// verified says what freqtrade made of the filter itself.
func (c *Case) verified(o *study.Origin, cell *study.Cell, approximate bool) {
	if cell.Walked == nil {
		return
	}
	check := stacked.Compare(c.Filtered, c.Filtered.Trades, cell.Walked)
	if c.Stacked == nil || c.unlike { // no walk refills the slots that refused trades free
		o.Say("The filtered arm is freqtrade's own, %s.", plural.Of(len(c.Filtered.Trades), "trade", "trades"))
	} else {
		o.Say("The filtered arm is freqtrade's own, %s; walk through the filter: %s.", plural.Of(len(c.Filtered.Trades), "trade", "trades"), check)
	}
	foreign := 0
	for i, said := range cell.Filtered.Said {
		if said.Blocked != 0 && !c.refuse.Exempts(cell.Filtered.Run.Trades[i].Short) {
			foreign++
		}
	}
	if foreign > 0 {
		o.Doubts = append(o.Doubts, fmt.Sprintf("The filtered result is of another filter: of its %d trades this one refuses %d.", len(c.Filtered.Trades), foreign))
	}
	if c.Stacked != nil && !c.unlike && foreign == 0 && check.Share() < stacked.Least && !approximate {
		o.Doubts = append(o.Doubts, fmt.Sprintf("The filtered result is not the walk through this filter: %s, %.0f %% are needed.", check, 100*stacked.Least))
	}
	if c.unlike {
		o.Say("The strategy cannot be walked entry by entry: both arms are exact, the answers are those of its ordinary trades, kept or refused one by one.")
	}
}

// approximate says what is unknown of an ordinary result alone.
func (c *Case) approximate(o *study.Origin) {
	r := c.Ordinary
	o.Say("Approximate: of an ordinary result each trade is kept or refused by itself; slots that refused trades free stay empty.")
	if c.live {
		o.Say("%s of a bot.", plural.Of(len(r.Trades), "closed trade", "closed trades"))
		return
	}
	o.Say("Unknown: %s that found no slot, beside %s.", plural.Of(r.Rejected, "entry", "entries"), plural.Of(len(r.Trades), "trade", "trades"))
	o.Say("Exact is what freqtrade works out with: %s", c.command())
}

// adjusts reports whether some trade has several orders.
func (c *Case) adjusts() bool {
	for i := range c.Stacked.Trades {
		if !c.Stacked.Trades[i].Single() {
			return true
		}
	}
	return false
}
