package answer

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// Against says what a filter chose beyond a second one; d is nil where nothing could
// be held against it.
func Against(d *verdict.Duel, filter, currency string) Part {
	p := Part{Name: "AGAINST", Says: filter + ": nothing to compare"}
	switch {
	case d == nil:
		return p
	case d.Equal:
		p.Says = filter + ": equal, both refuse the same entries"
		return p
	case d.Selection == nil:
		return p
	}
	p.Says = filter + ": its choice brought " + Money(*d.Selection, currency) + " " + currency + " beside that filter's"
	if d.Lo != nil && d.Hi != nil {
		p.Says += " (" + Span(*d.Lo, *d.Hi, currency) + ")"
	}
	p.Says += ", " + side(d.P, d.PWorse)
	if d.Points != nil {
		p.Lines = append(p.Lines, Points(*d.Points)+" points of the loss on the worst days chosen beside it, "+side(d.TailP, d.TailWorse))
	}
	if d.Cut != nil {
		line := "its own worst 5 % of days are cut by " + Points(*d.Cut) + " points beside it"
		if d.CutLo != nil && d.CutHi != nil {
			line += fmt.Sprintf(" (%s to %s)", Points(*d.CutLo), Points(*d.CutHi))
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

// side is the smaller of both p-values with what it is of.
func side(better, worse *float64) string {
	if better != nil && worse != nil && *worse < *better {
		return P(worse) + " that it is worse"
	}
	return P(better) + " that it is better"
}
