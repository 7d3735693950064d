package config

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/strategies"
)

// setters read the values of keys as flags hold them.
var setters = map[string]func(s *Study, value string) error{
	"datadir":                setText(func(s *Study) *string { return &s.DataDir }),
	"pairs":                  setList(func(s *Study) *[]string { return &s.Pairs }),
	"timeframe":              setText(func(s *Study) *string { return &s.Timeframe }),
	"timerange":              setText(func(s *Study) *string { return &s.TimeRange }),
	"strategy_list":          setList(func(s *Study) *[]string { return &s.Strategies }),
	"fee":                    setNumber(func(s *Study) *float64 { return &s.Fee }),
	"slippage_bps":           setNumber(func(s *Study) *float64 { return &s.SlippageBps }),
	"starting_balance":       setNumber(func(s *Study) *float64 { return &s.StartingBalance }),
	"stake_amount":           setStake,
	"tradable_balance_ratio": setNumber(func(s *Study) *float64 { return &s.BalanceRatio }),
	"max_open_trades":        setMaxOpen,
	"fixed_notional":         setFixed,
	"minimal_roi":            setROI,
	"stoploss":               setNumber(func(s *Study) *float64 { s.StopLoss = new(float64); return s.StopLoss }),
	"amount_step":            setSteps,
	"markets":                setText(func(s *Study) *string { return &s.Markets }),
	"filter":                 setText(func(s *Study) *string { return &s.Filter }),
	"filter_set":             addSetting,
	"risk_pair":              setText(func(s *Study) *string { return &s.RiskPair }),
	"filter_timeframe":       setText(func(s *Study) *string { return &s.Judging }),
	"context":                setText(func(s *Study) *string { return &s.Context }),
	"worthwhile":             setNumber(func(s *Study) *float64 { s.Worthwhile = new(float64); return s.Worthwhile }),
	"worthwhile_tail":        setNumber(func(s *Study) *float64 { return &s.WorthwhileTail }),
	"against":                setText(func(s *Study) *string { return &s.Against }),
	"breakdown":              setText(func(s *Study) *string { return &s.Breakdown }),
	"seed":                   setSeed,
}

// freqtradeWords are freqtrade's names of keys that have others here.
var freqtradeWords = map[string]string{"strategy": "strategy_list", "dry_run_wallet": "starting_balance"}

// Set gives a key the value that a flag holds, as in "strategy_list" and
// "RSIEMA,MACDCross"; it then counts as said by the flag, whatever the file says.
// Lists are divided by commas or blanks. Values of filter_set and amount_step add up.
func (s *Study) Set(key, value string) error {
	key = cmp.Or(freqtradeWords[key], key)
	set, ok := setters[key]
	if !ok {
		return fmt.Errorf("study key %q: expected one that flags set", key)
	}
	for _, file := range s.files {
		file.text.Forget(key)
	}
	return set(s, value)
}

func setText(field func(*Study) *string) func(*Study, string) error {
	return func(s *Study, value string) error {
		*field(s) = value
		return nil
	}
}

// setList splits at commas and blanks, so that freqtrade's lists work quoted.
func setList(field func(*Study) *[]string) func(*Study, string) error {
	return func(s *Study, value string) error {
		*field(s) = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
		return nil
	}
}

func setNumber(field func(*Study) *float64) func(*Study, string) error {
	return func(s *Study, value string) error {
		x, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return fmt.Errorf("%q is not a number", value)
		}
		*field(s) = x
		return nil
	}
}

func addSetting(s *Study, value string) error {
	if !strings.Contains(value, "=") {
		return fmt.Errorf("%q is not KEY=VALUE, as in max_risk=0.7", value)
	}
	s.FilterSet = append(s.FilterSet, value)
	return nil
}

func setStake(s *Study, value string) (err error) {
	s.StakeAmount, err = ParseStake(value)
	return err
}

func setMaxOpen(s *Study, value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || n < -1 {
		return fmt.Errorf("%q is not a whole number of at least -1", value)
	}
	s.MaxOpenTrades = n
	return nil
}

func setFixed(s *Study, value string) (err error) {
	if s.FixedNotional, err = strconv.ParseBool(value); err != nil {
		return fmt.Errorf("%q is not true or false", value)
	}
	return nil
}

func setROI(s *Study, value string) error {
	roi, err := strategies.ParseROI(value)
	if err == nil {
		s.MinimalROI = &roi
	}
	return err
}

func setSeed(s *Study, value string) error {
	seed, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is not a whole number of at least 0", value)
	}
	s.Seed = &seed
	return nil
}

func setSteps(s *Study, value string) error {
	if s.steps == nil {
		s.steps = map[string]bool{}
	}
	for _, part := range strings.Split(value, ",") {
		pair, step, ok := strings.Cut(part, "=")
		x, err := strconv.ParseFloat(step, 64)
		if !ok || err != nil {
			return fmt.Errorf("%q is not PAIR=STEP, as in BTC/USDT=0.00001", part)
		}
		if s.steps[pair] {
			return fmt.Errorf("%s is given twice", pair)
		}
		s.steps[pair] = true
		if s.AmountStep == nil {
			s.AmountStep = map[string]float64{}
		}
		s.AmountStep[pair] = x
	}
	return nil
}
