package metrics_test

import (
	"strconv"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

// The texts are those of freqtrade 2025.10: util/formatters.py and
// optimize_reports/bt_output.py.
func TestTexts(t *testing.T) {
	money := func(v float64) string { return metrics.MoneyText(v, "USDT") }
	text := func(key string, v float64) string {
		m, _ := metrics.Find(key)
		return m.Text(v, true)
	}
	tests := []struct{ name, got, want string }{
		{"money", money(970.808), "970.808"},
		{"money stripped", money(-0.53), "-0.53"},
		{"whole money", money(1000), "1000"},
		{"no money", money(0), "0"},
		{"hardly any money", money(-0.0001), "0"},
		{"bitcoin", metrics.MoneyText(0.12345678, "BTC"), "0.12345678"},
		{"factor", metrics.FactorText(1.499), "1.5"},
		{"no factor", metrics.FactorText(0), "0.0"},
		{"holding", metrics.HoldingText(104.5), "1:44:00"}, // half to even
		{"holding a day", metrics.HoldingText(1440 + 63), "1 day, 1:03:00"},
		{"holding days", metrics.HoldingText(3*1440 + 600), "3 days, 10:00:00"},
		{"wins only", metrics.WinText(3, 1, 0), "100"},
		{"no wins", metrics.WinText(0, 1, 2), "0"},
		{"some wins", metrics.WinText(1, 0, 2), "33.3"},
		{"half wins", metrics.WinText(2, 1, 1), "50.0"},
		{"draws count", metrics.WinText(1, 1, 2), "25.0"},
		{"holding nothing", metrics.HoldingText(0), "0:00:00"},
		{"holding two days", metrics.HoldingText(2 * 1440), "2 days, 0:00:00"},
		{"ether", metrics.MoneyText(0.123456, "ETH"), "0.12346"},
		{"a count", text("total_trades", 12.4), "12"},
		{"days", text("backtest_days", 3), "3"},
		{"money of a metric", text("profit_total_abs", -0.00049), "0.000"},
		{"a fraction", text("winrate", 0.12345), "12.35%"},
		{"a percentage", text("ulcer_index", 1.239), "1.24%"},
		{"a ratio", text("sharpe", 1.2345), "1.234"},
		{"seconds", text("holding_avg_s", 86400+2*3600+3*60), "1d 02:03"},
		{"seconds before", text("drawdown_duration_s", -60*61), "-0d 01:01"},
		{"a date", text("backtest_start", float64(newYear)), "2022-01-01 00:00:00"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestPrintedText(t *testing.T) {
	tests := []struct{ key, published, want string }{
		{"starting_balance", "1000.0", "1000"},
		{"cagr_pct", "-4.02", "-4.02"},
		{"calmar", "-5.2", "-5.20"},
		{"daily_avg_trades", "4.0", "4.0"},
		{"total_trades", "199", "199"},
		{"winners_avg_minutes", "57", "0d 00:57"},
		{"drawdown_duration_minutes", "510765", "354 days 16:45:00"},
		{"drawdown_start", "2022-01-04 14:50:00", "2022-01-04 14:50:00"},
		{"trading_mode", "Spot", "Spot"},
	}
	for _, tt := range tests {
		got, err := metrics.PrintedText(tt.key, tt.published, "USDT")
		if err != nil || got != tt.want {
			t.Errorf("PrintedText(%s, %s) = %q, %v, want %q", tt.key, tt.published, got, err, tt.want)
		}
	}
	for _, bad := range [][2]string{{"nothing", "1"}, {"sharpe", "high"}} {
		if got, err := metrics.PrintedText(bad[0], bad[1], "USDT"); err == nil {
			t.Errorf("PrintedText(%s, %s) = %q, want an error", bad[0], bad[1], got)
		}
	}
}

// Where a metric is undefined the printed figure holds freqtrade's convention.
func TestPrintedConventions(t *testing.T) {
	tests := []struct {
		name      string
		run       *metrics.Run
		key, want string
	}{
		{"one trade", runOf(-5), "sharpe", "-100.00"},
		{"one trade", runOf(-5), "calmar", "-100.00"},
		{"one trade", runOf(-5), "drawdown_abs", "0"},
		{"one trade", runOf(-5), "drawdown_start", "1970-01-01 00:00:00+00:00"},
		{"one trade", runOf(-5), "drawdown_duration_minutes", "N/A"},
		{"one trade", runOf(-5), "losers_min_minutes", "0d 02:00"},
		{"one trade", runOf(-5), "winners_min_minutes", "0d 00:00"},
		{"all wins", runOf(1, 2), "expectancy_ratio", "100.00"},
		{"all wins", runOf(1, 2), "profit_factor", "0.00"},
		{"all wins", runOf(1, 2), "drawdown_start", "2022-01-01 03:00:00"},
		{"all wins", runOf(1, 2), "profit_at_dd_start", "1"},
	}
	for _, tt := range tests {
		for _, f := range metrics.Printed(tt.run) {
			if f.Key == tt.key && f.Text != tt.want {
				t.Errorf("%s: %s = %q, want %q", tt.name, f.Key, f.Text, tt.want)
			}
		}
	}
}

// The figures stand in the order of freqtrade's summary, the trading mode third.
func TestPrintedOrder(t *testing.T) {
	figures := metrics.Printed(runOf(1))
	for at, key := range map[int]string{0: "backtest_from", 1: "backtest_to", 2: "trading_mode", 3: "max_open_trades", 49: "market_change_pct"} {
		if figures[at].Key != key {
			t.Errorf("figure %d is %s, want %s", at, figures[at].Key, key)
		}
	}
	if len(figures) != 50 {
		t.Errorf("%d figures, want 50", len(figures))
	}
}

// A metric's delta is filtered less baseline, of what both define and is no date.
func TestMetricDelta(t *testing.T) {
	base, filt := runOf(-5, -6), runOf(-5, 2.5)
	for _, tt := range []struct {
		key  string
		want float64
		ok   bool
	}{{"profit_total_abs", 8.5, true}, {"wins", 1, true}, {"drawdown_start", 0, false}, {"sortino", 0, false}, {"backtest_start", 0, false}} {
		m, _ := metrics.Find(tt.key)
		if v, ok := m.Delta(base, filt); ok != tt.ok || ok && v != tt.want {
			t.Errorf("delta of %s = %v, %t, want %v, %t", tt.key, v, ok, tt.want, tt.ok)
		}
		if m.Unit != metrics.Date && tt.ok && m.Signed(tt.want, true) != "+"+m.Text(tt.want, true) {
			t.Errorf("%s with its sign is %s", tt.key, m.Signed(tt.want, true))
		}
	}
}

func TestDelta(t *testing.T) {
	base, filt := metrics.Printed(runOf(-5, -6)), metrics.Printed(runOf(-5, 2.5))
	want := map[string]string{
		"profit_abs": "+8.5", "profit_pct": "+0.85", "total_trades": "0", "drawdown_start": "", "trading_mode": "",
		"profit_factor": "+0.50", "sortino": metrics.Undefined, "days_win": "+1",
	}
	for i, f := range filt {
		if w, ok := want[f.Key]; ok && f.Delta(base[i]) != w {
			t.Errorf("delta of %s = %q, want %q", f.Key, f.Delta(base[i]), w)
		}
	}
}

// The figures of freqtrade's summary under freqtrade's own names, and by how much
// its statistics are to be multiplied for the printed unit.
var statistics = map[string]struct {
	key   string
	times float64
}{
	"max_open_trades": {"max_open_trades", 1}, "total_trades": {"total_trades", 1}, "daily_avg_trades": {"trades_per_day", 1},
	"starting_balance": {"starting_balance", 1}, "final_balance": {"final_balance", 1},
	"profit_abs": {"profit_total_abs", 1}, "profit_pct": {"profit_total", 100}, "cagr_pct": {"cagr", 100},
	"sortino": {"sortino", 1}, "sharpe": {"sharpe", 1}, "calmar": {"calmar", 1}, "sqn": {"sqn", 1},
	"profit_factor": {"profit_factor", 1}, "expectancy": {"expectancy", 1}, "expectancy_ratio": {"expectancy_ratio", 1},
	"avg_stake_amount": {"avg_stake_amount", 1}, "total_trade_volume": {"total_volume", 1},
	"best_day": {"backtest_best_day_abs", 1}, "worst_day": {"backtest_worst_day_abs", 1},
	"days_win": {"winning_days", 1}, "days_draw": {"draw_days", 1}, "days_lose": {"losing_days", 1},
	"winners_min_minutes": {"winner_holding_min_s", 1. / 60}, "winners_max_minutes": {"winner_holding_max_s", 1. / 60},
	"winners_avg_minutes": {"winner_holding_avg_s", 1. / 60}, "losers_min_minutes": {"loser_holding_min_s", 1. / 60},
	"losers_max_minutes": {"loser_holding_max_s", 1. / 60}, "losers_avg_minutes": {"loser_holding_avg_s", 1. / 60},
	"max_consec_wins": {"max_consecutive_wins", 1}, "max_consec_losses": {"max_consecutive_losses", 1},
	"rejected_signals": {"rejected_signals", 1}, "entry_timeouts": {"timedout_entry_orders", 1}, "exit_timeouts": {"timedout_exit_orders", 1},
	"min_balance": {"csum_min", 1}, "max_balance": {"csum_max", 1},
	"max_underwater_pct": {"max_relative_drawdown", 100}, "drawdown_abs": {"max_drawdown_abs", 1}, "drawdown_pct": {"max_drawdown_account", 100},
	"profit_at_dd_start": {"max_drawdown_high", 1}, "profit_at_dd_end": {"max_drawdown_low", 1},
	"market_change_pct": {"market_change", 100},
}

// What is printed of freqtrade's own trades is what its statistics hold, undefined
// figures too. freqtrade prints no summary without trades.
func TestPrintedEqualsFreqtrade(t *testing.T) {
	for _, ref := range references(t) {
		run := ref.run(t)
		if len(run.Trades) == 0 {
			continue
		}
		seen := 0
		for _, f := range metrics.Printed(run) {
			of, ok := statistics[f.Key]
			if !ok {
				continue
			}
			seen++
			v := ref.Stats[of.key]
			if stable, ok := ref.Stable[of.key]; ok {
				v = stable
			}
			want, err := metrics.PrintedText(f.Key, strconv.FormatFloat(v.(float64)*of.times, 'g', -1, 64), "USDT")
			if err != nil || f.Text != want {
				t.Errorf("%s: %s = %s, want %s (%v)", ref.Name, f.Key, f.Text, want, err)
			}
		}
		if seen != len(statistics) {
			t.Errorf("%s: %d of %d figures are printed", ref.Name, seen, len(statistics))
		}
	}
}
