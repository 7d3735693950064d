package chart

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// A page has room for so many candles, and for so many trades and refused entries, of
// all of its charts: some 12 and 25 bytes each.
const (
	MostCandles = 20_000
	MostTrades  = 15_000
)

// zoomSteps are the candles that a page may show.
var zoomSteps = []data.Timeframe{
	data.Minute, 5 * data.Minute, 15 * data.Minute, 30 * data.Minute, data.Hour, 2 * data.Hour, 4 * data.Hour, 8 * data.Hour, data.Day, data.Week,
}

// AddZooms gives the pairs of all cells of a page what is seen of them when its reader
// zooms in: candles as fine as there is room for, and cell by cell the trades and the
// refused entries as long as there is room. The note says what is left out.
func AddZooms(cells []*Input, mostCandles, mostTrades int) {
	tapes := widest(cells)
	step := zoomStep(tapes, mostCandles)
	candles := make([]*draw.Candles, len(tapes))
	for i, t := range tapes {
		candles[i] = candlesOf(t, step)
	}
	for _, in := range cells {
		pairs := in.Pairs[:min(len(in.Pairs), mostPairs)]
		n := 0
		for k := range pairs {
			z := in.zoom(pairs[k].Name)
			n += len(z.Trades) + len(z.Refused)
			pairs[k].Zoom = z
		}
		fits := n <= mostTrades
		if fits {
			mostTrades -= n
		}
		for k := range pairs {
			pairs[k].finish(tapes, candles, step, fits)
		}
	}
}

// finish adds the candles and says what there is. Where the trades do not fit they go.
func (p *Pair) finish(tapes []*data.Tape, candles []*draw.Candles, step data.Timeframe, fits bool) {
	z := p.Zoom
	for i, t := range tapes {
		if p.Tape != nil && z.Candles == nil && covers(t, p.Tape) {
			z.Candles = candles[i]
		}
	}
	trades, refused := count(len(z.Trades), "trade", "trades"), count(len(z.Refused), "refused entry", "refused entries")
	z.Note = fmt.Sprintf("Zoomed in: candles of %s, %s and %s.", span(step), trades, refused)
	if !fits {
		z.Trades, z.Refused = nil, nil
		z.Note = fmt.Sprintf("Zoomed in: candles of %s. To keep the page small %s and %s are left out; trades.csv and blocked.csv have them.", span(step), trades, refused)
	}
}

// zoomStep is the shortest step at which the candles of all tapes are at most so many.
func zoomStep(tapes []*data.Tape, most int) data.Timeframe {
	for _, s := range zoomSteps[:len(zoomSteps)-1] {
		n := 0
		for _, t := range tapes {
			if s%t.Step != 0 {
				n = most
			}
			n += int(data.Timeframe(t.Len()-t.Warm)*t.Step/s) + 1
		}
		if n <= most {
			return s
		}
	}
	return zoomSteps[len(zoomSteps)-1]
}

// candlesOf joins a tape's tested candles to longer ones.
func candlesOf(t *data.Tape, step data.Timeframe) *draw.Candles {
	from := t.Time(t.Warm)
	from -= data.Instant(int64(from) % int64(step))
	out := &draw.Candles{From: ms(from), Step: float64(step)}
	for row := t.Warm; row < t.Len(); row++ {
		i := int((t.Time(row) - from) / data.Instant(step))
		c := [4]float64{t.Opens()[row], t.Highs()[row], t.Lows()[row], t.Closes()[row]}
		if i == len(out.OHLC) {
			out.OHLC = append(out.OHLC, c)
			continue
		}
		k := &out.OHLC[i]
		k[1], k[2], k[3] = max(k[1], c[1]), min(k[2], c[2]), c[3]
	}
	return out
}

// zoom are the trades of both arms in a pair, those that both took once, and the
// refused entries.
func (in *Input) zoom(pair string) *draw.Zoom {
	z := new(draw.Zoom)
	add := func(t Trade, kind string, role draw.Role) {
		if t.Pair == pair {
			z.Trades = append(z.Trades, draw.Stay{From: ms(t.Open), To: ms(t.Close), Buy: t.OpenRate, Sell: t.CloseRate, Percent: 100 * t.ProfitRatio, Kind: kind, Role: role})
		}
	}
	for _, t := range in.Baseline.Trades {
		switch {
		case in.Filtered == nil:
			add(t, "trade", draw.Baseline)
		case t.Fate == fate.Blocked:
			add(t, "blocked trade", draw.Blocked)
		case t.Fate == fate.Displaced:
			add(t, "displaced trade", draw.Shade)
		default:
			add(t, "trade of both arms", draw.Both)
		}
	}
	if in.Filtered != nil {
		for _, t := range in.Filtered.Trades {
			if t.Fate == fate.Refilled {
				add(t, "refilled trade", draw.Refilled)
			}
		}
	}
	slices.SortStableFunc(z.Trades, func(a, b draw.Stay) int { return cmp.Compare(a.From, b.From) })
	for _, r := range in.Refused {
		if r.Pair == pair {
			z.Refused = append(z.Refused, ms(r.Signal))
		}
	}
	return z
}

// widest are the tapes of all cells without those that another one covers.
func widest(cells []*Input) []*data.Tape {
	var out []*data.Tape
	for _, in := range cells {
		for _, p := range in.Pairs[:min(len(in.Pairs), mostPairs)] {
			if p.Tape == nil || slices.ContainsFunc(out, func(t *data.Tape) bool { return covers(t, p.Tape) }) {
				continue
			}
			out = append(slices.DeleteFunc(out, func(t *data.Tape) bool { return covers(p.Tape, t) }), p.Tape)
		}
	}
	return out
}

// covers reports whether t has every tested candle of u.
func covers(t, u *data.Tape) bool {
	return t.Pair == u.Pair && t.Step == u.Step && t.Time(t.Warm) <= u.Time(u.Warm) && t.Time(t.Len()) >= u.Time(u.Len())
}
