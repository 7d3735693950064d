package show

import (
	"fmt"

	"github.com/remora-bt/remora-bt/internal/plural"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/report/table"
)

// skill says what the score knows of the candles that follow it.
func (p *Printer) skill(s *sweep.Skill) {
	if s.Note != "" {
		p.Say("Skill of the score on %s: %s.", s.Pair, s.Note)
		p.Say("")
	}
	if len(s.Ahead) == 0 {
		return
	}
	p.Say("Skill of the score on %s: rank correlation with what follows, over %d candles.", s.Pair, s.Rows)
	t := table.New("", table.Numbers("Candles ahead", "Return IC", "t", "Volatility IC", "t"))
	for _, a := range s.Ahead {
		t.Add(a.Candles, rankText(a.Return), Optional(a.Return.T, Fixed2), rankText(a.Volatility), Optional(a.Volatility.T, Fixed2))
	}
	p.Table(t)
	t = table.New("", table.Numbers("Decile", "Score", "Candles"))
	for _, a := range s.Ahead {
		t.Columns = t.Columns.Numbers(fmt.Sprintf("Return %d, bps", a.Candles), fmt.Sprintf("Volatility %d, bps", a.Candles))
	}
	for _, d := range s.Deciles {
		if d.Rows == 0 {
			continue
		}
		row := []any{d.Decile, fmt.Sprintf("%.3f to %.3f", d.Least, d.Most), d.Rows}
		for _, o := range d.Ahead {
			mean := Optional(o.Return, bps)
			if o.Error != nil {
				mean += " ± " + bps(*o.Error)
			}
			row = append(row, mean, Optional(o.Volatility, bps))
		}
		t.Add(row...)
	}
	p.Table(t)
	p.Say("")
}

func rankText(r sweep.RankOfRank) string {
	if r.IC == nil {
		return ""
	}
	text := table.Shown(fmt.Sprintf("%+.4f", *r.IC))
	if r.Error != nil {
		text += fmt.Sprintf(" ± %.4f", *r.Error)
	}
	return text
}

func bps(x float64) string { return Fixed(1e4*x, 2) }

// reliability says how often trades lose by their score at entry, and how much worse
// they are than those around them.
func (p *Printer) reliability(r *sweep.Reliability) {
	switch {
	case len(r.Bins) > 0:
		p.Table(binTable(r.Bins))
	case r.Trades < metrics.Few:
		p.Say("Reliability of the score: only %s one, nothing is said of fewer than 30.", plural.Of(r.Trades, "trade has", "trades have"))
	default:
		p.Say("Reliability of the score: %d trades have one, in no tenth of it 30.", r.Trades)
	}
	if r.AUC != nil {
		p.Say("\"This trade will lose\": AUC %.3f ± %.3f (0.5 knows nothing); rank correlation with profit %s.", *r.AUC, *r.Error, Optional(r.IC, func(x float64) string { return table.Shown(fmt.Sprintf("%+.3f", x)) }))
	}
}

func binTable(bins []sweep.Bin) *table.Table {
	t := table.New("", table.Numbers("Score at entry", "Trades", "Lost", "90 %", "Mean profit", "Worse than near, bp").Keep("Worse than near, bp"))
	for _, b := range bins {
		t.Add(
			fmt.Sprintf("%.1f to %.1f", b.From, b.To), b.Trades, Percent(100*b.Lost),
			fmt.Sprintf("%.1f to %.1f", 100*b.LostLo, 100*b.LostHi), Optional(b.Profit, func(x float64) string { return Fixed(x, 4) }), Optional(b.BP, signed),
		)
	}
	return t
}
