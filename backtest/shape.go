package backtest

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
)

// shape is the outcome of a given trade at a stake. A trade of one entry and one
// exit is worked out anew from its prices, as freqtrade does; one of several
// orders is scaled. Funding grows with the amount.
func (b *Book) shape(k int, stake float64) Outcome {
	g := &b.given[k]
	first, rate := g.first()
	out := Outcome{
		Exit: b.Tape.Row(g.Close), EntryRate: g.OpenRate, ExitRate: g.CloseRate, Need: stake,
		Stop: g.Stop, Reason: g.Reason, Leverage: g.Leverage,
	}
	out.Past = g.Close - b.Tape.Time(out.Exit)
	amount := truncate(stake/rate*g.Leverage, b.step)
	if amount.coef == 0 {
		return out
	}
	switch size := amount.float() / first; {
	case g.Reason == ExitUnfilled:
		out.Stake = amount.float() * rate / g.Leverage
	case amount.float() == first:
		b.as(g, &out)
	case g.Legs == nil:
		b.single(g, &out, amount, size)
	default:
		b.as(g, &out)
		out.Amount, out.Stake, out.OpenValue = out.Amount*size, out.Stake*size, out.OpenValue*size
		out.ProfitAbs, out.Fees = round8(out.ProfitAbs*size), out.Fees*size
	}
	return out
}

// own is the outcome at the stake that was given.
func (b *Book) own(k int) Outcome {
	g := &b.given[k]
	first, rate := g.first()
	// A little more than the order's value, so that the division does not fall short of its amount.
	out := b.shape(k, float64(first*rate)/g.Leverage*(1+1e-12))
	out.Need = g.Stake
	return out
}

// as fills in the trade as it was given.
func (b *Book) as(g *Given, out *Outcome) {
	out.Amount, out.Stake, out.ProfitAbs, out.Fees = g.Amount, g.Stake, g.Profit, g.fees()
	if g.Legs == nil {
		out.OpenValue = newDecimal(g.Amount).times(newDecimal(g.OpenRate)).times(factor(g.FeeOpen, g.sign())).float()
		return
	}
	for _, l := range g.Legs {
		if l.Entry {
			out.OpenValue += float64(l.Amount * l.Rate * (1 + float64(float64(g.sign())*g.FeeOpen)))
		}
	}
}

// sign is that of the fee in the value a trade opens at.
func (g *Given) sign() int {
	if g.Short {
		return -1
	}
	return +1
}

// single works a trade of one entry and one exit out for another amount.
//
//	open  = amount · open rate · (1 ± fee)
//	close = amount · close rate · (1 ∓ fee) ± funding
//
// with the upper signs for longs. The profit is the difference, to 8 decimals.
func (b *Book) single(g *Given, out *Outcome, amount decimal, size float64) {
	out.Amount, out.Fees = amount.float(), g.fees()*size
	out.Stake, out.OpenValue, out.ProfitAbs = g.settled(amount, size)
}

// settled is a trade of one entry and one exit at an amount, which is size times its
// own.
func (g *Given) settled(amount decimal, size float64) (stake, open, profit float64) {
	bought := amount.times(newDecimal(g.OpenRate))
	open = bought.times(factor(g.FeeOpen, g.sign())).float()
	closed := amount.times(newDecimal(g.CloseRate)).times(factor(g.FeeClose, -g.sign())).float()
	if funding := float64(g.Funding * size); g.Short {
		profit = round8(open-(closed-funding)) + 0
	} else {
		profit = round8(closed+funding-open) + 0
	}
	return bought.float() / g.Leverage, open, profit
}

// tied is the own money in a trade of several orders after those up to now, and
// the profit taken out of it by then, as freqtrade counts them.
func (g *Given) tied(now data.Instant) (stake, realized float64) {
	amount, cost := 0.0, 0.0
	for _, l := range g.Legs {
		if l.At > now {
			break
		}
		if l.Entry {
			amount, cost = amount+l.Amount, cost+float64(l.Amount*l.Rate)
			continue
		}
		mean, side := cost/amount, float64(g.sign())
		in, out := float64(l.Amount*mean*(1+float64(side*g.FeeOpen))), float64(l.Amount*l.Rate*(1-float64(side*g.FeeClose)))
		realized += round8(side * (out - in))
		amount, cost = amount-l.Amount, cost-float64(mean*l.Amount)
	}
	return math.Max(cost, 0) / g.Leverage, realized
}
