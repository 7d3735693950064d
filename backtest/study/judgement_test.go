package study

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study/config"
)

func judgedStudy(t *testing.T, s config.Study) *Result {
	t.Helper()
	r, err := Run(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// writeFile writes a file of the test's own.
func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// judgedStudies are filters, wallets and pairs of all kinds, on synthetic data.
func judgedStudies(t *testing.T) map[string]config.Study {
	t.Helper()
	of := func(change func(*config.Study)) config.Study {
		s := config.Default()
		s.Pairs, s.Strategies, s.MaxOpenTrades, s.Filter = []string{"BTC/USDT", "ETH/USDT"}, []string{"BollingerBreakout", "NFIQuickstart"}, 2, "default"
		s.TimeRange = "20230101-20231001"
		change(&s)
		return s
	}
	blocks := "blocks:" + writeFile(t, "blocks.json", `[{"from":"2023-02-10 00:00","to":"2023-03-20 00:00"},{"from":"2023-08-01 10:00","to":"2023-08-02 11:05"}]`)
	history := "history:" + writeFile(t, "history.csv", "timestamp,safe_to_trade,risk_score\n2023-01-01 00:00:00,True,0.1\n2023-02-10 00:00:00,False,0.5\n2023-03-20 00:00:00,True,0.9\n2023-08-01 00:00:00,,\n") + ",max_age=2400h"
	return map[string]config.Study{
		"engine":          of(func(*config.Study) {}),
		"one pair":        of(func(s *config.Study) { s.Pairs, s.MaxOpenTrades = s.Pairs[:1], 1 }),
		"one slot":        of(func(s *config.Study) { s.MaxOpenTrades = 1 }),
		"unlimited stake": of(func(s *config.Study) { s.StakeAmount = config.StakeAmount{Unlimited: true}; s.Seed = new(uint64(3)) }),
		"no limit": of(func(s *config.Study) {
			s.MaxOpenTrades = -1
			s.FilterSet = []string{"max_risk=0.5", "flag_downtrend=true"}
		}),
		"one judges all":   of(func(s *config.Study) { s.RiskPair = "BTC/USDT" }),
		"blocks":           of(func(s *config.Study) { s.Filter = blocks }),
		"history":          of(func(s *config.Study) { s.Filter = history }),
		"history and risk": of(func(s *config.Study) { s.Filter, s.FilterSet = history, []string{"max_risk=0.8"} }),
		"too small":        of(func(s *config.Study) { s.StakeAmount = config.StakeAmount{Amount: 4} }),
		"admits all":       of(func(s *config.Study) { s.Filter = "blocks:" + writeFile(t, "none.json", "[]") }),
	}
}

func TestJudgementLaws(t *testing.T) {
	for name, s := range judgedStudies(t) {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "blocks" {
				t.Skip("runs a study")
			}
			j := judgedStudy(t, s)
			checkFilter(t, j)
			for i := range j.Cells {
				c := &j.Cells[i]
				checkRows(t, j, c.Strategy, c.Judgement.Entries)
				checkRefused(t, c)
				checkConditions(t, j, c)
			}
		})
	}
}

// Pairs add up to all bars, strategies to all entries.
func checkFilter(t *testing.T, j *Result) {
	t.Helper()
	f := j.Filter
	checkRows(t, j, "bars", f.Bars)
	checkRows(t, j, "entries", f.Entries)
	bars, blocked, entries := 0, 0, 0
	for _, p := range f.Pairs {
		checkRows(t, j, p.Pair, p.Rows)
		bars, blocked = bars+p.Count, blocked+p.Blocked.Count
	}
	for _, c := range j.Cells {
		entries += c.Judgement.Entries.Count
	}
	if bars != f.Bars.Count || blocked != f.Bars.Blocked.Count || entries != f.Entries.Count {
		t.Errorf("pairs have %d bars, %d blocked, strategies %d entries; the study has %d, %d, %d", bars, blocked, entries, f.Bars.Count, f.Bars.Blocked.Count, f.Entries.Count)
	}
	if (f.Profile != nil) != j.Filters.Main.Engine() || f.Profile != nil && f.Profile.SHA256 != j.Filters.Main.Config.Hash() {
		t.Errorf("the profile is %+v", f.Profile)
	}
	said, want := 0, 0 // rows of signals.parquet
	for _, s := range j.Signals {
		said += s.To - s.From
	}
	switch {
	case j.Plan.Study.RiskPair != "":
		want = bars / len(f.Pairs)
	case j.Filters.Main.Engine():
		want = bars
	}
	if said != want {
		t.Errorf("%d rows of signals, want %d", said, want)
	}
}

// Shares are parts of 1; what excludes each other adds up to it.
func checkRows(t *testing.T, j *Result, name string, r Rows) {
	t.Helper()
	whole := func(what string, parts ...Portion) {
		n, sum := 0, 0.0
		for _, p := range parts {
			n += p.Count
			if p.Share != nil {
				sum += *p.Share
			}
		}
		if n != r.Count || r.Count > 0 && math.Abs(sum-1) > 1e-12 {
			t.Errorf("%s: %s add up to %d and %v, want %d and 1", name, what, n, sum, r.Count)
		}
	}
	most, sum := 0, 0
	for _, by := range r.By {
		most, sum = max(most, by.Count), sum+by.Count
	}
	if most > r.Blocked.Count || sum < r.Blocked.Count || r.Blocked.Count+r.FailOpen.Count > r.Count {
		t.Errorf("%s: %d of %d blocked, %+v", name, r.Blocked.Count, r.Count, r.By)
	}
	if (r.Engine != nil) != j.Filters.Main.Engine() {
		t.Fatalf("%s: the engine is %+v", name, r.Engine)
	}
	if r.Engine == nil {
		return
	}
	portions := func(of []Named) (out []Portion) {
		for _, n := range of {
			out = append(out, n.Portion)
		}
		return out
	}
	whole("classes", portions(r.Engine.Classes)...)
	whole("regimes", portions(r.Engine.Regimes)...)
	for _, s := range r.Engine.Series {
		whole(s.Series, s.Fresh, s.Stale, s.Absent)
	}
}

// Every refused entry is listed once: those that the filtered arm asked for are its
// tally, those that the baseline traded are the attribution's.
func checkRefused(t *testing.T, out *Cell) {
	t.Helper()
	j := out.Judgement
	asked, inPosition, traded := 0, 0, 0
	for i, r := range j.Refused {
		if i > 0 && r.Signal < j.Refused[i-1].Signal || r.Blocked == 0 {
			t.Fatalf("%s: row %d is %+v", out.Strategy, i, r)
		}
		if r.InPosition {
			inPosition++
		} else {
			asked++
		}
		if r.WouldTrade {
			traded++
			checkTraded(t, out, r)
		}
	}
	tally := out.Filtered.Result.Tally
	if asked != tally.Blocked || inPosition > tally.InPosition || len(j.Refused) != j.Entries.Blocked.Count {
		t.Errorf("%s: %d refused entries, %d asked for, %d in position; the tally is %+v, blocked entries %d", out.Strategy, len(j.Refused), asked, inPosition, tally, j.Entries.Blocked.Count)
	}
	a := fate.Attribute(out.Baseline.Result, out.Filtered.Result, gateOf(out.Screens))
	if traded != a.Blocked.Trades || traded != j.Filtered.Count || len(j.Refused)-traded != a.Idle {
		t.Errorf("%s: %d refused trades of %d, want %d and %d idle", out.Strategy, traded, len(j.Refused), a.Blocked.Trades, a.Idle)
	}
	for _, s := range out.Filtered.Said {
		if s.Blocked != 0 {
			t.Fatalf("%s: the filtered arm traded what is blocked by %s", out.Strategy, s.Blocked)
		}
	}
	descending := func(a, b Refused) int {
		return int(math.Copysign(1, math.Abs(b.Trade.ProfitAbs)-math.Abs(a.Trade.ProfitAbs)))
	}
	if !slices.IsSortedFunc(j.Losses.Trades, descending) || !slices.IsSortedFunc(j.Gains.Trades, descending) {
		t.Errorf("%s: the worst losses or best gains do not come first", out.Strategy)
	}
	if n := len(j.Losses.Trades) + len(j.Gains.Trades); n > traded {
		t.Errorf("%s: %d losses and gains, but %d refused trades", out.Strategy, n, traded)
	}
}

// checkTraded finds the baseline's trade of a refused entry, which at the book's
// stake is the same trade.
func checkTraded(t *testing.T, out *Cell, r Refused) {
	t.Helper()
	i := slices.IndexFunc(out.Baseline.Run.Trades, func(b backtest.Trade) bool { return b.Pair == r.Pair && b.Signal == r.Signal })
	switch b := out.Baseline.Run.Trades; {
	case i < 0:
		t.Fatalf("%s: the baseline has no trade of %+v", out.Strategy, r)
	case out.Baseline.Said[i] != r.Said:
		t.Fatalf("%s: said %+v of the trade and %+v of the signal", out.Strategy, out.Baseline.Said[i], r.Said)
	case !out.Baseline.Result.Wallet.Unlimited && b[i] != *r.Trade:
		t.Fatalf("%s: would be %+v, was %+v", out.Strategy, *r.Trade, b[i])
	}
}

// Classes and regimes have every trade once.
func checkConditions(t *testing.T, j *Result, c *Cell) {
	t.Helper()
	k := c.Judgement.Conditions
	if (k != nil) != j.Filters.Main.Engine() {
		t.Fatalf("%s: conditions are %+v", c.Strategy, k)
	}
	if k == nil {
		return
	}
	check := func(a *Arm, lines []metrics.Line) {
		t.Helper()
		n, profit, last := 0, 0.0, len(lines)-1
		for _, l := range lines[:last] {
			n, profit = n+l.Trades, profit+l.ProfitAbs
		}
		if n != len(a.Run.Trades) || n != lines[last].Trades || math.Abs(profit-lines[last].ProfitAbs) > 1e-6 {
			t.Errorf("%s %s: %d trades of %v in the lines %+v, want %d", c.Strategy, a.Arm, n, profit, lines, len(a.Run.Trades))
		}
	}
	for _, g := range []Groups{k.ByClass, k.ByRegime} {
		check(c.Baseline, g.Baseline)
		check(c.Filtered, g.Filtered)
	}
	for _, v := range []*float64{k.WinnersRisk, k.LosersRisk} {
		if v != nil && (*v < 0 || *v > 1) {
			t.Errorf("%s: a mean risk score of %v", c.Strategy, *v)
		}
	}
}
