package backtest

import "math"

// trail is inside for a stop that follows the price: row by row, since each high
// may move it.
func (p *position) trail(end int) (int, float64, ExitReason, bool) {
	lows := p.b.Tape.Lows()
	for i := p.entry; i < end; i++ {
		p.follow(i)
		hit := p.stop >= lows[i]
		if hit && !p.trailed {
			return i, p.stopRate(i), ExitStop, true
		}
		if step, ok := p.b.Rules.ROI.At(p.minutes(i)); ok {
			if rate, ok := p.roi(i, step); ok {
				return i, rate, ExitROI, true
			}
		}
		if hit {
			return i, p.trailedRate(i), ExitTrailing, true
		}
	}
	return 0, 0, "", false
}

// follow moves a trailing stop that the row's low has not reached up behind the
// row's high, never down.
func (p *position) follow(row int) {
	t := p.b.Rules.Trailing
	if !t.On || p.stop >= p.b.Tape.Lows()[row] {
		return
	}
	high := p.b.Tape.Highs()[row]
	profit := p.profitAt(high)
	if t.OnlyOffset && profit < t.Offset {
		return
	}
	distance := math.Abs(p.b.Rules.Stop)
	if t.Positive > 0 && profit > t.Offset {
		distance = t.Positive
	}
	if stop := ceilTo(high*(1-distance), p.b.tick(p.entry)); stop > p.stop {
		p.stop, p.trailed, p.distance = stop, true, distance
	}
}

// trailedRate is the price of a trailed stop. On the entry candle nothing is
// known of the order of its prices, so the worst is assumed: the price just arms
// the stop and falls through it.
func (p *position) trailedRate(row int) float64 {
	t, tape := p.b.Rules.Trailing, p.b.Tape
	if p.stop > tape.Highs()[row] {
		return tape.Opens()[row]
	}
	if row > p.entry {
		return p.stop
	}
	worst := tape.Opens()[row] * (1 - p.distance)
	if t.OnlyOffset && t.Offset > 0 && t.Positive > 0 {
		worst = tape.Opens()[row] * (1 + t.Offset - t.Positive)
	}
	return max(tape.Lows()[row], worst)
}
