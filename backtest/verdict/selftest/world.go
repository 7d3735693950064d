package selftest

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/portable"
	"github.com/remora-bt/remora-bt/strategies"
)

// A world is a history whose trades were decided beforehand. A day has a few turns of
// four candles: the second carries an entry signal, the trade is bought at the open of
// the third and sold at that of the fourth. Every eighth signal or so comes a candle
// earlier: then a mask that is one candle late misses some. The return is expected +
// luck, both drawn before a candle is made, so that the same world can be made without
// luck, too.
//
// With a hold of more than one turn a trade is sold at the end of its stretch of so
// many turns, whenever it was bought: a refused entry leaves room for a later one.
type world struct {
	days, turns int // turns a day
	pairs       int
	slots       int // 0: every pair has its own
	hold        int // turns

	// By pair and turn.
	expected, luck [][]float64 // of the return, fees not deducted
	idle           [][]bool    // there is no signal

	uneven bool // expected returns differ
	masks  []*data.Mask
}

const (
	rowsOfTurn = 4
	fee        = 0.001
	stake      = 100
)

// firstDay is a Monday.
var firstDay = data.Date(2018, 1, 1)

// newWorld draws nothing: every pair trades in every turn, expects −2 bp, has no luck
// and no mask.
func newWorld(days, turns, pairs int) *world {
	w := &world{days: days, turns: turns, pairs: pairs, hold: 1}
	for range pairs {
		w.expected = append(w.expected, make([]float64, days*turns))
		w.luck = append(w.luck, make([]float64, days*turns))
		w.idle = append(w.idle, make([]bool, days*turns))
		w.masks = append(w.masks, data.NewMask(days*turns*rowsOfTurn))
	}
	w.each(func(p, i int) { w.expected[p][i] = -0.0002 })
	return w
}

// each calls f for every pair and turn.
func (w *world) each(f func(pair, turn int)) {
	for p := range w.pairs {
		for i := range w.days * w.turns {
			f(p, i)
		}
	}
}

// roll draws the luck: normal, with a deviation by pair and turn.
func (w *world) roll(rng *rand.Rand, deviation func(pair, turn int) float64) {
	w.each(func(p, i int) { w.luck[p][i] = deviation(p, i) * portable.Normal(rng) })
}

// add adds to the luck of every turn of a pair's day.
func (w *world) add(daily func(pair, day int) float64) {
	w.each(func(p, i int) {
		if i%w.turns == 0 {
			x := daily(p, i/w.turns)
			for k := i; k < i+w.turns; k++ {
				w.luck[p][k] += x
			}
		}
	})
}

// expect changes what a turn expects.
func (w *world) expect(more func(pair, turn int) float64) {
	w.uneven = true
	w.each(func(p, i int) { w.expected[p][i] += more(p, i) })
}

// shut marks the rows of a turn, which the mask refuses.
func (w *world) shut(pair, turn int) {
	w.masks[pair].SetRange(turn*rowsOfTurn, (turn+1)*rowsOfTurn)
}

// shutDays marks whole days of all pairs.
func (w *world) shutDays(days []bool) {
	w.each(func(p, i int) {
		if days[i/w.turns] {
			w.shut(p, i)
		}
	})
}

// result is the return of a turn as it comes out.
func (w *world) result(pair, turn int) float64 { return w.expected[pair][turn] + w.luck[pair][turn] }

// subject lays the masks over the world, with luck or without.
func (w *world) subject(lucky bool, seed uint64) *verdict.Subject {
	books := make([]*backtest.Book, w.pairs)
	for p := range books {
		books[p] = w.book(p, lucky)
	}
	return verdict.NewSubject(books, w.masks, w.slots, seed)
}

var pairNames = [...]string{"ONE/TEST", "TWO/TEST", "SIX/TEST"}

// book makes the candles of a pair.
func (w *world) book(pair int, lucky bool) *backtest.Book {
	rows := w.days * w.turns * rowsOfTurn
	step := data.Timeframe(int64(data.Day) / int64(w.turns*rowsOfTurn))
	c := data.NewCandles(pairNames[pair], step, rows)
	price := 100.0
	for row := range rows {
		turn := row / rowsOfTurn
		if row%rowsOfTurn == 0 && turn%w.hold == 0 {
			price = 100
		}
		open := price
		if row%rowsOfTurn == rowsOfTurn-2 {
			r := w.expected[pair][turn]
			if lucky {
				r += w.luck[pair][turn]
			}
			price = max(price*(1+r), 51)
		}
		c.Append(data.Candle{
			Start: firstDay + data.Instant(row)*data.Instant(step),
			Open:  open, High: max(open, price), Low: min(open, price), Close: price, Volume: 1,
		})
	}
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil {
		panic("selftest: world: " + err.Error())
	}
	spec := strategies.Spec{Name: "SelfTest", Stop: -0.9, New: func() strategies.Strategy { return &script{w: w, pair: pair} }}
	return backtest.NewBook(tape, spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, fee), Market: backtest.Market{AmountStep: 1e-8, PriceTick: 1e-8}, Stake: stake,
	})
}

// signal is the row of a turn's entry signal.
func signal(turn int) int {
	row := turn * rowsOfTurn
	if uint32(turn)*2654435761>>29 != 0 { // Knuth's multiplicative hash
		row++
	}
	return row
}

// script enters on the signals and leaves after the third candle of the last turn of
// a stretch.
type script struct {
	w         *world
	pair, row int
}

func (s *script) Update(*data.Bar) strategies.Action {
	turn, at := s.row/rowsOfTurn, s.row%rowsOfTurn
	s.row++
	switch {
	case s.row-1 == signal(turn) && !s.w.idle[s.pair][turn]:
		return strategies.Enter
	case at == rowsOfTurn-2 && turn%s.w.hold == s.w.hold-1:
		return strategies.Exit
	}
	return strategies.Hold
}

// autocorrelated is a series of variance 1 with that much memory from one day to the next.
func autocorrelated(rng *rand.Rand, days int, memory float64) []float64 {
	out := make([]float64, days)
	state := portable.Normal(rng)
	for d := range out {
		state = float64(memory*state) + float64(math.Sqrt(1-float64(memory*memory))*portable.Normal(rng))
		out[d] = state
	}
	return out
}

// blocks are runs of marked days, of a mean length and a share of all days that may
// differ by day. They know nothing but what share tells them. There is at least one: a
// mask that refuses nothing is another world. The share must be above 0 on some day.
func blocks(rng *rand.Rand, days int, length float64, share func(day int) float64) []bool {
	for {
		if out := runs(rng, days, length, share); slices.Contains(out, true) {
			return out
		}
	}
}

func runs(rng *rand.Rand, days int, length float64, share func(day int) float64) []bool {
	out := make([]bool, days)
	on := rng.Float64() < share(0)
	for d := range out {
		s := share(d)
		if d > 0 && on {
			on = rng.Float64() >= 1/length
		} else if d > 0 {
			on = rng.Float64() < s/(1-s)/length
		}
		out[d] = on
	}
	return out
}

// often is the same share on every day.
func often(share float64) func(int) float64 { return func(int) float64 { return share } }
