package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A studyFlag is a flag that overrides a key of the study file.
type studyFlag struct {
	name, short, usage string
}

// studyFlags speak freqtrade.
func studyFlags() []studyFlag {
	return []studyFlag{
		{"datadir", "d", "folder of candle files; a freqtrade data directory works as it is"},
		{"pairs", "p", "pairs that share one wallet, as in BTC/USDT,ETH/USDT"},
		{"timeframe", "i", "length of a candle, as in 5m (default 5m)"},
		{"timerange", "", "START-STOP of candle open times, as in 20220101-20221231; either may be empty; run takes several, separated by commas"},
		{"strategy-list", "s", "strategies to run; see 'remora-bt list strategies'; signals:FILE (CSV or Parquet) for the entries and exits of another tool"},
		{"strategy", "", "freqtrade's word for a --strategy-list of one"},
		{"fee", "", "fee as a ratio of each order, per side (default 0.001)"},
		{"slippage-bps", "", "basis points by which every fill is worse (default 0)"},
		{"starting-balance", "", "money in the wallet (default 1000)"},
		{"dry-run-wallet", "", "freqtrade's word for --starting-balance"},
		{"stake-amount", "", "money per trade, or unlimited (default 100)"},
		{"tradable-balance-ratio", "", "share of the balance that may be traded (default 0.99)"},
		{"max-open-trades", "", "trades open at once over all pairs, -1 without limit (default 1)"},
		{"fixed-notional", "", "give every trade the same stake, whatever is in the wallet (true or false): no ruin"},
		{"minimal-roi", "", `ROI table as JSON, as in '{"0":0.10}'; overrides the strategy's own`},
		{"stoploss", "", "stop as a ratio, as in -0.10; overrides the strategy's own"},
		{"amount-step", "", "amount step per pair, as in BTC/USDT=0.00001; overrides the built-in table"},
		{"markets", "", "file of the exchange's markets: steps, smallest and largest orders; Binance's exchangeInfo or what ccxt loads, as JSON"},
		{"filter", "", "filter under test: " + filter.Forms + " (default: default, but none in run with --datadir)"},
		{"filter-set", "", "override of the filter's profile, as in max_risk=0.7; repeatable"},
		{"risk-pair", "", "judge every pair by this one"},
		{"filter-timeframe", "", "candles by which the engine judges (default 5m for longer candles if there are any or finer ones, else the strategy's own)"},
		{"context", "", "folder of context series (default: context below the data folder, if it is there)"},
		{"worthwhile", "", "basis points a refused trade that are worth having (default the fee of one side)"},
		{"worthwhile-tail", "", "points by which the worst days must be milder than a smaller stake makes them (default 3)"},
		{"against", "", "a second filter, which --filter is held against: " + filter.Forms},
		{"breakdown", "", "profit per day, week, month or year"},
		{"seed", "", "seed of the synthetic sample (default 1) and of what a comparison draws at random (default 0)"},
	}
}

// A flagValue records what was given; it is applied to the study after the file
// has been read.
type flagValue struct {
	studyFlag
	given *[]func(*config.Study) error
}

func (v flagValue) String() string { return "" }
func (v flagValue) Type() string   { return "value" }

func (v flagValue) Set(value string) error {
	if strings.TrimSpace(value) == "" {
		return errEmptyFlag
	}
	key := strings.ReplaceAll(v.name, "-", "_")
	if err := new(config.Study).Set(key, value); err != nil {
		return err
	}
	*v.given = append(*v.given, func(s *config.Study) error { return s.Set(key, value) })
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
func flagFault(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && len(unknown.GetSpecifiedName()) > 1 {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return flagError{fmt.Errorf("%w%s", err, meantName("--"+unknown.GetSpecifiedName(), names))}
	}
	var invalid *pflag.InvalidValueError
	if !errors.As(err, &invalid) {
		return flagError{err}
	}
	switch invalid.GetFlag().Value.(type) {
	case formatFlag:
		return invalid.Unwrap()
	case flagValue, *pathFlag, *pathsFlag, *memoryFlag, onlyNone:
		return flagError{fmt.Errorf("--%s: %w", invalid.GetFlag().Name, invalid.Unwrap())}
	}
	return flagError{err}
}

// A pathsFlag is a pathFlag that may be given several times.
type pathsFlag []string

func (p *pathsFlag) String() string { return strings.Join(*p, ",") }
func (p *pathsFlag) Type() string   { return "path" }

func (p *pathsFlag) Set(value string) error {
	var one pathFlag
	if err := one.Set(value); err != nil {
		return err
	}
	*p = append(*p, value)
	return nil
}

// bindStudy adds the study's flags to a command, or those that are named, and returns
// the study that they and the files ask for.
func bindStudy(cmd *cobra.Command, names ...string) func() (config.Study, error) {
	return bindFiles(cmd, config.Study.Simulated, names...)
}

// bindFiles is bindStudy with what refuses a study that files amount to.
func bindFiles(cmd *cobra.Command, refuse func(config.Study) error, names ...string) func() (config.Study, error) {
	var files pathsFlag
	userdir := "user_data"
	fs := cmd.Flags()
	fs.VarP(&files, "config", "c", "study file (YAML) or freqtrade's config.json; repeatable, the later wins; flags override it")
	bindPath(fs, &userdir, "userdir", "", "freqtrade's user folder: candles are those of the configuration's exchange below it unless --datadir names others")
	override := bindKeys(fs, names...)
	return func() (config.Study, error) {
		s, notes, err := config.Read(userdir, os.Environ(), files...)
		if err != nil {
			return s, err
		}
		if err := refuse(s); err != nil {
			return s, err
		}
		for _, note := range notes {
			fmt.Fprintf(cmd.ErrOrStderr(), "remora-bt: %s\n", note)
		}
		if err := override(&s); err != nil {
			return s, err
		}
		for _, doubt := range s.Doubts() {
			fmt.Fprintf(cmd.ErrOrStderr(), "remora-bt: %s\n", doubt)
		}
		return s, nil
	}
}

// bindKeys adds those of the study's flags that are named, or all, and returns what
// gives a study the values that were given.
func bindKeys(fs *pflag.FlagSet, names ...string) func(*config.Study) error {
	var given []func(*config.Study) error
	for _, f := range studyFlags() {
		if names != nil && !slices.Contains(names, f.name) {
			continue
		}
		fs.VarP(flagValue{f, &given}, f.name, f.short, f.usage)
		if f.name == "fixed-notional" {
			fs.Lookup(f.name).NoOptDefVal = "true"
		}
	}
	return func(s *config.Study) error {
		for _, set := range given {
			if err := set(s); err != nil {
				return err
			}
		}
		return nil
	}
}
