package backtest

import (
	"cmp"
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// Protections stop entries after trades that went badly, as freqtrade's do: each
// is asked whenever a trade has closed, and may lock the trade's pair or all.
type Protections struct {
	Step  data.Timeframe `json:"-"` // the strategy's timeframe, on whose grid locks end
	Rules []Protection   `json:"rules"`
}

// A Protection is one rule. Its method is one of freqtrade's, or LockAfterLoss: a
// strategy that calls lock_pair when it closes a trade at a loss.
type Protection struct {
	Method   string       `json:"method"`
	Stop     data.Instant `json:"stop_ms"`     // how long a lock lasts from the last close on
	UnlockAt int          `json:"unlock_at"`   // minute of the day at which it ends instead, −1 for none
	Lookback data.Instant `json:"lookback_ms"` // trades that closed less than this ago count
	Limit    int          `json:"trade_limit"` // fewer trades lock nothing
	Required float64      `json:"required_profit"`
	Drawdown float64      `json:"max_allowed_drawdown"`
	PerPair  bool         `json:"only_per_pair"`
	PerSide  bool         `json:"only_per_side"`
}

// The methods of protections.
const (
	CooldownPeriod = "CooldownPeriod"
	StoplossGuard  = "StoplossGuard"
	LowProfitPairs = "LowProfitPairs"
	MaxDrawdown    = "MaxDrawdown"
	LockAfterLoss  = "LockAfterLoss"
)

// protectionsOf are those of the books of a run.
func protectionsOf(books []*Book) *Protections {
	if len(books) == 0 {
		return nil
	}
	return books[0].Rules.Protections
}

// allPairs stands for the book of a lock on all of them.
const allPairs = int32(-1)

// A lock keeps a pair, or all, from being entered up to and with a candle time.
type lock struct {
	book  int32
	until data.Instant
	side  side
}

// A side is that of the trades which a lock concerns.
type side uint8

const (
	bothSides side = iota
	longSide
	shortSide
)

func sideOf(short bool) side {
	if short {
		return shortSide
	}
	return longSide
}

// guard is the state of the protections during a walk.
type guard struct {
	*Protections
	closed []closedTrade
	locks  []lock
}

type closedTrade struct {
	at     data.Instant
	ratio  float64
	book   int32
	side   side
	reason ExitReason
}

// locked reports whether a lock is in force at an entry.
func (g *guard) locked(book int32, now data.Instant, s side) bool {
	for _, l := range g.locks {
		if l.until >= now && (l.book == book || l.book == allPairs) && (l.side == bothSides || l.side == s) {
			return true
		}
	}
	return false
}

// close tells the protections of a trade that has closed: first those that lock its
// pair, then those that lock all.
func (g *guard) close(t closedTrade) {
	g.closed = append(g.closed, t)
	for _, global := range []bool{false, true} {
		book := t.book
		if global {
			book = allPairs
		}
		for i := range g.Rules {
			rule := &g.Rules[i]
			if global != (rule.Method == MaxDrawdown) && rule.Method != StoplossGuard || global && rule.PerPair {
				continue
			}
			if last, ok := g.ask(rule, book, t); ok {
				g.lock(rule, book, last, t.side)
			}
		}
	}
}

// lock adds a lock unless one that ends no sooner is there.
func (g *guard) lock(rule *Protection, book int32, last data.Instant, s side) {
	if !rule.PerSide {
		s = bothSides
	}
	until := rule.end(last)
	if rule.Method != LockAfterLoss && g.locked(book, until, s) {
		return
	}
	step := data.Instant(g.Step)
	g.locks = append(g.locks, lock{book, until - until%step + step, s})
}

// end is when a lock ends that starts from the last close.
func (r *Protection) end(last data.Instant) data.Instant {
	if r.UnlockAt < 0 {
		return last + r.Stop
	}
	minute := last % data.Instant(data.Minute) // what the clock shows below the minute stays
	until := last.Day() + data.Instant(r.UnlockAt)*data.Instant(data.Minute) + minute
	if until < last {
		until += data.Instant(data.Day)
	}
	return until
}

// ask returns the last close that a rule counts, if the rule wants a lock.
func (g *guard) ask(rule *Protection, book int32, t closedTrade) (last data.Instant, ok bool) {
	if rule.Method == LockAfterLoss {
		return t.at, t.ratio < 0
	}
	var counted []closedTrade
	for i := len(g.closed) - 1; i >= 0 && g.closed[i].at > t.at-rule.Lookback; i-- {
		if c := g.closed[i]; book == allPairs || c.book == book {
			counted = append(counted, c)
		}
	}
	slices.Reverse(counted)
	switch rule.Method {
	case CooldownPeriod:
		ok = true
	case StoplossGuard:
		counted = slices.DeleteFunc(counted, func(c closedTrade) bool { return !rule.stopped(c, t.side) })
		ok = len(counted) >= rule.Limit
	case LowProfitPairs:
		ok = len(counted) >= rule.Limit && rule.poor(counted, t.side)
	case MaxDrawdown:
		ok = len(counted) >= max(rule.Limit, 2) && drawdownOf(counted) > rule.Drawdown // of one trade freqtrade finds none
	}
	if !ok || len(counted) == 0 {
		return 0, false
	}
	return slices.MaxFunc(counted, func(a, b closedTrade) int { return cmp.Compare(a.at, b.at) }).at, true
}

// stopped reports whether a trade is one that StoplossGuard counts.
func (r *Protection) stopped(c closedTrade, s side) bool {
	switch c.reason {
	case ExitStop, ExitTrailing, "stoploss_on_exchange", "liquidation":
		return c.ratio != 0 && c.ratio < r.Required && (!r.PerSide || c.side == s)
	}
	return false
}

// poor reports whether the trades of a side made less than is required.
func (r *Protection) poor(trades []closedTrade, s side) bool {
	sum := 0.0
	for _, c := range trades {
		if !r.PerSide || c.side == s {
			sum += c.ratio
		}
	}
	return sum < r.Required
}

// drawdownOf is the deepest fall of the sum of profit ratios below its highest, or
// below 0.
func drawdownOf(trades []closedTrade) (deepest float64) {
	slices.SortStableFunc(trades, func(a, b closedTrade) int { return cmp.Compare(a.at, b.at) })
	sum, high := 0.0, 0.0
	for _, c := range trades {
		sum += c.ratio
		high = max(high, sum)
		deepest = max(deepest, high-sum)
	}
	return deepest
}
