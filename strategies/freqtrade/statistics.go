package freqtrade

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// mostTrades is the most trades that are read of one strategy.
const mostTrades = 5_000_000

// strategy reads the statistics of one strategy, of which few are needed.
func (d *decoder) strategy(r *Result) error {
	var timeframe, detail, mode string
	var stake json.RawMessage
	var slots, most *float64
	var from, to float64
	want := map[string]any{
		"timeframe": &timeframe, "timeframe_detail": &detail, "trading_mode": &mode, "stake_currency": &r.Currency,
		"stake_amount": &stake, "starting_balance": &r.Start, "max_open_trades_setting": &slots, "max_open_trades": &most,
		"pairlist": &r.Pairs, "enable_protections": &r.Protections, "rejected_signals": &r.Rejected,
		"timedout_entry_orders": &r.TimedOut, "canceled_trade_entries": &r.Canceled,
		"backtest_start_ts": &from, "backtest_end_ts": &to,
	}
	seen := false
	d.unfunded = nil
	err := d.object(func(key string) error {
		if key == "trades" {
			seen = true
			return d.trades(r)
		}
		v, ok := want[key]
		if !ok {
			return d.skip()
		}
		if err := d.value(v); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !seen {
		return fmt.Errorf("no trades: expected a list of them under %q", "trades")
	}
	r.From, r.To = data.Instant(from), data.Instant(to)
	settled := func(pair string) bool { return strings.Contains(pair, ":") }
	r.Futures = mode == "futures" || mode == "" && slices.ContainsFunc(r.Pairs, settled) // older versions name no mode
	if r.Futures {
		for _, i := range d.unfunded {
			r.Trades[i].Funding = r.Trades[i].impliedFunding()
		}
	}
	if slots == nil {
		slots = most
	}
	r.Slots = -1
	if slots != nil && *slots > 0 && *slots < math.MaxInt32 {
		r.Slots = int(*slots)
	}
	if err := r.setStake(stake); err != nil {
		return err
	}
	if timeframe == "" {
		return fmt.Errorf("no timeframe")
	}
	if r.Timeframe, err = data.ParseTimeframe(timeframe); err != nil {
		return err
	}
	if detail != "" {
		r.Detail, err = data.ParseTimeframe(detail)
	}
	return err
}

// setStake reads a number or "unlimited".
func (r *Result) setStake(raw json.RawMessage) error {
	if raw == nil {
		return nil
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		if r.Unlimited = text == "unlimited"; r.Unlimited {
			return nil
		}
	}
	if err := json.Unmarshal(raw, &r.Stake); err != nil {
		return fmt.Errorf("stake_amount %s: expected a number or \"unlimited\"", raw)
	}
	return nil
}

// A wireTrade is a trade as written, with the names of older versions beside the
// new ones.
type wireTrade struct {
	Pair      string   `json:"pair"`
	EnterTag  *string  `json:"enter_tag"`
	BuyTag    *string  `json:"buy_tag"`
	Reason    string   `json:"exit_reason"`
	Sold      string   `json:"sell_reason"`
	OpenDate  string   `json:"open_date"`
	CloseDate string   `json:"close_date"`
	OpenTS    *float64 `json:"open_timestamp"`
	CloseTS   *float64 `json:"close_timestamp"`
	OpenRate  float64  `json:"open_rate"`
	CloseRate float64  `json:"close_rate"`
	Amount    float64  `json:"amount"`
	Stake     float64  `json:"stake_amount"`
	FeeOpen   float64  `json:"fee_open"`
	FeeClose  float64  `json:"fee_close"`
	Profit    *float64 `json:"profit_abs"`
	Ratio     *float64 `json:"profit_ratio"`
	Funding   *float64 `json:"funding_fees"`
	MinRate   float64  `json:"min_rate"`
	MaxRate   float64  `json:"max_rate"`
	Stop      *float64 `json:"stop_loss_abs"`
	Leverage  *float64 `json:"leverage"`
	Short     bool     `json:"is_short"`
	Orders    []struct {
		Amount float64  `json:"amount"`
		Rate   float64  `json:"safe_price"`
		At     *float64 `json:"order_filled_timestamp"`
		Entry  bool     `json:"ft_is_entry"`
	} `json:"orders"`
}

func (d *decoder) trades(r *Result) error {
	return d.list(func() error {
		n := len(r.Trades) + 1
		if n > mostTrades {
			return fmt.Errorf("more than %d trades", mostTrades)
		}
		var w wireTrade
		if err := d.value(&w); err != nil {
			return fmt.Errorf("trade %d: %w", n, err)
		}
		t, err := d.trade(&w)
		if err == nil {
			err = t.check()
		}
		if err != nil {
			return fmt.Errorf("trade %d: %w", n, err)
		}
		if w.Funding == nil {
			d.unfunded = append(d.unfunded, n-1)
		}
		r.Trades = append(r.Trades, t)
		return nil
	})
}

func (d *decoder) trade(w *wireTrade) (Trade, error) {
	t := Trade{
		Pair: d.text(w.Pair), ExitReason: d.text(cmp.Or(w.Reason, w.Sold)), EnterTag: d.text(value(w.EnterTag, value(w.BuyTag, ""))),
		OpenRate: w.OpenRate, CloseRate: w.CloseRate, Amount: w.Amount, Stake: w.Stake, FeeOpen: w.FeeOpen, FeeClose: w.FeeClose,
		ProfitAbs: value(w.Profit, math.NaN()), ProfitRatio: value(w.Ratio, math.NaN()), Funding: value(w.Funding, 0),
		MinRate: w.MinRate, MaxRate: w.MaxRate, Stop: value(w.Stop, 0), Leverage: value(w.Leverage, 1), Short: w.Short,
	}
	var err error
	if t.Open, err = instant(w.OpenTS, w.OpenDate); err != nil {
		return t, fmt.Errorf("open_date: %w", err)
	}
	if t.Close, err = instant(w.CloseTS, w.CloseDate); err != nil {
		return t, fmt.Errorf("close_date: %w", err)
	}
	for _, o := range w.Orders {
		if o.At != nil && o.Amount > 0 {
			t.Orders = append(t.Orders, Order{At: data.Instant(*o.At), Amount: o.Amount, Rate: o.Rate, Entry: o.Entry})
		}
	}
	return t, nil
}

// instant prefers milliseconds to text.
func instant(ms *float64, text string) (data.Instant, error) {
	if ms != nil && *ms > 0 && *ms < 1e14 {
		return data.Instant(*ms), nil
	}
	return data.ParseInstant(strings.TrimSpace(text))
}

func value[T any](p *T, absent T) T {
	if p == nil {
		return absent
	}
	return *p
}
