package metrics_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
)

var newYear = data.Date(2022, 1, 1)

// runOf makes a run of a year in which one trade a day closes with each profit on
// a stake of 100, and marks the account at the end of every day.
func runOf(profits ...float64) *metrics.Run {
	a := metrics.Account{
		Start: 1000, From: newYear, To: newYear.Add(364 * data.Day), Pairs: []string{"BTC/USDT"}, Slots: 1,
		Market: []float64{0.1}, Exposure: 0.25,
	}
	balance := a.Start
	var trades []backtest.Trade
	for i := range 365 {
		day := newYear.Add(data.Timeframe(i) * data.Day)
		if i < len(profits) {
			balance += profits[i]
			trades = append(trades, backtest.Trade{
				Pair: "BTC/USDT", Open: day.Add(data.Hour), Close: day.Add(3 * data.Hour), OpenRate: 100, CloseRate: 100 + profits[i],
				Amount: 1, Stake: 100, OpenValue: 100, ProfitAbs: profits[i], ProfitRatio: profits[i] / 100, Reason: backtest.ExitSignal,
			})
		}
		a.Marks = append(a.Marks, backtest.Mark{Day: day, Realised: balance, Equity: balance})
	}
	return metrics.Of(trades, a)
}

func edgeRuns() map[string]*metrics.Run {
	return map[string]*metrics.Run{
		"no trades":    runOf(),
		"one winner":   runOf(5),
		"one loser":    runOf(-5),
		"all wins":     runOf(1, 2, 3),
		"all losses":   runOf(-1, -2, -3),
		"all equal":    runOf(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1), // whose mean is another number, by rounding
		"all draws":    runOf(0, 0),
		"a cent short": runOf(-1000.01, 5),
		"all is lost":  runOf(-500, -500),
		"mixed":        runOf(3, -1, 0, -4, 2),
		"unmarked":     metrics.Of(nil, metrics.Account{Start: 1000, From: newYear, To: newYear.Add(data.Day)}),
	}
}

// A metric is finite or undefined, and says when.
func TestMetricsAreFiniteOrUndefined(t *testing.T) {
	for name, run := range edgeRuns() {
		for _, m := range metrics.All() {
			v, ok := m.Of(run)
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Errorf("%s: %s = %v", name, m.Key, v)
			}
			if !ok && m.Undefined == "" {
				t.Errorf("%s: %s is undefined, though it says never", name, m.Key)
			}
			if !ok && v != 0 {
				t.Errorf("%s: %s is undefined and %v, want 0", name, m.Key, v)
			}
			if text := m.Text(v, ok); !ok && text != metrics.Undefined || ok && strings.ContainsAny(text, "NI") {
				t.Errorf("%s: %s prints as %q", name, m.Key, text)
			}
		}
		for _, f := range metrics.Printed(run) {
			if f.Text == "" || strings.Contains(f.Text, "NaN") || strings.Contains(f.Text, "Inf") || strings.HasPrefix(f.Text, "-0") && strings.Trim(f.Text, "-0.") == "" {
				t.Errorf("%s: %s prints as %q", name, f.Key, f.Text)
			}
		}
	}
}

// What each metric is on runs that can be worked out by hand.
func TestMetricsByHand(t *testing.T) {
	undefined := math.NaN()
	tests := []struct {
		run, key string
		want     float64
	}{
		{"no trades", "winrate", undefined},
		{"no trades", "profit_total", 0},
		{"no trades", "sharpe", undefined},
		{"no trades", "max_drawdown_abs", undefined},
		{"no trades", "max_drawdown_mtm", 0},
		{"no trades", "daily_sharpe", undefined},
		{"no trades", "volatility", 0},
		{"one loser", "max_drawdown_abs", undefined}, // freqtrade: 0
		{"one loser", "max_drawdown_mtm", 0.005},
		{"one loser", "profit_factor", 0},
		{"all wins", "profit_factor", undefined},
		{"all wins", "max_drawdown_abs", 0},
		{"all wins", "drawdown_start", undefined},
		{"all wins", "calmar", undefined},
		{"all wins", "ulcer_index", 0},
		{"all wins", "sortino", undefined},
		{"all wins", "daily_sortino", undefined},
		{"all wins", "sqn", math.Sqrt(3) * 2}, // mean 2, deviation 1
		{"all equal", "sharpe", undefined},
		{"all equal", "sqn", undefined},
		{"all draws", "profit_total", 0},
		{"all draws", "draws", 2},
		{"all draws", "max_consecutive_losses", 2},
		{"all is lost", "cagr", -1},
		{"all is lost", "max_drawdown_mtm", 1},
		{"mixed", "total_trades", 5},
		{"mixed", "winrate", 0.4},
		{"mixed", "profit_total_abs", 0},
		{"mixed", "profit_median", 0},
		{"mixed", "profit_factor", 1},
		{"mixed", "expectancy", 0},
		{"mixed", "expectancy_ratio", -0.2}, // the draw counts as a trade
		{"mixed", "max_consecutive_wins", 1},
		{"mixed", "max_consecutive_losses", 3},
		{"mixed", "max_drawdown_abs", 5},
		{"mixed", "max_drawdown_account", 5. / 1003},
		{"mixed", "max_drawdown_mtm", 5. / 1003},
		{"mixed", "drawdown_start", float64(newYear.Add(3 * data.Hour))},
		{"mixed", "drawdown_end", float64(newYear.Add(3*data.Day + 3*data.Hour))},
		{"mixed", "drawdown_duration_s", 3 * 86400},
		{"mixed", "max_drawdown_high", 3},
		{"mixed", "max_drawdown_low", -2},
		{"mixed", "csum_min", 998},
		{"mixed", "csum_max", 1003},
		{"mixed", "best_day_abs", 3},
		{"mixed", "worst_day_abs", -4},
		{"mixed", "winning_days", 2},
		{"mixed", "draw_days", 1},
		{"mixed", "losing_days", 2},
		{"mixed", "holding_avg_s", 7200},
		{"mixed", "trades_per_day", 5. / 364},
		{"mixed", "exposure_time", 0.25},
		{"mixed", "market_change", 0.1},
		{"mixed", "cagr", 0},
	}
	runs := edgeRuns()
	for _, tt := range tests {
		m, found := metrics.Find(tt.key)
		if !found {
			t.Errorf("no metric %s", tt.key)
			continue
		}
		got, ok := m.Of(runs[tt.run])
		if ok == math.IsNaN(tt.want) || ok && math.Abs(got-tt.want) > 1e-12*max(1, math.Abs(tt.want)) {
			t.Errorf("%s: %s = %v, %t, want %v", tt.run, tt.key, got, ok, tt.want)
		}
	}
}

// Of the other figures neither more nor less is better.
const (
	moreIsBetter = `wins winrate max_consecutive_wins final_balance profit_total_abs profit_total profit_mean profit_median best_trade_ratio
		worst_trade_ratio profit_factor expectancy expectancy_ratio cagr sharpe sortino calmar sqn best_day_abs worst_day_abs winning_days
		max_drawdown_high max_drawdown_low csum_min csum_max daily_sharpe daily_sortino cagr_mtm calmar_mtm
		daily_cvar_5 worst_daily_return best_days_gain_5`
	lessIsBetter = `losses max_consecutive_losses losing_days max_drawdown_abs max_drawdown_account max_relative_drawdown drawdown_duration_s
		volatility max_drawdown_mtm max_drawdown_mtm_abs ulcer_index daily_volatility`
)

// Files and scripts rely on these keys.
func TestKeys(t *testing.T) {
	var got []string
	more := map[string]int{}
	for _, key := range strings.Fields(moreIsBetter) {
		more[key] = +1
	}
	for _, key := range strings.Fields(lessIsBetter) {
		more[key] = -1
	}
	for _, m := range metrics.All() {
		if m.Name == "" || m.Formula == "" || m.Unit == "" {
			t.Errorf("%s lacks a name, a unit or a formula", m.Key)
		}
		for _, k := range got {
			if k == m.Key {
				t.Errorf("key %s is there twice", k)
			}
		}
		if m.Better != more[m.Key] {
			t.Errorf("%s: more is %d, want %d", m.Key, m.Better, more[m.Key])
		}
		got = append(got, m.Key)
	}
	for _, want := range strings.Fields(`total_trades wins draws losses winrate profit_total profit_total_abs profit_factor expectancy
		expectancy_ratio cagr sharpe sortino calmar sqn max_drawdown_abs max_drawdown_account max_relative_drawdown drawdown_start drawdown_end
		drawdown_duration_s avg_stake_amount total_volume trades_per_day best_day_abs worst_day_abs winning_days draw_days losing_days
		max_consecutive_wins max_consecutive_losses starting_balance final_balance market_change backtest_start backtest_end rejected_signals`) {
		if _, ok := metrics.Find(want); !ok {
			t.Errorf("no metric %s", want)
		}
	}
}

// The textbook's Sharpe and Sortino against their definitions in other words:
// the mean over the root of the mean square, of deviations or of losses.
func TestDailyRatios(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	profits := make([]float64, 365)
	for i := range profits {
		profits[i] = rng.NormFloat64()
	}
	run := runOf(profits...)
	var m, q, down, n float64
	balance := 1000.0
	for _, p := range profits {
		r := p / balance
		balance += p
		n++
		m += r
		q += r * r
		if r < 0 {
			down += r * r
		}
	}
	m /= n
	sd := math.Sqrt((q/n - m*m) * n / (n - 1))
	check := func(m metrics.Metric, want float64) {
		if got, ok := m.Of(run); !ok || math.Abs(got-want) > 1e-9*math.Abs(want) {
			t.Errorf("%s = %v, %t, want %v", m.Key, got, ok, want)
		}
	}
	for key, want := range map[string]float64{
		"daily_sharpe":  m / sd * math.Sqrt(365),
		"daily_sortino": m / math.Sqrt(down/n) * math.Sqrt(365),
		"volatility":    sd * math.Sqrt(365),
		"cagr_mtm":      math.Pow(balance/1000, 365./364) - 1,
	} {
		metric, _ := metrics.Find(key)
		check(metric, want)
	}
}

func TestWarnings(t *testing.T) {
	account := func(days int) metrics.Account {
		return metrics.Account{Start: 1000, From: newYear, To: newYear.Add(data.Timeframe(days) * data.Day)}
	}
	trades := func(n int) []backtest.Trade { return make([]backtest.Trade, n) }
	ruined := account(10)
	ruined.Ruin = backtest.Ruin{At: newYear.Add(data.Day), Refused: 1}
	small := account(30)
	small.TooSmall = 1
	for _, tt := range []struct {
		name string
		run  *metrics.Run
		want []string // how each warning begins
	}{
		{"sound", metrics.Of(trades(30), account(30)), nil},
		{"idle and ruined", metrics.Of(nil, ruined), []string{"no trade was made", "ruined: from 2022-01-02 00:00:00 on the wallet could not afford an entry, 1 was", "only 10 days"}},
		{"few trades in a month less a day", metrics.Of(trades(29), account(29)), []string{"only 29 trades", "only 29 days"}},
		{"one trade on one day", metrics.Of(trades(1), account(1)), []string{"only 1 trade;", "only 1 day;"}},
		{"hours count as a day", metrics.Of(trades(30), account(0)), []string{"only 1 day;"}},
		{"small stake", metrics.Of(trades(30), small), []string{"1 entry was not made"}},
	} {
		got := tt.run.Warnings()
		if len(got) != len(tt.want) {
			t.Errorf("%s: warnings %v, want %q", tt.name, got, tt.want)
			continue
		}
		for i, want := range tt.want {
			if !strings.HasPrefix(got[i].Error(), want) {
				t.Errorf("%s: warning %q, want %q", tt.name, got[i], want)
			}
		}
	}
}

// The direction of every printed figure, and what freqtrade says of a drawdown of 0.
func TestPrintedDirections(t *testing.T) {
	want := map[string]int{}
	for _, key := range strings.Fields(`final_balance profit_abs profit_pct cagr_pct sortino sharpe calmar sqn profit_factor expectancy expectancy_ratio
		avg_daily_profit best_trade_pct worst_trade_pct best_day worst_day days_win max_consec_wins min_balance max_balance profit_at_dd_start profit_at_dd_end`) {
		want[key] = +1
	}
	for _, key := range strings.Fields("days_lose max_consec_losses max_underwater_pct drawdown_abs drawdown_pct drawdown_duration_minutes") {
		want[key] = -1
	}
	for _, f := range metrics.Printed(edgeRuns()["all wins"]) {
		if f.Better != want[f.Key] {
			t.Errorf("%s: more is %d, want %d", f.Key, f.Better, want[f.Key])
		}
		if f.Key == "drawdown_duration_minutes" && (f.Value != 0 || f.Text != "0 days 00:00:00") {
			t.Errorf("a drawdown of nothing lasts %v, %q", f.Value, f.Text)
		}
	}
}

// Without trades freqtrade's statistics hold zeros.
func TestPrintedWithoutTrades(t *testing.T) {
	for _, f := range metrics.Printed(edgeRuns()["no trades"]) {
		if !f.Defined && f.Value != 0 {
			t.Errorf("%s is %v, want 0", f.Key, f.Value)
		}
	}
}

// One day has one return, which has no deviation.
func TestOneDayHasNoDeviation(t *testing.T) {
	run := metrics.Of(nil, metrics.Account{
		Start: 1000, From: newYear, To: newYear.Add(data.Day - data.Hour), Pairs: []string{"BTC/USDT"}, Slots: 1,
		Marks: []backtest.Mark{{Day: newYear, Realised: 1001, Equity: 1001}},
	})
	for _, key := range []string{"volatility", "daily_volatility", "daily_sharpe"} {
		m, _ := metrics.Find(key)
		if v, ok := m.Of(run); ok {
			t.Errorf("%s of one day is %v", key, v)
		}
	}
}
