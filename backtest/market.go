package backtest

import (
	"fmt"
	"math"
	"strings"
)

// A Market holds what an exchange fixes for a pair.
type Market struct {
	AmountStep float64 // amounts are cut to multiples of it, base asset
	PriceTick  float64 // its decimals count for months whose candles show none
	MinAmount  float64 // smallest order in the base asset, 0 for none
	MinCost    float64 // smallest order in the quote asset, 0 for none
	MaxAmount  float64 // largest order, 0 for none …
	MaxCost    float64 // … in the quote asset
	Known      bool    // false: the pair is not in the table and has 8 decimals
}

// unlisted is what a pair outside the table trades with.
var unlisted = Market{AmountStep: 1e-8, PriceTick: 1e-8}

// Binance spot USDT markets, amount step and price tick as the exchange's
// exchangeInfo gives them (LOT_SIZE.stepSize, PRICE_FILTER.tickSize); the
// smallest order (NOTIONAL.minNotional) is 5 USDT for all of them, the largest
// (NOTIONAL.maxNotional) 9,000,000. These are the values of 2025; the exchange has changed some over the years (XRP's step was 1).
var binanceUSDT = map[string]Market{
	"BTC":  {AmountStep: 0.00001, PriceTick: 0.01},
	"ETH":  {AmountStep: 0.0001, PriceTick: 0.01},
	"BNB":  {AmountStep: 0.001, PriceTick: 0.01},
	"SOL":  {AmountStep: 0.001, PriceTick: 0.01},
	"XRP":  {AmountStep: 0.1, PriceTick: 0.0001},
	"ADA":  {AmountStep: 0.1, PriceTick: 0.0001},
	"DOGE": {AmountStep: 1, PriceTick: 0.00001},
	"TRX":  {AmountStep: 0.1, PriceTick: 0.0001},
	"DOT":  {AmountStep: 0.01, PriceTick: 0.001},
	"LTC":  {AmountStep: 0.001, PriceTick: 0.01},
	"LINK": {AmountStep: 0.01, PriceTick: 0.01},
	"AVAX": {AmountStep: 0.01, PriceTick: 0.01},
	"BCH":  {AmountStep: 0.001, PriceTick: 0.1},
	"UNI":  {AmountStep: 0.01, PriceTick: 0.001},
	"ATOM": {AmountStep: 0.01, PriceTick: 0.001},
	"ETC":  {AmountStep: 0.01, PriceTick: 0.01},
	"XLM":  {AmountStep: 1, PriceTick: 0.0001},
	"NEAR": {AmountStep: 0.1, PriceTick: 0.001},
	"FIL":  {AmountStep: 0.01, PriceTick: 0.001},
	"AAVE": {AmountStep: 0.001, PriceTick: 0.01},
}

// MarketOf looks a pair up in the table of Binance spot USDT markets.
func MarketOf(pair string) Market {
	base, quote, _ := strings.Cut(pair, "/")
	m, ok := binanceUSDT[base]
	if !ok || quote != "USDT" {
		return unlisted
	}
	m.MinAmount, m.MinCost, m.MaxCost, m.Known = m.AmountStep, 5, 9_000_000, true
	return m
}

// MostAmountStep is the largest step, in the base asset. Coarser ones cut every
// amount to nothing.
const MostAmountStep = 1e9

// Validate reports a step that amounts cannot be cut to.
func (m Market) Validate() error {
	if m.AmountStep > MostAmountStep && !math.IsInf(m.AmountStep, 1) {
		return fmt.Errorf("amount step %v: expected at most %.0f", m.AmountStep, MostAmountStep)
	}
	if !(m.AmountStep > 0) || math.IsInf(m.AmountStep, 1) || newDecimal(m.AmountStep).scale > 18 {
		return fmt.Errorf("amount step %v: expected a positive number of at most 18 decimals", m.AmountStep)
	}
	return nil
}

// The reserves that freqtrade adds to the exchange's smallest order: 5 % for
// rounding, and the loss of a stop at −5 %, so that the position can still be sold.
const (
	amountReserve = 1.05
	costReserve   = 1.05 / (1 - 0.05)
)

// minStake is the smallest stake for an entry at rate.
func (m Market) minStake(rate float64) float64 {
	if !m.Known {
		return 0
	}
	return max(m.MinCost*costReserve, m.MinAmount*rate*amountReserve)
}

// WithStep is the market with another amount step, which is its smallest amount too.
func (m Market) WithStep(step float64) Market {
	m.AmountStep, m.MinAmount = step, step
	return m
}

// Exceeds reports whether an order is above the largest that the market takes, to which
// freqtrade cuts a stake.
func (m Market) Exceeds(amount, rate float64) bool {
	return m.MaxAmount > 0 && amount > m.MaxAmount || m.MaxCost > 0 && amount*rate > m.MaxCost
}
