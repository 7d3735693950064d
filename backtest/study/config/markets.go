package config

import (
	"fmt"
	"math"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// ReadMarkets reads the markets of the study's pairs from the file that it names; nil if
// it names none. The error is of kind Data.
func (s Study) ReadMarkets() (map[string]backtest.Market, error) {
	if s.Markets == "" {
		return nil, nil
	}
	all, err := freqtrade.ReadMarkets(s.Markets)
	if err != nil {
		return nil, fault.Invalid(err)
	}
	out := map[string]backtest.Market{}
	for _, pair := range s.Pairs {
		m, ok := all[pair]
		if !ok {
			continue
		}
		to := backtest.Market{
			AmountStep: m.AmountStep, PriceTick: math.Min(m.PriceTick, 1), MinAmount: m.MinAmount, MinCost: m.MinCost,
			MaxAmount: m.MaxAmount, MaxCost: m.MaxCost, Known: true,
		}
		if err := to.Validate(); err != nil {
			return nil, fault.Invalid(fmt.Errorf("%s: %s: %w", s.Markets, pair, err))
		}
		out[pair] = to
	}
	return out, nil
}
