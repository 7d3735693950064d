// Package shift tells what a mask chose from what trading less brings anyway. It
// knows days, lines and changes, and no candle: a line is the baseline of one
// strategy on one pair, a change is what a mask makes of one day of it.
//
// For day d of a line, with P and N the baseline's profit and trades, ΔP and ΔN
// filtered − baseline, and n the trades refused (gross):
//
//	m = ΣP/ΣN,  q = −ΣΔN/ΣN      over the window of d
//	z = (ΔP − m·ΔN) + q·(P − m·N)
//	c = Σ_placebos Σz / Σ_placebos Σn
//
//	selection = Σz − c·Σn,   S² = Σz²,   T = selection/S
//
// The window is local, because a filter that is shut more in a bad year must not be
// paid for the year; q takes off what refusing the same share of the day's trades
// would have brought. T is held against the T of the mask at other times: a
// permutation of a plain sum keeps its level only if blocked and other times vary
// alike, the ratio keeps it without.
//
// Janssen, A. (1997). "Studentized permutation tests for non-i.i.d. hypotheses and
// the generalized Behrens–Fisher problem". Statistics and Probability Letters 36:
// 9–21. Chung, E. and Romano, J. P. (2013). "Exact and asymptotically robust
// permutation tests". Annals of Statistics 41: 484–507. Romano, J. P. and Tirlea,
// M. A. (2022). "Permutation testing for dependence in time series". Journal of
// Time Series Analysis 43: 781–807.
package shift

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
)

// The days of a line, and what a mask makes of them.
type (
	Money  = backtest.Money
	Line   = lanes.Line
	Change = lanes.Change
)

// A Window says which days a day is compared with: so many before and after it, cut
// off at the ends of the line, and widened until they hold so many baseline trades.
type Window struct{ Half, Least int }

// Around is the window of the answers; Alone is that of masks with a period, whose
// weeks (or days) are compared with nothing but themselves.
var (
	Around = Window{Half: 90, Least: 30}
	Alone  = Window{}
)

// The two values of a trade.
const (
	Profit = iota // its profit
	Worst         // its profit if it closes on one of the baseline's worst days, else 0
	values
)
