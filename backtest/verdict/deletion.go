package verdict

import (
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Deletion is the closed-form twin of the placebo: remove as many of the
// baseline's trades at random, without replacement and without refilling.
//
//	mean = −n·μ,   sd = √(n·(N−n)/(N−1))·σ,   σ with divisor N
//
// Observed is −Σ profit of the blocked trades, refills left out alike.
type Deletion struct {
	Trades   int      `json:"trades"`  // N
	Deleted  int      `json:"deleted"` // n
	Observed *float64 `json:"observed"`
	Mean     *float64 `json:"mean"`
	SD       *float64 `json:"sd"`
	Z        *float64 `json:"z"`
	P        *float64 `json:"p"` // one-sided, normal
}

func (c *cell) deletion() Deletion {
	a := c.out.FixedNotional
	d := Deletion{Trades: a.Baseline.Trades, Deleted: a.Blocked.Trades, Observed: Number(-a.Blocked.Profit.Float(), true)}
	profits := make([]float64, 0, len(c.fixedBase.Trades))
	for _, t := range c.fixedBase.Trades {
		profits = append(profits, t.ProfitAbs)
	}
	mean, sd, ok := stats.RandomSubset(profits, d.Deleted)
	d.Mean, d.SD = Number(-mean, ok), Number(sd, ok)
	if z, defined := ratio(*d.Observed+mean, sd); ok && defined {
		d.Z, d.P = &z, Number(stats.NormalCDF(-z), true)
	}
	return d
}
