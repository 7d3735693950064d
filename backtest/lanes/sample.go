package lanes

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// totals sum trades up. Its sums are integers: any order of the same trades gives
// the same totals.
type totals struct {
	trades, wins int
	profit, won  backtest.Money
	fees         backtest.Money
	held         data.Instant
}

func (t *totals) add(l *lane, k int32) {
	t.trades++
	t.profit += l.profit[k]
	t.fees += l.fees[k]
	t.held += l.held[k]
	if l.profit[k] > 0 {
		t.wins++
		t.won += l.profit[k]
	}
}

// join adds o so many times, which may be −1.
func (t *totals) join(o *totals, times int) {
	t.trades += times * o.trades
	t.wins += times * o.wins
	t.profit += backtest.Money(times) * o.profit
	t.won += backtest.Money(times) * o.won
	t.fees += backtest.Money(times) * o.fees
	t.held += data.Instant(times) * o.held
}

// A Sample is one run at a fixed stake, in the figures that runs are compared in.
type Sample struct {
	Trades   int
	Wins     int
	Profit   backtest.Money
	Won      backtest.Money
	Lost     backtest.Money // of the losers, as a positive number
	Fees     backtest.Money
	Held     data.Instant   // time in trades, ms; trades side by side count each
	Drawdown backtest.Money // deepest fall of the summed daily profits from their peak, which starts at 0
	Sharpe   float64        // of daily profits, per year; 0 unless HasSharpe
	// HasSharpe is false if all days earn the same.
	HasSharpe bool
}

// Open is the run through the open gate, and its profits by day.
func (w *Walker) Open() (s Sample, daily []backtest.Money) {
	total := w.n.total
	return total.sample(w.start()), w.daily
}

// Sample is the run through a mask, moved by s shift units round the end, and its
// profits by day. They are valid until the walker's next walk.
func (w *Walker) Sample(m *Laid, s int) (out Sample, daily []backtest.Money) {
	total := w.n.total
	w.shift(m, s, &total)
	return total.sample(w.daily), w.daily
}

// start sets daily to the profits of the open gate.
func (w *Walker) start() []backtest.Money {
	if w.daily == nil {
		w.daily = make([]backtest.Money, w.n.days)
	}
	clear(w.daily)
	for _, b := range w.n.base {
		for d, p := range b.Profit {
			w.daily[d] += p
		}
	}
	return w.daily
}

// sample takes all figures.
func (t *totals) sample(daily []backtest.Money) Sample {
	s := Sample{
		Trades: t.trades, Wins: t.wins, Profit: t.profit, Won: t.won, Lost: t.won - t.profit, Fees: t.fees, Held: t.held,
	}
	var sum, peak backtest.Money
	varied := false
	for _, d := range daily {
		sum += d
		peak = max(peak, sum)
		s.Drawdown = max(s.Drawdown, peak-sum)
		varied = varied || d != daily[0]
	}
	if varied {
		s.Sharpe, s.HasSharpe = dailySharpe(daily, sum)
	}
	return s
}

// dailySharpe is the yearly Sharpe ratio of daily profits at a fixed stake, which
// must not all be equal:
//
//	mean(d)/sd(d) · √365, sd with divisor N−1
//
// The stake cancels out. It is undefined where the quotient leaves the numbers.
func dailySharpe(daily []backtest.Money, sum backtest.Money) (v float64, ok bool) {
	n := float64(len(daily))
	mean := float64(sum) / n
	var q float64
	for _, d := range daily {
		e := float64(d) - mean
		q += float64(e * e)
	}
	v = mean * math.Sqrt(365) / math.Sqrt(q/(n-1))
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, false
	}
	return v, true
}
