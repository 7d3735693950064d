package backtest

import (
	"bytes"
	"math"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// An ExitReason says why a trade was closed, in freqtrade's words. Trades that were
// worked out elsewhere may have others.
type ExitReason string

// The exit reasons of the simulator.
const (
	ExitROI      ExitReason = "roi"
	ExitStop     ExitReason = "stop_loss"
	ExitTrailing ExitReason = "trailing_stop_loss"
	ExitSignal   ExitReason = "exit_signal"
	ExitForce    ExitReason = "force_exit"
)

// ExitUnfilled is the end of an entry order that was never filled: it holds the
// pair and a slot until then, and is no trade. Its outcome's amount is 0.
const ExitUnfilled ExitReason = "unfilled"

func (r ExitReason) String() string { return string(r) }

// An Outcome is the trade that an opportunity becomes at a stake. Money is in
// the quote asset. Amount 0 means that the stake buys less than one amount step
// or than the exchange's smallest order: there is no trade.
type Outcome struct {
	Exit      int     // row at which it is closed, or in which
	ProfitAbs float64 // after both fees, rounded to 8 decimals
	Need      float64 // stake asked of the wallet, before the amount is cut to its step
	Amount    float64 // base asset
	EntryRate float64
	ExitRate  float64
	Stake     float64      // amount · entry rate
	OpenValue float64      // amount · entry rate with the entry fee
	Stop      float64      // stop price at the end
	Fees      float64      // paid on both sides
	Leverage  float64      // 1 for none
	Past      data.Instant // from the open of the exit row to the close of the trade, 0 in the simulator
	Reason    ExitReason
}

// ProfitRatio is the profit over the own money paid, fee included.
func (o *Outcome) ProfitRatio() float64 { return o.ProfitAbs / o.OpenValue * o.Leverage }

// fees are the factors of an order's value, exact.
type fees struct {
	ratio    float64
	in, out  decimal // 1+fee, 1−fee
	inFactor float64
}

func newFees(ratio float64) fees {
	return fees{ratio, factor(ratio, +1), factor(ratio, -1), 1 + ratio}
}

// A position is a trade while it is open.
type position struct {
	b         *Book
	entry     int
	rate      float64
	amount    decimal
	openValue float64
	stop      float64
	trailed   bool
	distance  float64 // of the stop last set, as a ratio
}

// play works out what an opportunity becomes at a stake.
func (b *Book) play(o Opportunity, stake float64) Outcome {
	rate := b.Tape.Opens()[o.Entry]
	if b.Rules.SlippageBps != 0 {
		rate *= 1 + b.Rules.SlippageBps/1e4
	}
	need := b.need(stake, rate)
	p := position{b: b, entry: o.Entry, rate: rate, amount: truncate(need/rate, b.step), distance: math.Abs(b.Rules.Stop)}
	out := Outcome{Exit: o.Entry, EntryRate: rate, Need: need, Leverage: 1}
	if need == 0 || p.amount.coef == 0 {
		return out
	}
	value := p.amount.times(newDecimal(rate))
	out.Amount, out.Stake = p.amount.float(), value.float()
	p.openValue = value.times(b.fill.in).float()
	p.stop = ceilTo(rate*(1-p.distance), b.tick(o.Entry))
	out.Exit, out.ExitRate, out.Reason = p.exit()
	if b.Rules.SlippageBps != 0 {
		out.ExitRate *= 1 - b.Rules.SlippageBps/1e4
	}
	out.OpenValue = p.openValue
	out.ProfitAbs = round8(p.closeValue(out.ExitRate)-p.openValue) + 0 // −0 becomes 0
	out.Stop = p.stop
	out.Fees = float64(out.Stake*b.Rules.Fee) + float64(out.Amount*out.ExitRate*b.Rules.Fee)
	return out
}

// need applies the exchange's smallest order: a stake below it is raised by up
// to 30 %, or refused.
func (b *Book) need(stake, rate float64) float64 {
	least := b.Market.minStake(rate)
	switch {
	case stake >= least:
		return stake
	case stake*1.3 < least:
		return 0
	default:
		return least
	}
}

// closeValue is what selling at rate brings after the fee.
func (p *position) closeValue(rate float64) float64 {
	return p.amount.times(newDecimal(rate)).times(p.b.fill.out).float()
}

// profitAt is the profit ratio of selling at rate, as the exit rules see it.
func (p *position) profitAt(rate float64) float64 {
	return round8(p.closeValue(rate)/p.openValue - 1)
}

// exit finds the row, rate and reason at which the position is closed. On each
// row the exit signal comes first, then the stop, then the ROI table, then a
// stop that has trailed.
func (p *position) exit() (row int, rate float64, reason ExitReason) {
	last := p.b.Tape.Len() - 1
	row, signalled := p.exitSignal(last)
	if at, rate, reason, ok := p.inside(row); ok {
		return at, rate, reason
	}
	if signalled {
		p.follow(row)
		return row, p.b.Tape.Opens()[row], ExitSignal
	}
	return last, p.b.Tape.Opens()[last], ExitForce
}

// exitSignal returns the first row that the exit signal closes the position on,
// or last+1.
func (p *position) exitSignal(last int) (row int, ok bool) {
	if p.b.Rules.IgnoreExitSignal {
		return last + 1, false
	}
	for row = p.entry + 1; row <= last; row++ {
		k := bytes.IndexByte(p.b.actions[row-1:last], byte(strategies.Exit))
		if k < 0 {
			break
		}
		row += k
		if !p.b.Rules.ExitProfitOnly || p.profitAt(p.b.Tape.Opens()[row]) > p.b.Rules.ExitProfitOffset {
			return row, true
		}
	}
	return last + 1, false
}

// inside looks for an exit by price on the rows from the entry up to, not
// including, end.
func (p *position) inside(end int) (row int, rate float64, reason ExitReason, ok bool) {
	if p.b.Rules.Trailing.On {
		return p.trail(end)
	}
	return p.fixed(end)
}

// fixed is inside for a stop that stays: between the steps of the ROI table both
// bounds are constant, so that whole blocks of candles can be passed over.
func (p *position) fixed(end int) (int, float64, ExitReason, bool) {
	table := p.b.Rules.ROI
	for k := -1; k < len(table); k++ {
		from, to, ceiling := p.entry, end, math.Inf(1)
		if k >= 0 {
			from, ceiling = p.rowOf(table[k].Minutes), p.bound(table[k].Ratio)
		}
		if k+1 < len(table) {
			to = min(end, p.rowOf(table[k+1].Minutes))
		}
		for i := from; i < to; i++ {
			if i = p.b.touch.first(i, to, p.stop, ceiling); i >= to {
				break
			}
			if p.b.Tape.Lows()[i] <= p.stop {
				return i, p.stopRate(i), ExitStop, true
			}
			if rate, ok := p.roi(i, table[k]); ok {
				return i, rate, ExitROI, true
			}
		}
	}
	return 0, 0, "", false
}

// rowOf is the first row on which the position has been open for some minutes.
func (p *position) rowOf(minutes int) int {
	step := int64(p.b.Tape.Step)
	wait := int64(minutes) * int64(data.Minute)
	return p.entry + int((wait+step-1)/step)
}

// bound is a price just below any whose profit ratio, fees paid and rounded to 8
// decimals, exceeds ratio: the exact test is made only from there up.
func (p *position) bound(ratio float64) float64 {
	fee := p.b.fill.ratio
	return p.rate * (1 + fee) / (1 - fee) * (1 + ratio - 2e-8) * (1 - 1e-9)
}

// stopRate is the price of a stop that the row's low has reached: the stop, or
// the open if the whole candle lies below it.
func (p *position) stopRate(row int) float64 {
	if p.stop > p.b.Tape.Highs()[row] {
		return p.b.Tape.Opens()[row]
	}
	return p.stop
}
