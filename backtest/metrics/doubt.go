package metrics

import (
	"fmt"

	"github.com/remora-bt/remora-bt/internal/plural"
)

// Few is the number of trades below which averages say next to nothing.
const Few = 30

// Warnings says what is doubtful about a run's figures.
func (r *Run) Warnings() []error {
	var out []error
	warn := func(format string, args ...any) { out = append(out, fmt.Errorf(format, args...)) }
	switch n := len(r.Trades); {
	case n == 0:
		warn("no trade was made; most figures are undefined")
	case n < Few:
		warn("only %s; averages and ratios are mostly noise", plural.Of(n, "trade", "trades"))
	}
	if r.Ruin.Refused > 0 {
		warn("ruined: from %s on the wallet could not afford an entry, %s refused; figures per day or year still count the days after", r.Ruin.At, plural.Of(r.Ruin.Refused, "was", "were"))
	}
	if r.TooSmall > 0 {
		warn("%s not made: the stake buys less than the amount step or the exchange's smallest order", plural.Of(r.TooSmall, "entry was", "entries were"))
	}
	if d := r.Days(); d < 30 {
		warn("only %s; figures per year are extrapolated", plural.Of(d, "day", "days"))
	}
	return out
}
