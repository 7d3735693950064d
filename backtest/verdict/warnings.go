package verdict

import (
	"fmt"
	"strings"
)

// warn collects what a reader must know beside the verdict.
func (c *Comparison) warn() {
	add := func(format string, args ...any) { c.Warnings = append(c.Warnings, fmt.Sprintf(format, args...)) }
	switch h := &c.Health; {
	case h.RuinedBaseline && h.RuinedFiltered:
		add("both wallets ran out of money: compare the fixed-notional arms, the wallet's differ by when they stopped")
	case h.RuinedBaseline:
		add("the baseline's wallet ran out of money and the filtered one's did not: compare the fixed-notional arms")
	case h.RuinedFiltered:
		add("the filtered wallet ran out of money and the baseline's did not: compare the fixed-notional arms")
	}
	c.Warnings = append(c.Warnings, c.Placebo.Notes...)
	r := c.Placebo.Row("profit")
	if r == nil || r.Mean == nil {
		return
	}
	if share := at(r.AboveZero, 0); share > 0.8 && *r.Observed > 0 {
		add("%.0f %% of the shifted masks improve the profit too: an improvement on the baseline says nothing here", share*100)
	}
	if b := c.Counterfactual.Base.Mean; b != nil && *b < 0 && c.Paired.Drawdown.Observed != nil {
		if base := c.Placebo.Row("max_drawdown"); base != nil && at(base.Baseline, 0) > -0.9*at(r.Baseline, 0) && at(r.Baseline, 0) < 0 {
			add("the baseline only loses, so that its drawdown is its loss: gains in profit and in drawdown are the same money")
		}
	}
	if n := len(c.Stress.Fragile); n > 0 && n <= 3 {
		add("the placebo test turns out otherwise without %s", strings.Join(c.Stress.Fragile, ", or without "))
	}
}
