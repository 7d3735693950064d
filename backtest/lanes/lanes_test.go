package lanes_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
	"pgregory.net/rapid"
)

// day is what the trades of one book and day come to.
type day struct {
	trades  int32
	refused int32
	profit  backtest.Money
}

type dayKey struct {
	book int
	at   data.Instant
}

// walked is a plain walk at the fixed stake, by book and day.
func walked(books []*backtest.Book, masks []*data.Mask, slots int, by lanes.Booking) (map[dayKey]day, lanes.Sample) {
	w := backtest.DefaultWallet()
	w.Slots = slots
	r := backtest.Walk(books, backtest.Masked(masks), backtest.Fixed(books, w))
	out := map[dayKey]day{}
	var s lanes.Sample
	daily := map[data.Instant]backtest.Money{}
	for _, t := range r.List() {
		at := t.Close.Day()
		if by == lanes.BySignal {
			at = t.Signal.Day()
		}
		d := out[dayKey{t.Book, at}]
		p := backtest.MoneyOf(t.ProfitAbs)
		d.trades++
		d.profit += p
		out[dayKey{t.Book, at}] = d
		daily[at] += p
		s.Trades++
		s.Profit += p
		if p > 0 {
			s.Wins++
			s.Won += p
		} else {
			s.Lost -= p
		}
		s.Held += max(t.Close-t.Open, data.Instant(books[t.Book].Tape.Step))
		s.Fees += backtest.MoneyOf(t.Stake*t.FeeOpen + t.Amount*t.CloseRate*t.FeeClose)
	}
	from, to := r.Span()
	var sum, peak backtest.Money
	var xs []float64
	for d := from.Day(); d <= to; d += data.Instant(data.Day) {
		sum += daily[d]
		peak = max(peak, sum)
		s.Drawdown = max(s.Drawdown, peak-sum)
		xs = append(xs, daily[d].Float())
	}
	if s.HasSharpe = slices.Min(xs) < slices.Max(xs); s.HasSharpe {
		var mean, square float64
		for _, x := range xs {
			mean += x / float64(len(xs))
		}
		for _, x := range xs {
			square += (x - mean) * (x - mean)
		}
		s.Sharpe = mean / math.Sqrt(square/float64(len(xs)-1)) * math.Sqrt(365)
	}
	return out, s
}

// differences are those of a walk through masks to one through the open gate.
func differences(books []*backtest.Book, masks []*data.Mask, slots int, by lanes.Booking) (map[dayKey]day, lanes.Sample) {
	out, s := walked(books, masks, slots, by)
	base, _ := walked(books, nil, slots, by)
	for k, d := range base {
		e := out[k]
		e.trades, e.profit = e.trades-d.trades, e.profit-d.profit
		out[k] = e
	}
	w := backtest.DefaultWallet()
	w.Slots = slots
	r := backtest.Walk(books, nil, backtest.Fixed(books, w))
	for i, t := range r.List() {
		if !masks[t.Book].Get(books[t.Book].Opps[r.Trades[i].Opp].Signal) {
			continue
		}
		at := t.Close.Day()
		if by == lanes.BySignal {
			at = t.Signal.Day()
		}
		e := out[dayKey{t.Book, at}]
		e.refused++
		out[dayKey{t.Book, at}] = e
	}
	for k, d := range out {
		if d == (day{}) {
			delete(out, k)
		}
	}
	return out, s
}

// moved is a mask after each tested row's mark has moved; to gives the instant.
func moved(books []*backtest.Book, masks []*data.Mask, to func(b *backtest.Book, at data.Instant) data.Instant) []*data.Mask {
	out := make([]*data.Mask, len(masks))
	for i, b := range books {
		out[i] = data.NewMask(b.Tape.Len())
		for row := b.Tape.Warm; row < b.Tape.Len(); row++ {
			if !masks[i].Get(row) {
				continue
			}
			if r := b.Tape.Row(to(b, b.Tape.Time(row))); r >= b.Tape.Warm && r < b.Tape.Len() {
				out[i].Set(r)
			}
		}
	}
	return out
}

const oneDay = data.Instant(data.Day)

// daysOf is the midnight before the first tested candle, and the tested days.
func daysOf(b *backtest.Book) (first, turn data.Instant) {
	first = b.Start().Day()
	return first, (b.End().Day()-first)/oneDay + 1
}

func shiftedDays(books []*backtest.Book, masks []*data.Mask, days int) []*data.Mask {
	return moved(books, masks, func(b *backtest.Book, at data.Instant) data.Instant {
		first, turn := daysOf(b)
		return first + ((at.Day()-first)/oneDay+data.Instant(days))%turn*oneDay + (at - at.Day())
	})
}

// worldOf draws books, slots and masks.
type worldOf struct {
	books []*backtest.Book
	slots int
	masks []*data.Mask
	by    lanes.Booking
	lanes *lanes.Lanes
}

func drawWorld(t testing.TB, rt *rapid.T, pairs, rows int) worldOf {
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
	w := worldOf{slots: rapid.SampledFrom([]int{-1, 1, 1, 2, 3, 5}).Draw(rt, "slots")}
	step := rapid.SampledFrom([]data.Timeframe{15 * data.Minute, data.Hour, 4 * data.Hour}).Draw(rt, "step")
	stake := rapid.SampledFrom([]float64{100, 100, 7, 4.7}).Draw(rt, "stake") // the smaller ones buy nothing on some markets or candles
	w.books = worlds.Books(t, rng, pairs, rows, step, stake)
	length := rapid.SampledFrom([]float64{1, 3, 30, 200}).Draw(rt, "length")
	w.masks = worlds.Mask(rng, w.books, length, rapid.SampledFrom([]float64{0.02, 0.2, 0.5, 0.9}).Draw(rt, "share"))
	w.by = rapid.SampledFrom([]lanes.Booking{lanes.ByClose, lanes.BySignal}).Draw(rt, "by")
	w.lanes = lanes.New(w.books, w.slots, w.by)
	return w
}

// holds compares a walk over lanes with one by definition.
func (x *worldOf) holds(rt *rapid.T, what string, w *lanes.Walker, m *lanes.Laid, s int, masks []*data.Mask) {
	want, sample := differences(x.books, masks, x.slots, x.by)
	var sums lanes.Sums
	n := 0
	for book, changes := range w.Shift(m, s) {
		last := int32(-1)
		for _, c := range changes {
			d := want[dayKey{book, x.lanes.Day0() + data.Instant(c.Day)*oneDay}]
			if got := (day{trades: c.Trades, refused: c.Refused, profit: c.Profit}); got != d {
				rt.Fatalf("%s: book %d day %d: %+v, want %+v", what, book, c.Day, got, d)
			}
			if c.Day <= last {
				rt.Fatalf("%s: day %d follows day %d", what, c.Day, last)
			}
			last = c.Day
			n++
			sums.Trades += int(c.Trades)
			sums.Refused += int(c.Refused)
			sums.Profit += c.Profit
		}
	}
	if n != len(want) {
		rt.Fatalf("%s: %d days change, want %d", what, n, len(want))
	}
	if got := w.Sums(m, s); got != sums {
		rt.Fatalf("%s: sums %+v, want %+v", what, got, sums)
	}
	got, _ := w.Sample(m, s)
	if math.Abs(got.Sharpe-sample.Sharpe) < 1e-9*max(1, math.Abs(got.Sharpe)) {
		sample.Sharpe = got.Sharpe
	}
	if got != sample {
		rt.Fatalf("%s: sample %+v, want %+v", what, got, sample)
	}
}

// every compares the mask, its shifts, a late one and a turned one.
func (x *worldOf) every(rt *rapid.T, shifts int) {
	w, laid := x.lanes.Walker(), x.lanes.Lay(x.masks)
	x.holds(rt, "mask", w, laid, 0, x.masks)
	for _, s := range lanes.Thin(laid.Shifts(1), shifts) {
		x.holds(rt, "shift", w, laid, s, shiftedDays(x.books, x.masks, s))
	}
	x.holds(rt, "late", w, laid.Delayed(3), 0, moved(x.books, x.masks, func(b *backtest.Book, at data.Instant) data.Instant {
		return at + 3*data.Instant(b.Tape.Step)
	}))
	turns := make([][]lanes.Turn, len(x.books))
	perDay := int(oneDay / data.Instant(x.books[0].Tape.Step))
	for i := range turns { // days 1 to 3 by one day, days 3 to 5 by some candles, nothing between them
		if x.lanes.Span(i).Units >= 5 {
			turns[i] = []lanes.Turn{{From: perDay, To: 3 * perDay, By: perDay}, {From: 3 * perDay, To: 3 * perDay, By: 4}, {From: 3 * perDay, To: 5 * perDay, By: -2}}
		}
	}
	x.holds(rt, "turned", w, laid.Turned(turns), 0, moved(x.books, x.masks, func(b *backtest.Book, at data.Instant) data.Instant {
		first, turn := daysOf(b)
		d, step := (at-first)/oneDay, data.Instant(b.Tape.Step)
		switch {
		case turn < 5 || d < 1 || d >= 5:
			return at
		case d < 3:
			return first + oneDay + (at-first-oneDay+oneDay)%(2*oneDay)
		}
		return first + 3*oneDay + (at-first-3*oneDay+2*oneDay-2*step)%(2*oneDay)
	}))
}

// Walks over lanes are plain walks: any number of pairs and slots, any mask, any
// shift, by day of closing and by day of the signal.
func TestLanesAreWalks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x := drawWorld(t, rt, rapid.IntRange(1, 8).Draw(rt, "pairs"), 400)
		x.every(rt, 12)
	})
}

// So are walks under protections, where every mask is walked from end to end.
func TestLanesUnderProtectionsAreWalks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x := drawWorld(t, rt, rapid.IntRange(1, 3).Draw(rt, "pairs"), 300)
		for _, b := range x.books {
			b.Rules.Protections = &backtest.Protections{
				Step:  b.Tape.Step,
				Rules: []backtest.Protection{{Method: backtest.CooldownPeriod, Stop: 5 * data.Instant(b.Tape.Step), UnlockAt: -1}},
			}
		}
		x.lanes = lanes.New(x.books, x.slots, x.by)
		if !x.lanes.Queued() {
			rt.Fatal("trades under protections do not wait for each other")
		}
		x.every(rt, 4)
	})
}

// TestManyLanesAreWalks is the same with more pairs than a word has bits.
func TestManyLanesAreWalks(t *testing.T) {
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		if n++; n > 8 {
			return
		}
		x := drawWorld(t, rt, rapid.IntRange(65, 80).Draw(rt, "pairs"), 250)
		x.every(rt, 2)
	})
}

// Where all trades earn the same, the ones that a mask takes away on a day and those
// that it lets in may cancel: such a day has not changed.
func TestDaysThatCancel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		const rows = 400
		c := data.NewCandles("BTC/USDT", data.Hour, rows)
		line := make([]byte, rows)
		for i := range rows {
			c.Append(data.Candle{Start: worlds.Epoch.Add(data.Timeframe(i) * data.Hour), Open: 100, High: 100, Low: 100, Close: 100, Volume: 1})
			line[i] = "EEE............."[rng.IntN(16)]
		}
		spec := strategies.Spec{ // every trade ends after ten hours, so that two paths stay apart
			Name: "Script", Stop: -0.5, ROI: strategies.ROI{{Minutes: 600, Ratio: -0.4}},
			New: func() strategies.Strategy { return worlds.Script(string(line)) },
		}
		w := worldOf{slots: 1, by: rapid.SampledFrom([]lanes.Booking{lanes.ByClose, lanes.BySignal}).Draw(rt, "by"), books: []*backtest.Book{backtest.NewBook(worlds.Tape(t, c, 0), spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
		})}}
		w.masks = worlds.Mask(rng, w.books, 3, 0.2)
		w.lanes = lanes.New(w.books, w.slots, w.by)
		w.holds(rt, "mask", w.lanes.Walker(), w.lanes.Lay(w.masks), 0, w.masks)
	})
}

// Thinned shifts are the middle ones of stretches of equal length.
func TestThin(t *testing.T) {
	all := []int{20, 21, 22, 23, 24, 25, 26, 27, 28, 29}
	for _, tt := range []struct {
		n    int
		want []int
	}{{1, []int{25}}, {2, []int{22, 27}}, {5, []int{21, 23, 25, 27, 29}}, {10, all}, {11, all}, {0, all}} {
		if got := lanes.Thin(all, tt.n); !slices.Equal(got, tt.want) {
			t.Errorf("%d of ten: %v, want %v", tt.n, got, tt.want)
		}
	}
}

// Lines are added day by day, and a clone keeps its own days.
func TestLinesAddUp(t *testing.T) {
	a := lanes.Line{Profit: []backtest.Money{5, -7, 0}, Trades: []int32{1, 2, 0}}
	b := a.Clone()
	b.Add(lanes.Line{Profit: []backtest.Money{1, 2, 3}, Trades: []int32{4, 0, 6}})
	if !slices.Equal(b.Profit, []backtest.Money{6, -5, 3}) || !slices.Equal(b.Trades, []int32{5, 2, 6}) {
		t.Errorf("sum %v", b)
	}
	if !slices.Equal(a.Profit, []backtest.Money{5, -7, 0}) || !slices.Equal(a.Trades, []int32{1, 2, 0}) {
		t.Errorf("a clone shares its days: %v", a)
	}
}
