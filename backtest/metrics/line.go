package metrics

import (
	"cmp"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
)

// A Line is one row of a table of trades: those of a pair, an exit reason and the
// like. The last line of each table is Total.
type Line struct {
	Key                 string
	Reason              string // in ByTagAndReason, beside the enter tag in Key
	Trades              int
	ProfitMean          float64 // mean profit_ratio, 0 without a trade
	ProfitAbs           float64 // Σ profit_abs
	ProfitTotal         float64 // Σ profit_abs / S
	Minutes             float64 // mean duration, 0 without a trade
	Wins, Draws, Losses int
	DrawdownAbs         float64 // of these trades alone, as max_drawdown_abs
	Drawdown            float64 // as max_drawdown_account
}

// TotalKey is the key of the last line, OtherKey that of trades without a tag.
const (
	TotalKey = "TOTAL"
	OtherKey = "OTHER"
)

// ByPair has a line for every pair of the run, also one without trades, best
// profit first.
func (r *Run) ByPair() []Line { return r.lines(r.Pairs, r.Trades, pairOf) }

// ByReason has a line for every exit reason that occurs, best profit first.
func (r *Run) ByReason() []Line {
	reason := func(t backtest.Trade) string { return t.Reason.String() }
	return r.lines(keys(r.Trades, reason), r.Trades, reason)
}

// ByTag has a line for every enter tag that occurs, best profit first.
func (r *Run) ByTag() []Line {
	tag := func(t backtest.Trade) string { return cmp.Or(t.EnterTag, OtherKey) }
	return r.lines(keys(r.Trades, tag), r.Trades, tag)
}

// ByTagAndReason has a line for every enter tag with every exit reason of its trades,
// best profit first. Without a tag the key is "", as freqtrade has it here.
func (r *Run) ByTagAndReason() []Line {
	const between = "\x00" // sorts before whatever a tag goes on with
	both := func(t backtest.Trade) string { return t.EnterTag + between + t.Reason.String() }
	out := r.lines(keys(r.Trades, both), r.Trades, both)
	for i := range out {
		out[i].Key, out[i].Reason, _ = strings.Cut(out[i].Key, between)
	}
	return out
}

// Extremes are the lines of the pairs with the most and with the least profit; of
// equals the one that the run names first.
func (r *Run) Extremes() (best, worst Line) {
	pairs := r.ByPair()
	pairs = pairs[:len(pairs)-1]
	return pairs[0], slices.MinFunc(pairs, func(a, b Line) int { return cmp.Compare(a.ProfitAbs, b.ProfitAbs) })
}

// PairText prints a pair's line as freqtrade's summary does: "BTC/USDT 1.25%".
func (l Line) PairText() string { return l.Key + " " + fixed(l.ProfitTotal*100, 2) + "%" }

// LeftOpen has a line for every pair with a trade that only the end of the run
// closed.
func (r *Run) LeftOpen() []Line {
	var left []backtest.Trade
	for _, t := range r.Trades {
		if t.Reason == backtest.ExitForce {
			left = append(left, t)
		}
	}
	var pairs []string
	for _, p := range r.Pairs {
		if slices.ContainsFunc(left, func(t backtest.Trade) bool { return t.Pair == p }) {
			pairs = append(pairs, p)
		}
	}
	return r.lines(pairs, left, pairOf)
}

// Total is the line of all trades.
func (r *Run) Total() Line { return r.line(TotalKey, r.Trades) }

func pairOf(t backtest.Trade) string { return t.Pair }

// keys are the keys that occur, in the order of their text.
func keys(trades []backtest.Trade, key func(backtest.Trade) string) []string {
	var out []string
	for _, t := range trades {
		if k := key(t); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// lines groups trades and orders the groups by profit; equals keep the order of
// keys.
func (r *Run) lines(keys []string, trades []backtest.Trade, key func(backtest.Trade) string) []Line {
	groups := map[string][]backtest.Trade{}
	for _, t := range trades {
		groups[key(t)] = append(groups[key(t)], t)
	}
	out := make([]Line, len(keys), len(keys)+1)
	for i, k := range keys {
		out[i] = r.line(k, groups[k])
	}
	slices.SortStableFunc(out, func(a, b Line) int { return cmp.Compare(b.ProfitAbs, a.ProfitAbs) })
	return append(out, r.line(TotalKey, trades))
}

func (r *Run) line(key string, trades []backtest.Trade) Line {
	l := Line{Key: key, Trades: len(trades)}
	var minutes, ratios float64
	for _, t := range trades {
		l.ProfitAbs += t.ProfitAbs
		ratios += t.ProfitRatio
		minutes += float64(t.Minutes())
		switch {
		case t.ProfitAbs > 0:
			l.Wins++
		case t.ProfitAbs < 0:
			l.Losses++
		default:
			l.Draws++
		}
	}
	l.ProfitTotal = l.ProfitAbs / r.Start
	l.ProfitMean, _ = over(ratios, float64(len(trades)))
	l.Minutes, _ = over(minutes, float64(len(trades)))
	u := underwaterOf(trades, r.Start)
	l.DrawdownAbs, l.Drawdown = u.abs, u.account
	return l
}
