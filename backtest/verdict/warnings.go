package verdict

import "fmt"

// warn collects what a reader must know beside the answers.
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
	if k := c.Health.Coverage; k != nil && 20*(k.EntriesDefaulted+k.EntriesStale) > k.Entries {
		add("for %d of %d entry signals the filter had no data or too old ones", k.EntriesDefaulted+k.EntriesStale, k.Entries)
	}
}
