package stacked

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// Protections reads a list of protections as freqtrade's strategies state them,
// with its defaults. Besides freqtrade's four there is LockAfterLoss, for a
// strategy that locks a pair itself when it closes a trade at a loss.
func Protections(raw []byte, step data.Timeframe) (*backtest.Protections, error) {
	var list []wireProtection
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, fmt.Errorf("protections: %w", freqtrade.InJSON(err))
	}
	out := &backtest.Protections{Step: step}
	for i, w := range list {
		p, err := w.protection(step)
		if err != nil {
			return nil, fmt.Errorf("protections: %d: %s: %w", i+1, w.Method, err)
		}
		out.Rules = append(out.Rules, p)
	}
	return out, nil
}

type wireProtection struct {
	Method          string   `json:"method"`
	Stop            *float64 `json:"stop_duration"`
	StopCandles     *float64 `json:"stop_duration_candles"`
	UnlockAt        *string  `json:"unlock_at"`
	Lookback        *float64 `json:"lookback_period"`
	LookbackCandles *float64 `json:"lookback_period_candles"`
	Limit           *int     `json:"trade_limit"`
	Required        float64  `json:"required_profit"`
	Drawdown        float64  `json:"max_allowed_drawdown"`
	PerPair         bool     `json:"only_per_pair"`
	PerSide         bool     `json:"only_per_side"`
}

// limits are the methods and freqtrade's default of trade_limit.
var limits = map[string]int{
	backtest.CooldownPeriod: 0, backtest.StoplossGuard: 10, backtest.LowProfitPairs: 1, backtest.MaxDrawdown: 1,
	backtest.LockAfterLoss: 0,
}

func (w wireProtection) protection(step data.Timeframe) (backtest.Protection, error) {
	limit, ok := limits[w.Method]
	switch {
	case !ok:
		return backtest.Protection{}, errors.New("expected CooldownPeriod, StoplossGuard, LowProfitPairs, MaxDrawdown or LockAfterLoss")
	case w.Stop != nil && w.StopCandles != nil:
		return backtest.Protection{}, errors.New("stop_duration and stop_duration_candles: expected one of them")
	case w.Lookback != nil && w.LookbackCandles != nil:
		return backtest.Protection{}, errors.New("lookback_period and lookback_period_candles: expected one of them")
	case w.UnlockAt != nil && (w.Stop != nil || w.StopCandles != nil):
		return backtest.Protection{}, errors.New("unlock_at and a duration: expected one of them")
	}
	p := backtest.Protection{
		Method: w.Method, UnlockAt: -1, Limit: limit, Required: w.Required, Drawdown: w.Drawdown, PerPair: w.PerPair, PerSide: w.PerSide,
		Stop: span(w.Stop, w.StopCandles, step), Lookback: span(w.Lookback, w.LookbackCandles, step),
	}
	if w.Limit != nil {
		p.Limit = *w.Limit
	}
	if w.UnlockAt != nil {
		at, err := time.Parse("15:04", *w.UnlockAt)
		if err != nil {
			return p, fmt.Errorf("unlock_at %q: expected a time of day, as in 18:30", *w.UnlockAt)
		}
		p.Stop, p.UnlockAt = 0, at.Hour()*60+at.Minute()
	}
	return p, nil
}

// span is a time in whole minutes or candles, an hour if neither is told.
func span(minutes, candles *float64, step data.Timeframe) data.Instant {
	switch {
	case candles != nil:
		return data.Instant(int64(*candles)) * data.Instant(step)
	case minutes != nil:
		return data.Instant(int64(*minutes)) * data.Instant(data.Minute)
	}
	return data.Instant(data.Hour)
}
