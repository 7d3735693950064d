package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/strategies"
)

// A studyFlag is a flag that overrides a key of the study file.
type studyFlag struct {
	name, short, usage string
	set                func(s *Study, value string) error
}

// studyFlags speak freqtrade.
func studyFlags() []studyFlag {
	return []studyFlag{
		{"datadir", "d", "folder of candle files; a freqtrade data directory works as it is", text(func(s *Study) *string { return &s.DataDir })},
		{"pairs", "p", "pairs that share one wallet, as in BTC/USDT,ETH/USDT", list(func(s *Study) *[]string { return &s.Pairs })},
		{"timeframe", "i", "length of a candle, as in 5m (default 5m)", text(func(s *Study) *string { return &s.Timeframe })},
		{"timerange", "", "START-STOP of candle open times, as in 20220101-20221231; either may be empty; run takes several, separated by commas", text(func(s *Study) *string { return &s.TimeRange })},
		{"strategy-list", "s", "strategies to run; see 'remora-bt list strategies'", list(func(s *Study) *[]string { return &s.Strategies })},
		{"fee", "", "fee as a ratio of each order, per side (default 0.001)", number(func(s *Study) *float64 { return &s.Fee })},
		{"slippage-bps", "", "basis points by which every fill is worse (default 0)", number(func(s *Study) *float64 { return &s.SlippageBps })},
		{"starting-balance", "", "money in the wallet (default 1000)", number(func(s *Study) *float64 { return &s.StartingBalance })},
		{"stake-amount", "", "money per trade, or unlimited (default 100)", setStake},
		{"tradable-balance-ratio", "", "share of the balance that may be traded (default 0.99)", number(func(s *Study) *float64 { return &s.BalanceRatio })},
		{"max-open-trades", "", "trades open at once over all pairs, -1 without limit (default 1)", setMaxOpen},
		{"fixed-notional", "", "give every trade the same stake, whatever is in the wallet (true or false): no ruin", setFixed},
		{"minimal-roi", "", `ROI table as JSON, as in '{"0":0.10}'; overrides the strategy's own`, setROI},
		{"stoploss", "", "stop as a ratio, as in -0.10; overrides the strategy's own", setStop},
		{"amount-step", "", "amount step per pair, as in BTC/USDT=0.00001; overrides the built-in table", setSteps},
		{"filter", "", "filter under test: " + signals.FilterForms + " (default none; default for the synthetic sample)", text(func(s *Study) *string { return &s.Filter })},
		{"filter-set", "", "override of the filter's profile, as in max_risk=0.7; repeatable", addSetting},
		{"risk-pair", "", "judge every pair by this one", text(func(s *Study) *string { return &s.RiskPair })},
		{"context", "", "folder of context series (default: context below the data folder, if it is there)", text(func(s *Study) *string { return &s.Context })},
		{"breakdown", "", "profit per day, week, month or year", text(func(s *Study) *string { return &s.Breakdown })},
		{"seed", "", "seed of the synthetic sample (default 1) and of what a comparison draws at random (default 0)", setSeed},
	}
}

// A flagValue records what was given; it is applied to the study after the file
// has been read.
type flagValue struct {
	studyFlag
	given *[]func(*Study) error
}

func (v flagValue) String() string { return "" }
func (v flagValue) Type() string   { return "value" }

func (v flagValue) Set(value string) error {
	if strings.TrimSpace(value) == "" {
		return errEmptyFlag
	}
	if err := v.set(new(Study), value); err != nil {
		return err
	}
	*v.given = append(*v.given, func(s *Study) error {
		s.file.text.Forget(strings.ReplaceAll(v.name, "-", "_"))
		return v.set(s, value)
	})
	return nil
}

// errEmptyFlag is most often a shell variable that is not set.
var errEmptyFlag = errors.New("the text is empty; leave the flag out for its default")

// A pathFlag is the path of a file or folder, which cannot be empty if it is given.
type pathFlag string

func (p *pathFlag) String() string { return string(*p) }
func (p *pathFlag) Type() string   { return "path" }

func (p *pathFlag) Set(value string) error {
	if strings.TrimSpace(value) == "" {
		return errEmptyFlag
	}
	*p = pathFlag(value)
	return nil
}

// bindPath adds the flag of a path.
func bindPath(fs *pflag.FlagSet, to *string, name, short, usage string) {
	fs.VarP((*pathFlag)(to), name, short, usage)
}

// flagFault is a fault of a flag in our words; the library's own quote the value
// once more around a message that names it.
func flagFault(err error) error {
	var invalid *pflag.InvalidValueError
	if !errors.As(err, &invalid) {
		return flagError{err}
	}
	switch invalid.GetFlag().Value.(type) {
	case flagValue, *pathFlag:
		return flagError{fmt.Errorf("--%s: %w", invalid.GetFlag().Name, invalid.Unwrap())}
	}
	return flagError{err}
}

// bindStudy adds the study's flags to fs and returns the study that they and the
// file ask for.
func bindStudy(fs *pflag.FlagSet) func() (Study, error) {
	var given []func(*Study) error
	file := new(string)
	bindPath(fs, file, "config", "c", "study file (YAML); flags override it")
	for _, f := range studyFlags() {
		fs.VarP(flagValue{f, &given}, f.name, f.short, f.usage)
		if f.name == "fixed-notional" {
			fs.Lookup(f.name).NoOptDefVal = "true"
		}
	}
	return func() (Study, error) {
		s := defaultStudy()
		if *file != "" {
			var err error
			if s, err = readStudy(*file); err != nil {
				return s, err
			}
		}
		for _, set := range given {
			if err := set(&s); err != nil {
				return s, err
			}
		}
		return s, nil
	}
}

func text(field func(*Study) *string) func(*Study, string) error {
	return func(s *Study, value string) error {
		*field(s) = value
		return nil
	}
}

// list splits at commas and white space, so that freqtrade's lists work quoted.
func list(field func(*Study) *[]string) func(*Study, string) error {
	return func(s *Study, value string) error {
		*field(s) = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
		return nil
	}
}

func number(field func(*Study) *float64) func(*Study, string) error {
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
	s.StakeAmount, err = parseStake(value)
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

func setStop(s *Study, value string) error {
	return number(func(s *Study) *float64 { s.StopLoss = new(float64); return s.StopLoss })(s, value)
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
