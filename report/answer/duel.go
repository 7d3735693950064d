package answer

import (
	"fmt"
	"math"
	"strings"

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
		line := fmt.Sprintf("its choice brought %s %s %s", strings.TrimPrefix(Money(math.Abs(*d.Selection), currency), "+"), currency, more(*d.Selection))
		if d.Lo != nil && d.Hi != nil {
			line += " (" + Span(*d.Lo, *d.Hi, currency) + ")"
		}
		out = append(out, line)
	}
	if d.Cut != nil {
		line := "worst 5 % of days " + byPoints(*d.Cut)
		if d.Beyond != nil {
			line += "; beyond a smaller stake " + byPoints(*d.Beyond)
			if d.BeyondLo != nil && d.BeyondHi != nil {
				line += fmt.Sprintf(" (%s to %s)", Points(*d.BeyondLo), Points(*d.BeyondHi))
			}
		}
		out = append(out, line)
	}
	return out
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

func more(x float64) string {
	if x < 0 {
		return "less"
	}
	return "more"
}

// byPoints is a difference of two cuts.
func byPoints(x float64) string {
	if x < 0 {
		return plain(-x) + " points harsher"
	}
	return plain(x) + " points milder"
}
