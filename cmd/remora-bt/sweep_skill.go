package main

import (
	"fmt"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/sweep"
)

// printSkill says what the score knows of the candles that follow it.
func printSkill(p *teller, s *sweep.Skill) {
	if s.Note != "" {
		p.say("Skill of the score on %s: %s.\n", s.Pair, s.Note)
	}
	if len(s.Ahead) == 0 {
		return
	}
	p.say("Skill of the score on %s: rank correlation with what follows, over %d candles.", s.Pair, s.Rows)
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Candles ahead", "Return IC", "t", "Volatility IC", "t"})
	for _, a := range s.Ahead {
		t.AppendRow(table.Row{a.Candles, rankText(a.Return), optional(a.Return.T, money2), rankText(a.Volatility), optional(a.Volatility.T, money2)})
	}
	p.table(t)
	t = table.NewWriter()
	head := table.Row{"Decile", "Score", "Candles"}
	for _, a := range s.Ahead {
		head = append(head, fmt.Sprintf("Return %d, bps", a.Candles), fmt.Sprintf("Volatility %d, bps", a.Candles))
	}
	t.AppendHeader(head)
	for _, d := range s.Deciles {
		if d.Rows == 0 {
			continue
		}
		row := table.Row{d.Decile, fmt.Sprintf("%.3f .. %.3f", d.Least, d.Most), d.Rows}
		for _, o := range d.Ahead {
			mean := optional(o.Return, bps)
			if o.Error != nil {
				mean += " ± " + bps(*o.Error)
			}
			row = append(row, mean, optional(o.Volatility, bps))
		}
		t.AppendRow(row)
	}
	p.table(t)
	p.say("")
}

func rankText(r sweep.RankOfRank) string {
	if r.IC == nil {
		return ""
	}
	text := fmt.Sprintf("%+.4f", *r.IC)
	if r.Error != nil {
		text += fmt.Sprintf(" ± %.4f", *r.Error)
	}
	return text
}

func bps(x float64) string { return fixed(1e4*x, 2) }

// printReliability says how often trades lose by their score at entry.
func (c *sweepCellResult) printReliability(p *teller) {
	r := &c.Reliability
	switch {
	case len(r.Bins) > 0:
		p.reliabilityBins(r.Bins)
	case r.Trades < metrics.Few:
		p.say("Reliability of the score: only %d trades have one, nothing is said of fewer than 30.", r.Trades)
	default:
		p.say("Reliability of the score: %d trades have one, in no tenth of it 30.", r.Trades)
	}
	if r.AUC != nil {
		p.say("\"This trade will lose\": AUC %.3f ± %.3f (0.5 knows nothing); rank correlation with profit %s.", *r.AUC, *r.Error, optional(r.IC, func(x float64) string { return fmt.Sprintf("%+.3f", x) }))
	}
}

func (p *teller) reliabilityBins(bins []sweep.Bin) {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Score at entry", "Trades", "Lost", "90 %", "Mean profit"})
	for _, b := range bins {
		t.AppendRow(table.Row{
			fmt.Sprintf("%.1f .. %.1f", b.From, b.To), b.Trades, percent(b.Lost),
			fmt.Sprintf("%.1f .. %.1f", 100*b.LostLo, 100*b.LostHi), optional(b.Profit, func(x float64) string { return fixed(x, 4) }),
		})
	}
	p.table(t)
}
