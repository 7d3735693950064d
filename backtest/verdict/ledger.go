package verdict

import (
	"math"

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

// sample takes all figures. Those of the days, drawdown and Sharpe ratio, cost more
// than the walk itself.
func (l *ledger) sample() Sample {
	s := l.totals()
	var sum, peak Money
	varied := false
	for _, d := range l.daily {
		sum += d
		peak = max(peak, sum)
		s.Drawdown = max(s.Drawdown, peak-sum)
		varied = varied || d != l.daily[0]
	}
	if varied {
		s.Sharpe, s.HasSharpe = dailySharpe(l.daily, sum)
	}
	return s
}

// totals takes the figures that do not depend on days.
func (l *ledger) totals() Sample {
	return Sample{
		Trades: l.trades, Wins: l.wins, Profit: l.profit, Won: l.won, Lost: l.lost, Fees: l.fees, Held: l.held,
	}
}

// dailySharpe is the yearly Sharpe ratio of daily profits at a fixed stake, which
// must not all be equal:
//
//	mean(d)/sd(d) · √365, sd with divisor N−1
//
// The stake cancels out.
func dailySharpe(daily []Money, sum Money) (v float64, ok bool) {
	n := float64(len(daily))
	mean := float64(sum) / n
	var q float64
	for _, d := range daily {
		e := float64(d) - mean
		q += float64(e * e)
	}
	return ratio(mean*math.Sqrt(365), math.Sqrt(q/(n-1)))
}
