package compare

import (
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A ledger sums trades up as they are added and removed. Its sums are integers:
// any order of the same trades gives the same ledger.
type ledger struct {
	trades    int
	wins      int
	profit    Money
	won, lost Money // lost is positive
	fees      Money
	held      data.Instant
	daily     []Money // by day of closing
}

func (l *ledger) add(d *deal) {
	l.trades++
	l.profit += d.profit
	l.fees += d.fees
	l.held += d.held
	l.daily[d.day] += d.profit
	if d.profit > 0 {
		l.wins++
		l.won += d.profit
	} else {
		l.lost -= d.profit
	}
}

func (l *ledger) remove(d *deal) {
	l.trades--
	l.profit -= d.profit
	l.fees -= d.fees
	l.held -= d.held
	l.daily[d.day] -= d.profit
	if d.profit > 0 {
		l.wins--
		l.won -= d.profit
	} else {
		l.lost += d.profit
	}
}

// set makes l a copy of o and keeps l's memory.
func (l *ledger) set(o *ledger) {
	daily := append(l.daily[:0], o.daily...)
	*l = *o
	l.daily = daily
}

// A Sample is one run at a fixed stake, in the figures that are compared.
type Sample struct {
	Trades   int
	Wins     int
	Profit   Money
	Won      Money
	Lost     Money // of the losers, as a positive number
	Fees     Money
	Held     data.Instant // time in trades, ms; trades side by side count each
	Drawdown Money        // deepest fall of the summed daily profits from their peak, which starts at 0
	Sharpe   float64      // of daily profits, per year; 0 unless HasSharpe
	// HasSharpe is false if all days earn the same.
	HasSharpe bool
}

func (l *ledger) sample() Sample {
	s := Sample{
		Trades: l.trades, Wins: l.wins, Profit: l.profit, Won: l.won, Lost: l.lost, Fees: l.fees, Held: l.held,
	}
	var sum, peak Money
	for _, d := range l.daily {
		sum += d
		peak = max(peak, sum)
		s.Drawdown = max(s.Drawdown, peak-sum)
	}
	s.Sharpe, s.HasSharpe = dailySharpe(l.daily)
	return s
}

// dailySharpe is the yearly Sharpe ratio of daily profits at a fixed stake:
//
//	mean(d)/sd(d) · √365, sd with divisor N−1
//
// The stake cancels out.
func dailySharpe(daily []Money) (v float64, ok bool) {
	if len(daily) < 2 || slices.Min(daily) == slices.Max(daily) {
		return 0, false
	}
	n := float64(len(daily))
	var sum Money
	for _, d := range daily {
		sum += d
	}
	mean := float64(sum) / n
	var q float64
	for _, d := range daily {
		e := float64(d) - mean
		q += float64(e * e)
	}
	v = mean / math.Sqrt(q/(n-1)) * math.Sqrt(365)
	return v, !math.IsNaN(v) && !math.IsInf(v, 0)
}
