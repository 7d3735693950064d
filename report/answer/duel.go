package answer

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// Duel says how a filter stands to a second one on the same trades: a line that decides,
// then what it rests on. Money is in the currency.
func Duel(d *verdict.Duel, w verdict.Worthwhile, currency string) []string {
	if d.Equal {
		return []string{"equal: both refuse the same candles"}
	}
	profit, risk := d.Profit(w), d.Risk(w)
	out := []string{fmt.Sprintf("profit %s%s, worst days %s%s", profit, because(profit, d.P, d.PWorse), risk, because(risk, d.TailP, d.TailWorse))}
	if d.Selection != nil {
		line := "its choice brought " + difference{amount(Decimals(currency)), " " + currency, "less", "more"}.of(*d.Selection)
		if d.Lo != nil && d.Hi != nil {
			line += " (" + difference{amount(spanDecimals(*d.Lo, *d.Hi, currency)), "", "less", "more"}.between(*d.Lo, *d.Hi) + ")"
		}
		out = append(out, line)
	}
	tail := difference{plain, " points", "harsher", "milder"}
	if d.Cut != nil {
		out = append(out, "worst 5 % of days "+tail.of(*d.Cut))
	}
	if d.Beyond != nil {
		line := "beyond a smaller stake " + tail.of(*d.Beyond)
		if d.BeyondLo != nil && d.BeyondHi != nil {
			line += " (" + tail.between(*d.BeyondLo, *d.BeyondHi) + ")"
		}
		out = append(out, line+knowing(d, risk))
	}
	return slices.Concat(out, d.Reasons, d.RiskReasons)
}

// knowing says why the worst days stand otherwise than the interval beyond a smaller stake
// lies: the filter must also know them better, or less.
func knowing(d *verdict.Duel, s verdict.Standing) string {
	switch {
	case len(d.Reasons) > 0 || len(d.RiskReasons) > 0 || d.BeyondLo == nil || d.BeyondHi == nil || d.TailP == nil || d.TailWorse == nil:
		return ""
	case s == verdict.Worse && *d.BeyondHi >= 0:
		return ": it knows bad days less"
	case s != verdict.Worse && *d.BeyondHi < 0:
		return ", not shown to know bad days less (" + P(d.TailWorse) + ")"
	case s != verdict.Better && *d.BeyondLo > 0:
		return ", not shown to know bad days better (" + P(d.TailP) + ")"
	}
	return ""
}

// because is the p of what a standing says.
func because(s verdict.Standing, p, worse *float64) string {
	switch {
	case s == verdict.Better && p != nil:
		return " (" + P(p) + ")"
	case s == verdict.Worse && worse != nil:
		return " (" + P(worse) + ")"
	}
	return ""
}
