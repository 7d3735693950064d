package metrics

import "fmt"

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
		warn("only %d trades; averages and ratios are mostly noise", n)
	}
	if r.Ruin.Refused > 0 {
		warn("ruined: from %s on the wallet could not afford an entry, %d were refused; figures per day or year still count the days after", r.Ruin.At, r.Ruin.Refused)
	}
	if r.TooSmall > 0 {
		warn("%d entries were not made: the stake buys less than the amount step or the exchange's smallest order", r.TooSmall)
	}
	switch d := r.Days(); {
	case d == 1:
		warn("only 1 day; figures per year are extrapolated")
	case d < 30:
		warn("only %d days; figures per year are extrapolated", d)
	}
	return out
}
