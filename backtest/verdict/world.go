package verdict

import (
	"math"
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// A world is a history whose trades were decided beforehand: on candles of three
// hours, every fourth one carries an entry signal, the second after it an exit
// signal. So there are two trades a day, each entered at 100.00 and sold at the
// price that its return asks for, and any mask can be tried on what is known.
type world struct {
	book    *backtest.Book
	returns []float64 // of the trades, fees not deducted
}

const (
	worldRows   = 8 // candles a day
	worldTrades = 2 // trades a day
	worldFee    = 0.001
)

// plan is the daily mean of the returns: a level with a part that lasts.
type plan struct {
	days   int
	memory float64 // autocorrelation of the daily part from one day to the next
	daily  float64 // deviation of the daily part
	noise  float64 // deviation of a trade about its day
	level  float64 // mean return; below 0 the strategy loses more than its fees
}

// trades draws returns by a plan.
func (p plan) trades(rng *rand.Rand) []float64 {
	var out []float64
	state := rng.NormFloat64()
	for range p.days {
		state = float64(p.memory*state) + float64(math.Sqrt(1-float64(p.memory*p.memory))*rng.NormFloat64())
		for range worldTrades {
			out = append(out, p.level+float64(p.daily*state)+float64(p.noise*rng.NormFloat64()))
		}
	}
	return out
}

// newWorld builds the candles for the returns.
func newWorld(returns []float64) *world {
	rows := len(returns) / worldTrades * worldRows
	step := 3 * data.Hour
	start := data.Date(2020, 1, 1)
	c := data.NewCandles("SELF/TEST", step, rows)
	for row := range rows {
		open := 100.0
		if row%4 == 3 {
			open = max(math.Round(100*(1+returns[row/4])*100)/100, 51)
		}
		c.Append(data.Candle{
			Start: start + data.Instant(row)*data.Instant(step), Open: open, High: max(open, 100), Low: min(open, 100), Close: 100, Volume: 1,
		})
	}
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil {
		panic("compare: world: " + err.Error())
	}
	spec := strategies.Spec{Name: "SelfTest", Stop: -0.5, New: func() strategies.Strategy { return new(script) }}
	return &world{returns: returns, book: backtest.NewBook(tape, spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, worldFee), Market: backtest.Market{AmountStep: 1e-8, PriceTick: 0.01}, Stake: 100,
	})}
}

// script enters on every fourth candle and leaves two later.
type script struct{ row int }

func (s *script) Update(*data.Bar) strategies.Action {
	s.row++
	switch (s.row - 1) % 4 {
	case 0:
		return strategies.Enter
	case 2:
		return strategies.Exit
	}
	return strategies.Hold
}

// loses reports whether trade i of the world loses money after fees.
func (w *world) loses(i int) bool { return w.returns[i] < 2*worldFee }

// A draw makes a mask for a world.
type draw func(rng *rand.Rand, w *world) *data.Mask

// byDays blocks runs of whole days, each so many days long, a tenth of all days. It
// knows nothing.
func byDays(length int) draw {
	const share = 0.1
	start := share / (share + float64(length)*(1-share)) // chance that a run begins on an open day
	return func(rng *rand.Rand, w *world) *data.Mask {
		out := data.NewMask(w.book.Tape.Len())
		left := 0
		if rng.Float64() < share {
			left = 1 + rng.IntN(length) // a run that began before
		}
		for d := range out.Len() / worldRows {
			if left == 0 && rng.Float64() < start {
				left = length
			}
			if left == 0 {
				continue
			}
			left--
			out.SetRange(d*worldRows, (d+1)*worldRows)
		}
		return out
	}
}

// byOdds blocks about n single entry signals whose odds of losing are a multiple of
// the odds of all.
func byOdds(n int, times float64) draw {
	return func(rng *rand.Rand, w *world) *data.Mask {
		out := data.NewMask(w.book.Tape.Len())
		losers := 0
		for i := range w.returns {
			if w.loses(i) {
				losers++
			}
		}
		all := float64(len(w.returns))
		p := float64(losers) / all
		odds := times * p / (1 - p)
		lose := odds / (1 + odds)
		for i := range w.returns {
			chance := float64(n) / all * (1 - lose) / (1 - p)
			if w.loses(i) {
				chance = float64(n) / all * lose / p
			}
			if rng.Float64() < chance {
				out.Set(4 * i)
			}
		}
		return out
	}
}

// losersOnly blocks every loser of every fifth day: only the future tells.
func losersOnly(_ *rand.Rand, w *world) *data.Mask {
	out := data.NewMask(w.book.Tape.Len())
	for i := range w.returns {
		if i/worldTrades%5 == 0 && w.loses(i) {
			out.Set(4 * i)
		}
	}
	return out
}

// beside blocks candles that never carry an entry signal.
func beside(_ *rand.Rand, w *world) *data.Mask {
	out := data.NewMask(w.book.Tape.Len())
	for row := 1; row < out.Len(); row += 4 {
		out.Set(row)
	}
	return out
}

func always(on bool) draw {
	return func(_ *rand.Rand, w *world) *data.Mask {
		out := data.NewMask(w.book.Tape.Len())
		if on {
			out.SetRange(0, out.Len())
		}
		return out
	}
}
