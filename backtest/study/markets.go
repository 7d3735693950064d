package study

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
)

// market is the pair's: of the study's file, else of the table, with the study's amount
// step if it gives one.
func (h *History) market(pair string) backtest.Market {
	m, ok := h.markets[pair]
	if !ok {
		m = backtest.MarketOf(pair)
	}
	if step, ok := h.Plan.Study.AmountStep[pair]; ok {
		m = m.WithStep(step)
	}
	return m
}

// unlisted says that a pair's market is not known, or not from the study's file; ""
// if it is. Trades that are given have their own.
func (h *History) unlisted(pair string) string {
	_, stepped := h.Plan.Study.AmountStep[pair]
	_, listed := h.markets[pair]
	known := h.market(pair).Known
	switch {
	case h.Plan.Given != nil || listed:
		return ""
	case h.markets != nil && known:
		return fmt.Sprintf("%s is not in %s: its market is that of the built-in table", pair, h.Plan.Study.Markets)
	case known || stepped:
		return ""
	}
	return fmt.Sprintf("%s is not in the table of markets: amounts are cut to 8 decimals, stops to the candles' decimals, no smallest order; "+
		"--markets FILE has the exchange's own, --amount-step sets the step", pair)
}

// large counts the trades that an exchange would not take whole.
func (h *History) large(cells []Cell) []string {
	if h.Plan.Given != nil {
		return nil
	}
	var out []string
	for _, pair := range h.Plan.Study.Pairs {
		m, n, most := h.market(pair), 0, 0.0
		for k := range cells {
			for _, t := range cells[k].Baseline.Run.Trades {
				if t.Pair == pair && m.Exceeds(t.Amount, t.OpenRate) {
					n++
					most = max(most, t.Amount*t.OpenRate)
				}
			}
		}
		if n > 0 {
			out = append(out, fmt.Sprintf("%s: %d trades are above the market's largest order%s, the largest %.0f; freqtrade cuts their stake, and such orders move the price",
				pair, n, limitOf(m), most))
		}
	}
	return out
}

func limitOf(m backtest.Market) string {
	switch {
	case m.MaxCost > 0 && m.MaxAmount > 0:
		return fmt.Sprintf(" of %.0f or %v coins", m.MaxCost, m.MaxAmount)
	case m.MaxCost > 0:
		return fmt.Sprintf(" of %.0f", m.MaxCost)
	}
	return fmt.Sprintf(" of %v coins", m.MaxAmount)
}
