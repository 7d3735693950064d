package metrics

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// underwater is freqtrade's drawdown of realised profits, by the rule of 2025.10
// and earlier: over the trades by close date,
//
//	C = running sum of profit_abs,  H = max(0, running maximum of C),  D = C − H
//
// The low is the first smallest D, the high the first largest H up to it. Where C
// was never above 0 before the low that is the first trade, whatever its profit.
// Of fewer than two trades freqtrade knows no drawdown.
type underwater struct {
	known       bool    // there are two trades
	ok          bool    // and a drawdown
	abs         float64 // −D at the low, 0 if none
	account     float64 // −D / (S+H) at the low
	relative    float64 // largest −D / (S+H) anywhere
	start, end  data.Instant
	high, low   float64 // C at the high and at the low
	least, most float64 // of C, in the order of closing
}

func underwaterOf(trades []backtest.Trade, start float64) underwater {
	var u underwater
	if len(trades) < 2 {
		return u
	}
	u.known = true
	u.least, u.most = math.Inf(1), math.Inf(-1)
	var c float64
	for _, t := range trades {
		c += t.ProfitAbs
		u.least, u.most = min(u.least, c), max(u.most, c)
	}
	sorted := byClose(trades)
	c = 0
	var peak, deepest float64
	first := sorted[0]
	at, atHigh := first.Close, first.ProfitAbs // of the first largest H so far
	u.start, u.end, u.high, u.low = at, at, atHigh, atHigh
	for i, t := range sorted {
		c += t.ProfitAbs
		if c > peak {
			peak, at, atHigh = c, t.Close, c
		}
		d := c - peak
		account := ((start + peak) - (start + c)) / (start + peak)
		u.relative = max(u.relative, account)
		if i == 0 || d < deepest {
			deepest = d
			u.abs, u.account = -d, account
			u.start, u.high, u.end, u.low = at, atHigh, t.Close, c
		}
	}
	if u.ok = u.abs > 0; !u.ok {
		u.abs, u.account = 0, 0 // not −0
	}
	return u
}

// When the figures below are undefined.
const (
	oneTrade   = "with fewer than two trades (freqtrade: 0)"
	noDrawdown = "with fewer than two trades (freqtrade: 0) or without a drawdown (freqtrade: the first trade)"
)

var maxDrawdownAbs = Metric{
	Key: "max_drawdown_abs", Name: "Absolute drawdown", Unit: Money, Better: -1,
	Formula: "max(H − C), C = running Σ profit_abs by close date, H = max(0, running maximum of C)", Undefined: oneTrade,
	Of: func(r *Run) (float64, bool) { return r.low.abs, r.low.known },
}

var maxDrawdownAccount = Metric{
	Key: "max_drawdown_account", Name: "Absolute drawdown, share of the peak balance", Unit: Fraction, Better: -1,
	Formula: "(H − C)/(S + H) where H − C is largest", Undefined: oneTrade,
	Of: func(r *Run) (float64, bool) { return r.low.account, r.low.known },
}

var maxRelativeDrawdown = Metric{
	Key: "max_relative_drawdown", Name: "Max % of account underwater", Unit: Fraction, Better: -1,
	Formula: "max((H − C)/(S + H))", Undefined: oneTrade,
	Of: func(r *Run) (float64, bool) { return r.low.relative, r.low.known },
}

var drawdownStart = Metric{
	Key: "drawdown_start", Name: "Drawdown start", Unit: Date,
	Formula: "close_date of the first largest H up to the low", Undefined: noDrawdown,
	Of: func(r *Run) (float64, bool) { return provided(r.low.ok, float64(r.low.start)) },
}

var drawdownEnd = Metric{
	Key: "drawdown_end", Name: "Drawdown end", Unit: Date,
	Formula: "close_date of the low", Undefined: noDrawdown,
	Of: func(r *Run) (float64, bool) { return provided(r.low.ok, float64(r.low.end)) },
}

var drawdownDuration = Metric{
	Key: "drawdown_duration_s", Name: "Drawdown duration", Unit: Seconds, Better: -1,
	Formula: "drawdown_end − drawdown_start", Undefined: noDrawdown,
	Of: func(r *Run) (float64, bool) { return provided(r.low.ok, float64(r.low.end-r.low.start)/1000) },
}

var maxDrawdownHigh = Metric{
	Key: "max_drawdown_high", Name: "Profit at drawdown start", Unit: Money, Better: +1,
	Formula: "C at drawdown_start; below 0 if the first trade lost and none before the low rose above 0", Undefined: noDrawdown,
	Of: func(r *Run) (float64, bool) { return provided(r.low.ok, r.low.high) },
}

var maxDrawdownLow = Metric{
	Key: "max_drawdown_low", Name: "Profit at drawdown end", Unit: Money, Better: +1,
	Formula: "C at drawdown_end", Undefined: noDrawdown,
	Of: func(r *Run) (float64, bool) { return provided(r.low.ok, r.low.low) },
}

var csumMin = Metric{
	Key: "csum_min", Name: "Min balance", Unit: Money, Better: +1,
	Formula: "S + smallest running Σ profit_abs after at least one trade", Undefined: oneTrade,
	Of: func(r *Run) (float64, bool) { return provided(r.low.known, r.Start+r.low.least) },
}

var csumMax = Metric{
	Key: "csum_max", Name: "Max balance", Unit: Money, Better: +1,
	Formula: "S + largest running Σ profit_abs after at least one trade", Undefined: oneTrade,
	Of: func(r *Run) (float64, bool) { return provided(r.low.known, r.Start+r.low.most) },
}
