package verdict

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Group sums up the trades that some entry signals are, or would be, at the
// book's stake.
type Group struct {
	Trades       int            `json:"trades"`
	Wins         int            `json:"wins"`
	Losses       int            `json:"losses"`
	Profit       backtest.Money `json:"profit"`
	Mean         *float64       `json:"profit_mean"`
	WinRate      *float64       `json:"winrate"`
	ProfitFactor *float64       `json:"profit_factor"`
	AverageWin   *float64       `json:"average_win"`
	AverageLoss  *float64       `json:"average_loss"` // as a positive number
	Quantiles    [5]*float64    `json:"quantiles"`    // of profit, at 5, 25, 50, 75, 95 %

	won, lost backtest.Money
	profits   []float64
}

func (g *Group) add(p backtest.Money) {
	g.Trades++
	g.Profit += p
	g.profits = append(g.profits, p.Float())
	switch {
	case p > 0:
		g.Wins++
		g.won += p
	case p < 0:
		g.Losses++
		g.lost -= p
	}
}

func (g *Group) close() {
	n := float64(g.Trades)
	g.Mean = Number(ratio(g.Profit.Float(), n))
	g.WinRate = Number(ratio(float64(g.Wins), n))
	g.ProfitFactor = Number(ratio(float64(g.won), float64(g.lost)))
	g.AverageWin = Number(ratio(g.won.Float(), float64(g.Wins)))
	g.AverageLoss = Number(ratio(g.lost.Float(), float64(g.Losses)))
	if q, ok := stats.Quantiles(g.profits, 0.05, 0.25, 0.5, 0.75, 0.95); ok {
		for i := range q {
			g.Quantiles[i] = &q[i]
		}
	}
}

// A Counterfactual is what the blocked entry signals would have become, held
// against all entry signals: a strategy that loses on average makes any veto look
// good against zero.
type Counterfactual struct {
	Signals  int   `json:"signals"` // entry signals blocked
	TooSmall int   `json:"too_small"`
	Blocked  Group `json:"blocked"`    // what they would have become, one by one
	All      Group `json:"population"` // the same of every entry signal

	Traded Group `json:"blocked_trades"`  // blocked trades of the baseline
	Base   Group `json:"baseline_trades"` // all trades of the baseline

	// Against the average trade, per trade, with intervals that allow for days that
	// hang together; below 0: the blocked were worse than the average.
	SignalDifference Estimate `json:"signal_difference"`
	TradeDifference  Estimate `json:"trade_difference"`

	Good      int      `json:"good_vetoes"` // losers among the blocked trades
	Bad       int      `json:"bad_vetoes"`  // winners
	Ratio     *float64 `json:"good_per_bad"`
	BreakEven *float64 `json:"break_even_ratio"` // average winner lost / average loser avoided: so many losers must go for every winner
	Odds      *float64 `json:"odds_ratio"`       // odds of losing, blocked against kept baseline trades
}

func (c *cell) counterfactual() {
	cf := &c.out.Counterfactual
	signals, trades := newDays(c.lanes), newDays(c.lanes)
	for i, book := range c.in.Books {
		for k, o := range book.Opps {
			shut := book.Marked(k, c.in.Mask[i])
			if shut {
				cf.Signals++
			}
			out := book.Outcome(k)
			if out.Amount == 0 {
				continue
			}
			p := backtest.MoneyOf(out.ProfitAbs)
			cf.All.add(p)
			if shut {
				cf.Blocked.add(p)
			}
			signals.add(book.Tape.Time(o.Signal), p, shut)
		}
	}
	for _, t := range c.out.FixedBaseline.Trades {
		book := c.in.Books[t.Book]
		row := book.Opps[t.Opp].Signal
		p, shut := backtest.MoneyOf(t.ProfitAbs), book.Marked(int(t.Opp), c.in.Mask[t.Book])
		cf.Base.add(p)
		if shut {
			cf.Traded.add(p)
		}
		trades.add(book.Tape.Time(row), p, shut)
	}
	cf.TooSmall = cf.Signals - cf.Blocked.Trades
	for _, g := range []*Group{&cf.Blocked, &cf.All, &cf.Traded, &cf.Base} {
		g.close()
	}
	cf.SignalDifference = signals.difference(c.block)
	cf.TradeDifference = trades.difference(c.block)
	cf.veto()
}

func (cf *Counterfactual) veto() {
	cf.Good, cf.Bad = cf.Traded.Losses, cf.Traded.Wins
	cf.Ratio = Number(ratio(float64(cf.Good), float64(cf.Bad)))
	if cf.Traded.AverageWin != nil && cf.Traded.AverageLoss != nil {
		cf.BreakEven = Number(ratio(*cf.Traded.AverageWin, *cf.Traded.AverageLoss))
	}
	keptLost, keptRest := cf.Base.Losses-cf.Traded.Losses, cf.Base.Trades-cf.Traded.Trades-(cf.Base.Losses-cf.Traded.Losses)
	shutRest := cf.Traded.Trades - cf.Traded.Losses
	cf.Odds = Number(ratio(float64(cf.Traded.Losses)*float64(keptRest), float64(shutRest)*float64(keptLost)))
}

// days holds, per UTC day of the signal, number and profit of all trades and of
// the blocked ones.
type days struct {
	first            data.Instant
	n, x, shutN, sum []float64
}

func newDays(l *lanes.Lanes) *days {
	col := func() []float64 { return make([]float64, l.Days()) }
	return &days{l.Day0(), col(), col(), col(), col()}
}

func (d *days) add(at data.Instant, p backtest.Money, shut bool) {
	i := max(0, int((at.Day()-d.first)/data.Instant(data.Day)))
	d.n[i]++
	d.x[i] += p.Float()
	if shut {
		d.shutN[i]++
		d.sum[i] += p.Float()
	}
}

// difference is the mean of the blocked less the mean of all. Its error follows
// from the influence of each day on either mean.
func (d *days) difference(block float64) Estimate {
	n, x, shutN, sum := total(d.n), total(d.x), total(d.shutN), total(d.sum)
	if n == 0 || shutN < few {
		return Estimate{}
	}
	mean, shut := x/n, sum/shutN
	u := make([]float64, len(d.n))
	for i := range u {
		u[i] = (d.sum[i]-float64(d.shutN[i]*shut))/shutN - (d.x[i]-float64(d.n[i]*mean))/n
	}
	return estimate(shut-mean, stats.Clustered(u, block), true)
}

func total(xs []float64) (s float64) {
	for _, x := range xs {
		s += x
	}
	return s
}
