package study

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/study/config"
)

// TestMarketOfStudy: a file's market comes before the table's, an amount step of the
// study before both, and what is not known is said.
func TestMarketOfStudy(t *testing.T) {
	p := &Plan{Study: config.Default()}
	p.Study.Markets = "../../strategies/freqtrade/testdata/exchangeinfo.json"
	p.Study.Pairs = []string{"DOGE/USDT", "ETH/BTC", "SOL/USDT", "NONE/USDT", "OTHER/USDT"}
	p.Study.AmountStep = map[string]float64{"DOGE/USDT": 10, "OTHER/USDT": 0.5}
	h := &History{Plan: p}
	var err error
	if h.markets, err = p.Study.ReadMarkets(); err != nil {
		t.Fatal(err)
	}
	for pair, want := range map[string]backtest.Market{
		"DOGE/USDT":  {AmountStep: 10, PriceTick: 1e-5, MinAmount: 10, MinCost: 5, MaxAmount: 9e6, MaxCost: 9e6, Known: true},
		"ETH/BTC":    {AmountStep: 1e-4, PriceTick: 1e-5, MinAmount: 1e-4, MinCost: 1e-4, MaxAmount: 1e5, Known: true},
		"SOL/USDT":   backtest.MarketOf("SOL/USDT"),
		"NONE/USDT":  backtest.MarketOf("NONE/USDT"),
		"OTHER/USDT": backtest.MarketOf("OTHER/USDT").WithStep(0.5),
	} {
		if got := h.market(pair); got != want {
			t.Errorf("%s: %+v, want %+v", pair, got, want)
		}
	}
	for pair, want := range map[string]string{
		"DOGE/USDT": "", "ETH/BTC": "", "OTHER/USDT": "",
		"SOL/USDT":  "exchangeinfo.json: its market is that of the built-in table",
		"NONE/USDT": "is not in the table of markets",
	} {
		if got := h.unlisted(pair); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", pair, got, want)
		}
	}
	p.Given = []Given{{}}
	if got := h.unlisted("NONE/USDT"); got != "" {
		t.Errorf("of given trades: %q", got)
	}
}
