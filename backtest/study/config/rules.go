package config

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// Rules are a strategy's own with the study's overrides.
func (s Study) Rules(spec strategies.Spec) backtest.Rules {
	r := backtest.RulesOf(spec, s.Fee)
	if s.MinimalROI != nil {
		r.ROI = *s.MinimalROI
	}
	if s.StopLoss != nil {
		r.Stop = *s.StopLoss
	}
	r.SlippageBps = s.SlippageBps
	r.Trailing = backtest.Trailing{
		On: s.TrailingStop, Positive: s.TrailingPositive, Offset: s.TrailingOffset, OnlyOffset: s.TrailingOnlyOffset,
	}
	r.IgnoreExitSignal = !s.UseExitSignal
	r.ExitProfitOnly, r.ExitProfitOffset = s.ExitProfitOnly, s.ExitProfitOffset
	r.ROIWaits = s.IgnoreROI
	return r
}

func (s Study) Wallet() backtest.Wallet {
	return backtest.Wallet{
		Start: s.StartingBalance, Stake: s.StakeAmount.Amount, Unlimited: s.StakeAmount.Unlimited,
		Ratio: s.BalanceRatio, Slots: s.MaxOpenTrades,
		AmendLast: s.AmendLastStake, LastMinRatio: s.LastStakeRatio,
	}
}

// Currency is the asset that the wallet holds.
func (s Study) Currency() string {
	return data.Quote(s.Pairs[0])
}
