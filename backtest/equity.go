package backtest

import (
	"github.com/remora-bt/remora-bt/data"
)

// A Mark is the account at the end of a UTC day.
type Mark struct {
	Day      data.Instant // midnight that begins the day
	Realised float64      // start + profits of the trades closed so far
	Equity   float64      // Realised + open trades valued at the day's last close, exit fee deducted, without funding
}

// Equity marks the account to market at the end of every UTC day of the run. A
// trade counts as open from its entry until the candle before its exit has closed.
func (r *Result) Equity() []Mark {
	from, to := r.Span()
	first := from.Day()
	days := int((to.Day()-first)/data.Instant(data.Day)) + 1
	marks := make([]Mark, days)
	trades := r.List()
	closed := make([]float64, days)
	open := make([]float64, days)
	for _, t := range trades {
		b := r.Books[t.Book]
		exitDay := int((t.Close.Day() - first) / data.Instant(data.Day))
		closed[exitDay] += t.ProfitAbs
		for d := int((t.Open.Day() - first) / data.Instant(data.Day)); d < exitDay; d++ {
			end := first + data.Instant(d+1)*data.Instant(data.Day)
			row := min(b.Tape.Row(end-1), b.Tape.Len()-1)
			// The last candle that closes within the day; for candles longer than a day the entry's own.
			if b.Tape.Time(row).Add(b.Tape.Step) > end {
				row--
			}
			price := b.Tape.Closes()[max(row, t.EntryRow)]
			if value := t.Amount * price; t.Short {
				open[d] += t.OpenValue - float64(value*(1+t.FeeClose))
			} else {
				open[d] += float64(value*(1-t.FeeClose)) - t.OpenValue
			}
		}
	}
	realised := r.Wallet.Start
	for d := range marks {
		realised += closed[d]
		marks[d] = Mark{first + data.Instant(d)*data.Instant(data.Day), realised, realised + open[d]}
	}
	return marks
}

// Exposure is the share of the run's time with at least one open trade, in [0, 1].
func (r *Result) Exposure() float64 {
	from, to := r.Span()
	if to <= from {
		return 0
	}
	var busy data.Instant
	var until data.Instant
	trades := r.List()
	sortByOpen(trades)
	for _, t := range trades {
		end := t.Close
		if t.Open == t.Close { // opened and closed within one candle
			end = t.Open.Add(r.Books[t.Book].Tape.Step)
		}
		if start := max(t.Open, until); end > start {
			busy += end - start
			until = end
		}
	}
	return min(1, float64(busy)/float64(to-from))
}
