package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/internal/yamlsafe"
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

	TrailingStop       bool    `yaml:"trailing_stop" json:"trailing_stop"`
	TrailingPositive   float64 `yaml:"trailing_stop_positive" json:"trailing_stop_positive"`
	TrailingOffset     float64 `yaml:"trailing_stop_positive_offset" json:"trailing_stop_positive_offset"`
	TrailingOnlyOffset bool    `yaml:"trailing_only_offset_is_reached" json:"trailing_only_offset_is_reached"`
	UseExitSignal      bool    `yaml:"use_exit_signal" json:"use_exit_signal"`
	ExitProfitOnly     bool    `yaml:"exit_profit_only" json:"exit_profit_only"`
	ExitProfitOffset   float64 `yaml:"exit_profit_offset" json:"exit_profit_offset"`
	IgnoreROI          bool    `yaml:"ignore_roi_if_entry_signal" json:"ignore_roi_if_entry_signal"`

	Filter    string   `yaml:"filter" json:"filter"`
	FilterSet []string `yaml:"filter_set,omitempty" json:"filter_set"`
	RiskPair  string   `yaml:"risk_pair,omitempty" json:"risk_pair"`
	Context   string   `yaml:"context,omitempty" json:"context"`

	Breakdown string  `yaml:"breakdown,omitempty" json:"breakdown"`
	Seed      *uint64 `yaml:"seed,omitempty" json:"seed"` // of the synthetic sample and of what a comparison draws

	file       studyFile       // where its keys were read
	steps      map[string]bool // the pairs to which --amount-step gave one
	unfiltered bool            // the synthetic sample's filter was left out, since the engine cannot run on it
}

// defaultStudy holds freqtrade's defaults where it has one, else those of the
// published study.
func defaultStudy() Study {
	return Study{
		Timeframe: "5m", Fee: 0.001, StartingBalance: 1000, StakeAmount: StakeAmount{Amount: 100},
		BalanceRatio: 0.99, MaxOpenTrades: 1, LastStakeRatio: 0.5, UseExitSignal: true,
	}
}

// draws is the seed of what is drawn at random over given candles.
func (s Study) draws() uint64 {
	if s.Seed == nil {
		return 0
	}
	return *s.Seed
}

// StakeAmount is a number of the quote asset, or unlimited.
type StakeAmount struct {
	Amount    float64
	Unlimited bool
}

func (s StakeAmount) String() string {
	if s.Unlimited {
		return "unlimited"
	}
	return strconv.FormatFloat(s.Amount, 'g', -1, 64)
}

// MarshalJSON writes the number, or "unlimited".
func (s StakeAmount) MarshalJSON() ([]byte, error) {
	if s.Unlimited {
		return []byte(`"unlimited"`), nil
	}
	return json.Marshal(s.Amount)
}

// parseStake reads a number or the word unlimited.
func parseStake(text string) (StakeAmount, error) {
	if text == "unlimited" {
		return StakeAmount{Unlimited: true}, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return StakeAmount{}, fmt.Errorf("stake amount %q: expected a number or unlimited", text)
	}
	return StakeAmount{Amount: x}, nil
}

// UnmarshalYAML reads a number or the word unlimited.
func (s *StakeAmount) UnmarshalYAML(text []byte) error {
	v, err := parseStake(strings.Trim(strings.TrimSpace(string(text)), `"'`))
	if err == nil {
		*s = v
	}
	return err
}

// maxStudy bounds a study file, in bytes: nothing legible is longer.
const maxStudy = 256 << 10

// readStudy reads a study file on top of the defaults. Unknown keys are errors
// with their line.
func readStudy(path string) (Study, error) {
	s := defaultStudy()
	text, err := inputs.Read(path, maxStudy)
	if err != nil {
		return s, err
	}
	return s, parseStudy(path, text, &s)
}

// parseStudy decodes a study and keeps its text, to point into when a value turns
// out to be wrong.
func parseStudy(name string, text []byte, s *Study) error {
	t, err := yamlsafe.Decode(text, s, yaml.UseJSONUnmarshaler())
	if errors.Is(err, yamlsafe.ErrEmpty) {
		return fmt.Errorf("%s: the study is empty", name)
	}
	var fault *yamlsafe.Fault
	if errors.As(err, &fault) && fault.Unknown != "" {
		if near := nearest.Of(fault.Unknown, studyKeys()); near != "" {
			return fmt.Errorf("%s: %w\ndid you mean %s?", name, err, near)
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s.file = studyFile{name, t}
	return nil
}
