package freqtrade

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A bearing is what a key of a configuration has to do with a backtest here.
type bearing uint8

const (
	unknown bearing = iota
	used            // a run takes it
	idle            // it changes no result of a backtest
	refused         // it changes results, and only freqtrade knows how
)

// Bearings sorts the keys that are set. Each list is in alphabetical order.
type Bearings struct {
	Used    []string // a run takes them
	Idle    []string // they change no result of a backtest
	Refused []string // they change results and are not simulated, with their values
	Unknown []string // freqtrade has no such key
}

// Bearings tells what the keys have to do with a backtest. Of exchange only the
// pairs do.
func (c Config) Bearings() Bearings {
	var out Bearings
	for key, v := range c {
		switch of(key, v) {
		case used:
			out.Used = append(out.Used, key)
		case idle:
			out.Idle = append(out.Idle, key)
		case refused:
			out.Refused = append(out.Refused, said(key, v))
		default:
			out.Unknown = append(out.Unknown, key)
		}
	}
	for _, list := range [][]string{out.Used, out.Idle, out.Refused, out.Unknown} {
		slices.Sort(list)
	}
	return out
}

// Ignored is the one line that names what is passed over, "" if nothing is.
func (b Bearings) Ignored() string {
	var parts []string
	if len(b.Idle) > 0 {
		parts = append(parts, "without bearing on a backtest: "+strings.Join(b.Idle, ", "))
	}
	if len(b.Unknown) > 0 {
		parts = append(parts, "unknown: "+strings.Join(b.Unknown, ", "))
	}
	if len(parts) == 0 {
		return ""
	}
	return "ignored keys, " + strings.Join(parts, "; ")
}

// Err is the one message that names every key which stops a run, nil if none does.
func (b Bearings) Err() error {
	if len(b.Refused) == 0 {
		return nil
	}
	// freqtrade's own backtest knows no pairs that change with the market either.
	lists := slices.ContainsFunc(b.Refused, func(key string) bool { return strings.HasPrefix(key, "pairlists ") })
	hint := ""
	if lists {
		hint += "; pairlists: leave StaticPairList alone and name the pairs in exchange.pair_whitelist"
	}
	if !lists || len(b.Refused) > 1 {
		hint += "; freqtrade can work them out itself: see apply --opportunities"
	}
	return fmt.Errorf("keys that change results and are not simulated: %s%s", strings.Join(b.Refused, ", "), hint)
}

// always are the keys whose bearing does not depend on their value.
var always = map[bearing]string{
	used: `amend_last_stake_amount dry_run_wallet exchange exit_profit_offset exit_profit_only fee ignore_roi_if_entry_signal
		last_stake_amount_min_ratio max_open_trades minimal_roi pairs stake_amount stake_currency startup_candle_count stoploss
		strategy strategy_list timeframe timerange tradable_balance_ratio trailing_only_offset_is_reached trailing_stop
		trailing_stop_positive trailing_stop_positive_offset use_exit_signal datadir`,
	idle: `$schema api_server backtest_breakdown backtest_cache bot_name cancel_open_orders_on_exit coingecko config_files
		custom_price_max_distance_ratio dataformat_ohlcv dataformat_trades db_url disable_dataframe_checks disableparamexport
		discord download_trades dry_run entry_pricing exit_pricing experimental export exportdirectory exportfilename
		external_message_consumer fiat_display_currency force_entry_enable ignore_buying_expired_candle_after initial_state
		internals liquidation_buffer log_config logfile logging lookahead_analysis_exportfilename max_entry_position_adjustment
		minimum_trade_amount new_pairs_days order_time_in_force order_types orderflow process_only_new_candles proxy_coin
		recursive_strategy_search reduce_df_footprint startup_candle strategy_path targeted_trade_amount telegram unfilledtimeout
		user_data_dir verbosity webhook`,
}

var bearings = func() map[string]bearing {
	out := map[string]bearing{}
	for b, keys := range always {
		for _, key := range strings.Fields(keys) {
			out[key] = b
		}
	}
	return out
}()

// harmless are the keys that change results, and the test of a value that does not.
var harmless = map[string]func(v any) bool{
	"amount_reserve_percent":     func(v any) bool { return number(v, 0.05) },
	"available_capital":          off,
	"can_short":                  off,
	"edge":                       disabled,
	"enable_dynamic_pairlist":    off,
	"enable_protections":         off,
	"freqai":                     disabled,
	"futures_funding_rate":       func(any) bool { return true }, // trading_mode says whether there is any
	"margin_mode":                off,
	"pairlists":                  static,
	"position_adjustment_enable": off,
	"position_stacking":          off,
	"protections":                off,
	"timeframe_detail":           off,
	"trading_mode":               func(v any) bool { return off(v) || v == "spot" },
	"use_custom_stoploss":        off,
}

func of(key string, v any) bearing {
	if v == nil {
		return idle
	}
	if b, ok := bearings[key]; ok {
		return b
	}
	test, ok := harmless[key]
	switch {
	case !ok:
		return unknown
	case test(v):
		return idle
	}
	return refused
}

// off reports whether a value says nothing: false, "", 0, an empty list.
func off(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	}
	return number(v, 0)
}

func number(v any, want float64) bool {
	n, ok := v.(json.Number)
	if !ok {
		return false
	}
	x, err := n.Float64()
	return err == nil && x == want
}

// disabled reports whether a section is not switched on.
func disabled(v any) bool {
	section, ok := v.(map[string]any)
	return ok && off(section["enabled"])
}

// static reports whether the pairs are those of the whitelist.
func static(v any) bool {
	list, ok := v.([]any)
	if !ok {
		return false
	}
	for _, p := range list {
		if m, ok := p.(map[string]any); !ok || m["method"] != "StaticPairList" {
			return false
		}
	}
	return true
}

// said names a key with the value that matters.
func said(key string, v any) string {
	switch v := v.(type) {
	case bool, string, json.Number:
		return fmt.Sprintf("%s %v", key, v)
	case []any:
		var methods []string
		for _, p := range v {
			if m, ok := p.(map[string]any); ok && m["method"] != "StaticPairList" {
				methods = append(methods, fmt.Sprint(m["method"]))
			}
		}
		return fmt.Sprintf("%s (%s)", key, strings.Join(methods, ", "))
	}
	return key
}
