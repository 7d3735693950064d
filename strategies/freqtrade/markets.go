package freqtrade

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// A Market is what an exchange fixes for a pair. 0 stands for what it does not fix.
type Market struct {
	AmountStep float64 // base asset
	PriceTick  float64
	MinAmount  float64 // smallest order, base asset
	MaxAmount  float64
	MinCost    float64 // smallest order, quote asset
	MaxCost    float64
}

// mostMarkets bounds a file of markets, in bytes: Binance's has 7 MB.
const mostMarkets = 64 << 20

// ReadMarkets reads the markets of an exchange by pair: the answer of Binance's
// exchangeInfo, spot or futures, or the markets that ccxt loads, and freqtrade with it,
// an object by pair or a list, with precisions as steps.
func ReadMarkets(file string) (map[string]Market, error) {
	text, err := inputs.Read(file, mostMarkets)
	if err != nil {
		return nil, err
	}
	out, err := parseMarkets(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return out, nil
}

func parseMarkets(text []byte) (map[string]Market, error) {
	var list []json.RawMessage
	one := ccxtMarket
	if text = bytes.TrimSpace(text); bytes.HasPrefix(text, []byte("[")) {
		if err := json.Unmarshal(text, &list); err != nil {
			return nil, InJSON(err)
		}
	} else {
		var object map[string]json.RawMessage
		if err := json.Unmarshal(text, &object); err != nil {
			return nil, InJSON(err)
		}
		if symbols, ok := object["symbols"]; ok {
			one = binanceMarket
			if err := json.Unmarshal(symbols, &list); err != nil {
				return nil, fmt.Errorf("symbols: %w", InJSON(err))
			}
		} else {
			for _, m := range object {
				list = append(list, m)
			}
		}
	}
	out := map[string]Market{}
	for _, raw := range list {
		pair, m, err := one(raw)
		switch {
		case err != nil && pair == "":
			return nil, fmt.Errorf("%w: expected markets of ccxt's or Binance's exchangeInfo, with steps and limits", err)
		case err != nil:
			return nil, fmt.Errorf("%s: %w", pair, err)
		case pair != "":
			out[pair] = m
		}
	}
	if len(out) == 0 {
		return nil, errors.New("no market with an amount step: expected markets of ccxt's or Binance's exchangeInfo")
	}
	return out, nil
}

// ccxtMarket reads one market of ccxt's; pair is "" for one without an amount step, as
// an option.
func ccxtMarket(raw json.RawMessage) (pair string, m Market, err error) {
	type least struct{ Min, Max *float64 }
	var w struct {
		Symbol    string
		Precision struct{ Amount, Price *float64 }
		Limits    struct{ Amount, Cost least }
	}
	if err := json.Unmarshal(raw, &w); err != nil {
		return "", m, InJSON(err)
	}
	if w.Symbol == "" {
		return "", m, errors.New("a market without a symbol")
	}
	if w.Precision.Amount == nil {
		return "", m, nil
	}
	m = Market{
		AmountStep: value(w.Precision.Amount, 0), PriceTick: value(w.Precision.Price, 0),
		MinAmount: value(w.Limits.Amount.Min, 0), MaxAmount: value(w.Limits.Amount.Max, 0),
		MinCost: value(w.Limits.Cost.Min, 0), MaxCost: value(w.Limits.Cost.Max, 0),
	}
	return w.Symbol, m, m.check()
}

// binanceMarket reads one symbol of exchangeInfo by ccxt's rules; pair is "" for one
// that has no lots, and for futures with a date of delivery.
func binanceMarket(raw json.RawMessage) (pair string, m Market, err error) {
	var w struct {
		Symbol, BaseAsset, QuoteAsset, MarginAsset, ContractType string

		Filters []map[string]any
	}
	if err := json.Unmarshal(raw, &w); err != nil {
		return "", m, InJSON(err)
	}
	if w.BaseAsset == "" || w.QuoteAsset == "" {
		return "", m, fmt.Errorf("symbol %q without baseAsset and quoteAsset", w.Symbol)
	}
	if w.ContractType != "" && w.ContractType != "PERPETUAL" {
		return "", m, nil
	}
	pair = w.BaseAsset + "/" + w.QuoteAsset
	if w.MarginAsset != "" {
		pair += ":" + w.MarginAsset
	}
	var errs []error
	for _, f := range w.Filters {
		of := func(names ...string) (x float64) {
			for _, name := range names {
				if text, ok := f[name].(string); ok {
					x, err := strconv.ParseFloat(text, 64)
					if err != nil {
						errs = append(errs, fmt.Errorf("%s %q: expected a number", name, text))
					}
					return x
				}
			}
			return 0
		}
		switch f["filterType"] {
		case "PRICE_FILTER":
			m.PriceTick = of("tickSize")
		case "LOT_SIZE":
			m.AmountStep, m.MinAmount, m.MaxAmount = of("stepSize"), of("minQty"), of("maxQty")
		case "MIN_NOTIONAL", "NOTIONAL":
			m.MinCost, m.MaxCost = of("minNotional", "notional"), of("maxNotional")
		}
	}
	if m.AmountStep == 0 && len(errs) == 0 {
		return "", Market{}, nil
	}
	return pair, m, errors.Join(append(errs, m.check())...)
}

// check refuses limits that no order can be held to.
func (m *Market) check() error {
	var faults []string
	for _, x := range []struct {
		name  string
		value float64
	}{
		{"amount step", m.AmountStep},
		{"price tick", m.PriceTick},
		{"smallest amount", m.MinAmount},
		{"largest amount", m.MaxAmount},
		{"smallest cost", m.MinCost},
		{"largest cost", m.MaxCost},
	} {
		if !(x.value >= 0) || math.IsInf(x.value, 1) {
			faults = append(faults, fmt.Sprintf("%s %v", x.name, x.value))
		}
	}
	if faults != nil {
		return fmt.Errorf("%s: expected at least 0", strings.Join(faults, ", "))
	}
	return nil
}
