package verdict_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// tally is a group of trades counted by hand.
type tally struct {
	profits      []float64
	won, lost    float64
	wins, losses int
}

func (t *tally) add(p float64) {
	t.profits = append(t.profits, p)
	if p > 0 {
		t.wins, t.won = t.wins+1, t.won+p
	}
	if p < 0 {
		t.losses, t.lost = t.losses+1, t.lost-p
	}
}

func (t *tally) check(test *testing.T, name string, g *verdict.Group) {
	test.Helper()
	n := float64(len(t.profits))
	if g.Trades != len(t.profits) || g.Wins != t.wins || g.Losses != t.losses || math.Abs(g.Profit.Float()-(t.won-t.lost)) > 1e-6 {
		test.Errorf("%s: %+v, want %d trades, %d won, %d lost, %v", name, g, len(t.profits), t.wins, t.losses, t.won-t.lost)
	}
	q, _ := stats.Quantiles(t.profits, 0.05, 0.25, 0.5, 0.75, 0.95)
	for i, x := range map[*float64]float64{
		g.Mean: (t.won - t.lost) / n, g.WinRate: float64(t.wins) / n, g.ProfitFactor: t.won / t.lost, g.AverageWin: t.won / float64(t.wins),
		g.AverageLoss: t.lost / float64(t.losses), g.Quantiles[0]: q[0], g.Quantiles[1]: q[1], g.Quantiles[2]: q[2], g.Quantiles[3]: q[3], g.Quantiles[4]: q[4],
	} {
		if i == nil || math.Abs(*i-x) > 1e-6 {
			test.Errorf("%s: %v, want %v", name, i, x)
		}
	}
}

// Signals and trades of the counterfactual, counted row by row.
func TestCounterfactualIsCounted(t *testing.T) {
	in := fullInput(t, 7)
	in.Fees, in.Variants, in.Labels = nil, nil, nil
	c, err := verdict.Cell(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	var all, blocked, base, traded tally
	signals := 0
	for i, b := range in.Books {
		for k, o := range b.Opps {
			on := in.Mask[i].Get(o.Signal)
			if on {
				signals++
			}
			if out := b.Outcome(k); out.Amount > 0 {
				all.add(out.ProfitAbs)
				if on {
					blocked.add(out.ProfitAbs)
				}
			}
		}
	}
	fixed := backtest.Walk(in.Books, nil, backtest.Fixed(in.Books, in.Wallet))
	for _, k := range fixed.Trades {
		base.add(k.ProfitAbs)
		if in.Mask[k.Book].Get(in.Books[k.Book].Opps[k.Opp].Signal) {
			traded.add(k.ProfitAbs)
		}
	}
	cf := &c.Counterfactual
	if cf.Signals != signals || cf.TooSmall != signals-len(blocked.profits) {
		t.Errorf("%d signals and %d too small, want %d and %d", cf.Signals, cf.TooSmall, signals, signals-len(blocked.profits))
	}
	all.check(t, "all", &cf.All)
	blocked.check(t, "blocked", &cf.Blocked)
	base.check(t, "baseline", &cf.Base)
	traded.check(t, "blocked trades", &cf.Traded)
	for name, x := range map[string]struct {
		got             verdict.Estimate
		refused, others *tally
	}{"signals": {cf.SignalDifference, &blocked, &all}, "trades": {cf.TradeDifference, &traded, &base}} {
		n, m := float64(len(x.refused.profits)), float64(len(x.others.profits))
		want := (x.refused.won-x.refused.lost)/n - (x.others.won-x.others.lost)/m
		// Trades of a world are independent: the deviation is that of n out of m.
		d, _ := stats.Describe(x.others.profits)
		sd := d.SD * math.Sqrt(1/n-1/m)
		half := (*x.got.Hi - *x.got.Lo) / 2
		if math.Abs(*x.got.Value-want) > 1e-6 || math.Abs(*x.got.Hi-want-half) > 1e-6 || half < 1.645*sd*0.7 || half > 1.645*sd*1.4 {
			t.Errorf("%s: %v to %v around %v, want %v ± about %v", name, *x.got.Lo, *x.got.Hi, *x.got.Value, want, 1.645*sd)
		}
	}
}

// Groups of a breakdown, counted row by row; those below 30 refused trades are hidden.
func TestBreakdownsAreCounted(t *testing.T) {
	in := fullInput(t, 2)
	in.Fees, in.Variants = nil, nil
	for row := 0; row < len(in.Labels[0].Rows[0]); row += 10 {
		in.Labels[0].Rows[0][row] = 3 // beyond the last regime: of no group
	}
	fixed := backtest.Walk(in.Books, nil, backtest.Fixed(in.Books, in.Wallet))
	half := fixed.Trades[len(fixed.Trades)/2] // nothing is said of its row and those after it
	reasons := in.Labels[1].Rows
	reasons[half.Book] = reasons[half.Book][:in.Books[half.Book].Opps[half.Opp].Signal]
	c, err := verdict.Cell(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	shown, hidden := 0, 0
	for _, b := range c.Breakdowns {
		refused, base := map[string]*tally{}, map[string]*tally{}
		for _, k := range fixed.Trades {
			row := in.Books[k.Book].Opps[k.Opp].Signal
			on := in.Mask[k.Book].Get(row)
			for _, label := range labels(&in, b.Name, int(k.Book), row, on) {
				if refused[label] == nil {
					refused[label], base[label] = new(tally), new(tally)
				}
				base[label].add(k.ProfitAbs)
				if on {
					refused[label].add(k.ProfitAbs)
				}
			}
		}
		groups, trades := 0, 0
		for label, r := range refused {
			if len(r.profits) < 30 {
				groups, trades = groups+1, trades+len(r.profits)
				continue
			}
			found := false
			for _, g := range b.Groups {
				if g.Label != label {
					continue
				}
				found = true
				shown++
				n, of := len(r.profits), base[label]
				if g.Trades != n || math.Abs(g.Profit.Float()-(r.won-r.lost)) > 1e-6 || g.Mean == nil || math.Abs(*g.Mean-(r.won-r.lost)/float64(n)) > 1e-6 ||
					g.Baseline != len(of.profits) || g.BaseMean == nil || math.Abs(*g.BaseMean-(of.won-of.lost)/float64(len(of.profits))) > 1e-6 {
					t.Errorf("%s %s: %+v, want %d of %d", b.Name, label, g, n, len(of.profits))
				}
			}
			if !found {
				t.Errorf("%s %s of %d trades is not shown", b.Name, label, len(r.profits))
			}
		}
		hidden += groups
		if b.Hidden != groups || b.HiddenTrades != trades {
			t.Errorf("%s: %d groups of %d trades hidden, want %d of %d", b.Name, b.Hidden, b.HiddenTrades, groups, trades)
		}
	}
	if len(c.Breakdowns) != 4 || shown < 4 || hidden < 5 {
		t.Errorf("%d breakdowns, %d groups shown, %d hidden", len(c.Breakdowns), shown, hidden)
	}
}

// labels are the groups of a row by hand.
func labels(in *verdict.Input, kind string, book, row int, on bool) (out []string) {
	tape := in.Books[book].Tape
	switch kind {
	case "month":
		return []string{tape.Time(row).Time().Format("2006-01")}
	case "block":
		if !on {
			return nil
		}
		from, to := row, row
		for from > tape.Warm && in.Mask[book].Get(from-1) {
			from--
		}
		for to < tape.Len() && in.Mask[book].Get(to) {
			to++
		}
		at := func(row int) string {
			return (tape.Time(0) + data.Instant(row)*data.Instant(tape.Step)).Time().Format("2006-01-02 15:04")
		}
		return []string{fmt.Sprintf("%s to %s", at(from), at(to))}
	}
	for _, l := range in.Labels {
		for i, name := range l.Values {
			if row >= len(l.Rows[book]) {
				continue
			}
			if v := int(l.Rows[book][row]); l.Name == kind && (l.Bits && v&(1<<i) != 0 || !l.Bits && v == i) {
				out = append(out, name)
			}
		}
	}
	return out
}
