package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/internal/yamlsafe"
)

// An origin is the text that a study was read from; the zero value is none.
type origin struct {
	name string
	text *yamlsafe.Text
}

// faultKeys are the keys that a check of a study's values speaks of, by how its
// message begins. Of two that match, the longer counts; of several keys, the first
// that the file has.
var faultKeys = map[string]string{
	"fee ": "fee", "slippage ": "slippage_bps", "stoploss ": "stoploss", "roi": "minimal_roi",
	"starting balance ": "starting_balance", "stake amount ": "stake_amount",
	"tradable balance ratio ": "tradable_balance_ratio", "max open trades ": "max_open_trades", "max_open_trades ": "max_open_trades",
	"last stake amount min ratio ": "last_stake_amount_min_ratio", "startup_candle_count ": "startup_candle_count",
	"trailing_stop_positive ":          "trailing_stop_positive",
	"trailing_stop_positive_offset ":   "trailing_stop_positive_offset",
	"trailing_only_offset_is_reached ": "trailing_only_offset_is_reached", "exit_profit_offset ": "exit_profit_offset",
	"timeframe ": "timeframe", "timerange ": "timerange", "breakdown ": "breakdown", "pair ": "pairs", "amount step ": "amount_step",
	"unknown strategy ": "strategy_list", "strategy ": "strategy_list", "strategies: ": "strategies", "filter ": "filter", "filter_timeframe ": "filter_timeframe", "seed ": "seed", "setting ": "filter_set",
	"worthwhile ": "worthwhile", "worthwhile_tail ": "worthwhile_tail", "against ": "against",
}

// mostFaults are the faults of a study that are printed.
const mostFaults = 8

// Faults gives every fault its place in the study's file, where the file holds the
// value at fault, and cuts the list to what can be read.
func (s Study) Faults(list ...error) error {
	all := flatten(list)
	for i, err := range all {
		if i < mostFaults {
			all[i] = s.place(err)
		}
	}
	return few(all)
}

// Few joins errors and cuts the list to what can be read.
func Few(list ...error) error { return few(flatten(list)) }

func few(all []error) error {
	if n := len(all); n > mostFaults {
		all = append(slices.Clip(all[:mostFaults-1]), fmt.Errorf("and %d more faults", n-mostFaults+1))
	}
	return errors.Join(all...)
}

func (s Study) place(err error) error {
	text := err.Error()
	keys, longest := "", 0
	for prefix, k := range faultKeys {
		if strings.HasPrefix(text, prefix) && len(prefix) > longest {
			keys, longest = k, len(prefix)
		}
	}
	for _, key := range strings.Fields(keys) {
		for _, file := range slices.Backward(s.files) { // of several the last counts
			if file.text.Has(key) {
				return fmt.Errorf("%s: %w", file.name, file.text.Fault(key, text))
			}
		}
	}
	return err
}

// flatten takes joined errors apart.
func flatten(list []error) (out []error) {
	for _, err := range list {
		if many, ok := err.(interface{ Unwrap() []error }); ok {
			out = append(out, flatten(many.Unwrap())...)
		} else if err != nil {
			out = append(out, err)
		}
	}
	return out
}
