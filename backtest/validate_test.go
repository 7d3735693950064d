package backtest_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/strategies"
)

// refusal fails unless err says want, or is nil if want is "". A want that ends in
// "." stands for the whole error.
func refusal(t *testing.T, name string, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("%s: %v, want no error", name, err)
	case want != "" && (err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n")):
		t.Errorf("%s: %v, want %q and nothing else", name, err, want)
	}
}

// What each rule may be, up to its ends and just beyond them.
func TestRulesValidate(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	type edit = func(*backtest.Rules)
	for i, tt := range []struct {
		edit edit
		want string
	}{
		{func(*backtest.Rules) {}, ""},
		{func(r *backtest.Rules) { r.Fee = 0 }, ""},
		{func(r *backtest.Rules) { r.Fee = 0.5 }, ""},
		{func(r *backtest.Rules) { r.Fee = 1 }, "fee 1: expected"},
		{func(r *backtest.Rules) { r.Fee = -0.001 }, "fee -0.001: expected"},
		{func(r *backtest.Rules) { r.Fee = nan }, "fee NaN: expected"},
		{func(r *backtest.Rules) { r.Fee = 0.000000000001 }, ""},
		{func(r *backtest.Rules) { r.Fee = 0.0000000000012 }, "fee 1.2e-12: more than 12 decimals"},
		{func(r *backtest.Rules) { r.SlippageBps = 9_999.5 }, ""},
		{func(r *backtest.Rules) { r.SlippageBps = 10_000 }, "slippage 10000"},
		{func(r *backtest.Rules) { r.SlippageBps = -0.1 }, "slippage -0.1"},
		{func(r *backtest.Rules) { r.Stop = -1 }, ""},
		{func(r *backtest.Rules) { r.Stop = -1.01 }, "stoploss -1.01"},
		{func(r *backtest.Rules) { r.Stop = 0 }, "stoploss 0"},
		{func(r *backtest.Rules) { r.Stop = -1e-9 }, ""},
		{func(r *backtest.Rules) { r.ExitProfitOffset = nan }, "exit_profit_offset NaN"},
		{func(r *backtest.Rules) { r.ExitProfitOffset = inf }, "exit_profit_offset +Inf"},
		{func(r *backtest.Rules) { r.ExitProfitOffset = -inf }, "exit_profit_offset -Inf"},
		{func(r *backtest.Rules) { r.ROI = strategies.ROI{{Minutes: -1, Ratio: 0.1}} }, ""},
		{func(r *backtest.Rules) { r.Trailing.Positive = 0.1 }, ""},
		{func(r *backtest.Rules) { r.Trailing.Offset = 0.1 }, ""},
		{func(r *backtest.Rules) { r.Trailing.OnlyOffset = true }, ""},
	} {
		r := backtest.Rules{Fee: 0.001, Stop: -0.1, ROI: strategies.ROI{{Minutes: 0, Ratio: 0.1}}}
		tt.edit(&r)
		if len(r.ROI) > 0 && r.ROI.Validate() != nil {
			tt.want = r.ROI.Validate().Error() // the table's own rules
		}
		refusal(t, fmt.Sprint("case ", i), r.Validate(), tt.want)
	}
}

func TestTrailingValidate(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, tt := range []struct {
		t    backtest.Trailing
		want string
	}{
		{backtest.Trailing{On: true}, ""},
		{backtest.Trailing{On: true, Positive: 0.5}, ""},
		{backtest.Trailing{On: true, Positive: 1}, "trailing_stop_positive 1:"},
		{backtest.Trailing{On: true, Positive: -0.1}, "trailing_stop_positive -0.1:"},
		{backtest.Trailing{On: true, Positive: nan}, "trailing_stop_positive NaN:"},
		{backtest.Trailing{On: true, Offset: -0.1}, "trailing_stop_positive_offset -0.1:"},
		{backtest.Trailing{On: true, Offset: inf}, "trailing_stop_positive_offset +Inf:"},
		{backtest.Trailing{On: true, OnlyOffset: true}, "trailing_only_offset_is_reached needs trailing_stop_positive above 0"},
		{backtest.Trailing{On: true, OnlyOffset: true, Offset: 0.5}, "trailing_only_offset_is_reached needs trailing_stop_positive above 0"},
		{backtest.Trailing{On: true, OnlyOffset: true, Positive: 0.1}, ""},
		{backtest.Trailing{On: true, OnlyOffset: true, Positive: 0.1, Offset: 0.5}, ""},
		{backtest.Trailing{On: true, Positive: 0.02, Offset: 0.02}, "trailing_stop_positive_offset 0.02: expected more"},
		{backtest.Trailing{On: true, Positive: 0.02, Offset: 0.03}, ""},
	} {
		r := backtest.Rules{Stop: -0.1, Trailing: tt.t}
		refusal(t, fmt.Sprintf("%+v", tt.t), r.Validate(), tt.want)
	}
}

func TestWalletValidate(t *testing.T) {
	nan := math.NaN()
	type edit = func(*backtest.Wallet)
	for i, tt := range []struct {
		edit edit
		want string
	}{
		{func(*backtest.Wallet) {}, ""},
		{func(w *backtest.Wallet) { w.Start = 0 }, "starting balance 0"},
		{func(w *backtest.Wallet) { w.Start = nan }, "starting balance NaN"},
		{func(w *backtest.Wallet) { w.Start = 1e12 }, ""},
		{func(w *backtest.Wallet) { w.Start = 1.1e12 }, "starting balance 1.1e+12"},
		{func(w *backtest.Wallet) { w.Ratio = 0 }, "tradable balance ratio 0"},
		{func(w *backtest.Wallet) { w.Ratio = 1 }, ""},
		{func(w *backtest.Wallet) { w.Ratio = 1.01 }, "tradable balance ratio 1.01"},
		{func(w *backtest.Wallet) { w.Slots = 0 }, "max open trades 0"},
		{func(w *backtest.Wallet) { w.Slots = -1 }, ""},
		{func(w *backtest.Wallet) { w.LastMinRatio = -0.1 }, "last stake amount min ratio -0.1"},
		{func(w *backtest.Wallet) { w.LastMinRatio = 0 }, ""},
		{func(w *backtest.Wallet) { w.LastMinRatio = 1 }, ""},
		{func(w *backtest.Wallet) { w.LastMinRatio = 1.1 }, "last stake amount min ratio 1.1"},
		{func(w *backtest.Wallet) { w.Unlimited, w.Stake = true, nan }, ""},
		{func(w *backtest.Wallet) { w.Unlimited, w.Slots = true, -1 }, "stake amount unlimited needs"},
		{func(w *backtest.Wallet) { w.Stake = 0 }, "stake amount 0: expected"},
		{func(w *backtest.Wallet) { w.Start, w.Ratio, w.Stake = 1e12, 1, 1e12 }, ""},
		{func(w *backtest.Wallet) { w.Stake = 1.1e12 }, "stake amount 1.1e+12: expected"},
		{func(w *backtest.Wallet) { w.Stake = 990 }, ""},
		{func(w *backtest.Wallet) { w.Stake = 990.5 }, "stake amount 990.5 is above the tradable balance, 1000 × 0.99"},
		{func(w *backtest.Wallet) { w.Stake, w.AmendLast = 2000, true }, ""},
		{func(w *backtest.Wallet) { w.Start, w.Stake = 0.5, 0.4 }, ""},
	} {
		w := backtest.DefaultWallet()
		tt.edit(&w)
		refusal(t, fmt.Sprint("case ", i), w.Validate(), tt.want)
	}
}

// Steps and ticks of exchanges are powers of ten, none above 1. A pair that is not
// listed, or paid in another asset, has 8 decimals and no smallest order.
func TestMarketOf(t *testing.T) {
	for _, base := range strings.Fields("BTC ETH BNB SOL XRP ADA DOGE TRX DOT LTC LINK AVAX BCH UNI ATOM ETC XLM NEAR FIL AAVE") {
		m := backtest.MarketOf(base + "/USDT")
		if !m.Known || m.MinCost != 5 {
			t.Errorf("%s: %+v, want it known with a smallest order of 5", base, m)
		}
		for _, x := range []float64{m.AmountStep, m.PriceTick} {
			if digits := math.Round(math.Log10(x)); x != math.Pow10(int(digits)) || digits > 0 || digits < -5 {
				t.Errorf("%s: %+v, want powers of ten", base, m)
			}
		}
	}
	if got, want := backtest.MarketOf("BTC/USDT"), (backtest.Market{AmountStep: 1e-5, PriceTick: 0.01, MinAmount: 1e-5, MinCost: 5, MaxCost: 9e6, Known: true}); got != want {
		t.Errorf("BTC/USDT: %+v, want %+v", got, want)
	}
	for _, pair := range []string{"BTC/EUR", "NONE/USDT", "BTC", ""} {
		if got, want := backtest.MarketOf(pair), (backtest.Market{AmountStep: 1e-8, PriceTick: 1e-8}); got != want {
			t.Errorf("%q: %+v, want %+v", pair, got, want)
		}
	}
}
