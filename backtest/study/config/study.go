// Package config is what a study is asked to do: its keys, as a YAML file, flags or
// freqtrade's configuration hold them, each with the place in a file that it came from.
package config

import (
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/strategies"
)

// A Study is everything a run is asked to do, as its YAML file holds it. Flags of
// the same names override the file; what neither says is a default, or for stop
// and ROI table the strategy's own.
type Study struct {
	DataDir    string   `yaml:"datadir,omitempty" json:"datadir"`
	Pairs      []string `yaml:"pairs,omitempty" json:"pairs"`
	Timeframe  string   `yaml:"timeframe,omitempty" json:"timeframe"`
	TimeRange  string   `yaml:"timerange,omitempty" json:"timerange"`
	Strategies []string `yaml:"strategy_list,omitempty" json:"strategy_list"`

	Fee             float64     `yaml:"fee" json:"fee"`
	SlippageBps     float64     `yaml:"slippage_bps" json:"slippage_bps"`
	StartingBalance float64     `yaml:"starting_balance" json:"starting_balance"`
	StakeAmount     StakeAmount `yaml:"stake_amount" json:"stake_amount"`
	BalanceRatio    float64     `yaml:"tradable_balance_ratio" json:"tradable_balance_ratio"`
	MaxOpenTrades   int         `yaml:"max_open_trades" json:"max_open_trades"`
	AmendLastStake  bool        `yaml:"amend_last_stake_amount" json:"amend_last_stake_amount"`
	LastStakeRatio  float64     `yaml:"last_stake_amount_min_ratio" json:"last_stake_amount_min_ratio"`
	FixedNotional   bool        `yaml:"fixed_notional" json:"fixed_notional"`

	MinimalROI   *strategies.ROI    `yaml:"minimal_roi,omitempty" json:"minimal_roi"`
	StopLoss     *float64           `yaml:"stoploss,omitempty" json:"stoploss"`
	StartupCount *int               `yaml:"startup_candle_count,omitempty" json:"startup_candle_count"`
	AmountStep   map[string]float64 `yaml:"amount_step,omitempty" json:"amount_step"`
	Markets      string             `yaml:"markets,omitempty" json:"markets,omitempty"` // file of the exchange's markets

	TrailingStop       bool    `yaml:"trailing_stop" json:"trailing_stop"`
	TrailingPositive   float64 `yaml:"trailing_stop_positive,omitempty" json:"trailing_stop_positive"`
	TrailingOffset     float64 `yaml:"trailing_stop_positive_offset" json:"trailing_stop_positive_offset"`
	TrailingOnlyOffset bool    `yaml:"trailing_only_offset_is_reached" json:"trailing_only_offset_is_reached"`
	UseExitSignal      bool    `yaml:"use_exit_signal" json:"use_exit_signal"`
	ExitProfitOnly     bool    `yaml:"exit_profit_only" json:"exit_profit_only"`
	ExitProfitOffset   float64 `yaml:"exit_profit_offset" json:"exit_profit_offset"`
	IgnoreROI          bool    `yaml:"ignore_roi_if_entry_signal" json:"ignore_roi_if_entry_signal"`

	Filter    string   `yaml:"filter" json:"filter"`
	FilterSet []string `yaml:"filter_set,omitempty" json:"filter_set"`
	Own       Own      `yaml:"strategies,omitempty" json:"strategies,omitempty"` // strategies with a filter of their own
	RiskPair  string   `yaml:"risk_pair,omitempty" json:"risk_pair"`
	Judging   string   `yaml:"filter_timeframe,omitempty" json:"filter_timeframe,omitempty"` // of the candles that the engine judges by
	Context   string   `yaml:"context,omitempty" json:"context"`

	Worthwhile     *float64 `yaml:"worthwhile,omitempty" json:"worthwhile"` // basis points a refused trade; nil for the fee of one side
	WorthwhileTail float64  `yaml:"worthwhile_tail" json:"worthwhile_tail"` // points of CVaR beyond a smaller stake
	Against        string   `yaml:"against,omitempty" json:"against"`       // a second filter, which the filter is held against

	Apply *Apply `yaml:"-" json:"apply,omitempty"` // nil unless another program worked the trades out

	Breakdown string  `yaml:"breakdown,omitempty" json:"breakdown"`
	Seed      *uint64 `yaml:"seed,omitempty" json:"seed"` // of the synthetic sample and of what a comparison draws

	files        []origin        // where its keys were read
	configured   string          // freqtrade's configuration, its files and variables …
	unsimulated  []string        // … and its keys that a run of strategies must refuse
	zeroPositive bool            // freqtrade's configuration gives trailing_stop_positive as 0
	steps        map[string]bool // the pairs to which Set gave an amount step
	unfiltered   bool            // see Unfiltered
}

// Default holds freqtrade's defaults where it has one, else those of the
// published study.
func Default() Study {
	return Study{
		Timeframe: "5m", Fee: 0.001, StartingBalance: 1000, StakeAmount: StakeAmount{Amount: 100},
		BalanceRatio: 0.99, MaxOpenTrades: 1, LastStakeRatio: 0.5, UseExitSignal: true, WorthwhileTail: verdict.DefaultTail,
	}
}

// Draws is the seed of what is drawn at random over given candles.
func (s Study) Draws() uint64 {
	if s.Seed == nil {
		return 0
	}
	return *s.Seed
}
