package verdict

import (
	"github.com/remora-bt/remora-bt/internal/stats"
)

// leakOdds is the odds ratio that no filter of public data reaches: the odds that a
// blocked trade loses against those of one that is kept. Twice the odds is strong.
const leakOdds = 10

// leakLevel makes one-sided 99.9 % bounds of Wilson's interval.
const leakLevel = 0.998

// suspectLeak finds masks that tell losers from winners too well to be true: the
// lower bound of the share of losers among the blocked trades lies above what ten
// times the odds of the kept trades, at their upper bound, would make it. The same
// holds of a mask that blocks the winners.
//
// It is a heuristic and misses what leaks a little. The proof is a mask that changes
// when the tape is cut, which only the maker of the mask can show: Input.LookAhead.
func (c *cell) suspectLeak() {
	cf := &c.out.Counterfactual
	n, lost := cf.Traded.Trades, cf.Traded.Losses
	kept, keptLost := cf.Base.Trades-n, cf.Base.Losses-lost
	what := ""
	switch {
	case n < few:
	case farApart(lost, n, keptLost, kept):
		what = "losers"
	case farApart(n-lost, n, kept-keptLost, kept):
		what = "winners"
	}
	if what != "" {
		c.out.Health.fault("look-ahead suspected: of %d blocked trades %d lose, of %d kept ones %d; nothing that is known at entry picks %s so well",
			n, lost, kept, keptLost, what)
	}
}

// farApart reports whether k of n has more than leakOdds times the odds of j of m.
func farApart(k, n, j, m int) bool {
	share, ok := stats.Wilson(k, n, leakLevel)
	other, known := stats.Wilson(j, m, leakLevel)
	if !ok || !known || other.Hi >= 1 {
		return false
	}
	odds := leakOdds * other.Hi / (1 - other.Hi)
	return share.Lo > odds/(1+odds)
}
