package sweep

import (
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// An Overfit is what is left of the best setting's Sharpe ratio, that of what it chose
// day by day, after so many tries,
// and how often choosing the best would have been a mistake.
type Overfit struct {
	Days     int      `json:"days"`
	Settings int      `json:"settings"` // that differ on some day
	Trials   int      `json:"trials"`   // settings tried on the same data, by the ledger
	Best     string   `json:"best"`     // setting with the highest ratio
	Sharpe   *float64 `json:"sharpe"`   // its ratio for a year
	Luck     *float64 `json:"sharpe_by_luck"`
	Deflated *float64 `json:"deflated_sharpe"` // probability that its true ratio exceeds what luck would have brought

	Blocks int      `json:"blocks"`
	PBO    *float64 `json:"pbo"` // probability that the best of one half of the time is below the median in the other
	Loss   *float64 `json:"loss"`
	Slope  *float64 `json:"slope"`
	Note   string   `json:"note,omitempty"` // why figures are missing
}

// Overfitting judges the choice among settings, given as batches of the testbed, after
// so many trials. A setting's return of a day is what it chose on it; the objective
// beyond_stake is no sum of days, and is judged by its walk forward alone.
//
// Bailey, D. H. and López de Prado, M. (2014). "The Deflated Sharpe Ratio". Journal of
// Portfolio Management 40 (5). Bailey, D. H., Borwein, J., López de Prado, M. and Zhu,
// Q. J. (2017). "The Probability of Backtest Overfitting". Journal of Computational
// Finance 20 (4).
func (t *Testbed) Overfitting(batches []*Batch, names []string, trials int) Overfit {
	var returns [][]float64
	var differ []string
	i := 0
	for _, b := range batches {
		for _, t := range b.effects {
			if n := len(returns); n == 0 || !slices.Equal(t.z, returns[n-1]) {
				returns, differ = append(returns, t.z), append(differ, names[i])
			}
			i++
		}
	}
	return overfit(returns, differ, trials)
}

func overfit(returns [][]float64, names []string, trials int) Overfit {
	o := Overfit{Settings: len(returns), Trials: max(trials, len(returns))}
	if len(returns) == 0 {
		o.Note = "no setting was tried"
		return o
	}
	if o.Days = len(returns[0]); o.Days < few {
		o.Note = "fewer than 30 days"
		return o
	}
	o.deflate(returns, names)
	if o.Blocks = blocksFor(o.Days, len(returns)); o.Blocks == 0 || len(returns) < 2 {
		o.Note = "too few days or settings for cross-validation"
		return o
	}
	if v, ok := stats.CrossValidate(returns, o.Blocks); ok {
		o.PBO, o.Loss, o.Slope = verdict.Number(v.PBO, true), verdict.Number(v.Loss, true), verdict.Number(v.Slope, true)
	} else {
		o.Note = "cross-validation is undefined"
	}
	return o
}

// deflate finds the best ratio and what the best of so many would be by luck.
func (o *Overfit) deflate(returns [][]float64, names []string) {
	var ratios []float64
	best, at := math.Inf(-1), -1
	for i, x := range returns {
		s, ok := stats.Sharpe(x)
		if !ok {
			continue // it changes nothing
		}
		ratios = append(ratios, s)
		if s > best {
			best, at = s, i
		}
	}
	if at < 0 {
		return
	}
	o.Best, o.Sharpe = names[at], verdict.Number(best*math.Sqrt(365), true)
	variance := 0.0
	if m, ok := stats.Describe(ratios); ok {
		variance = m.SD * m.SD
	}
	if luck, ok := stats.ExpectedMaxSharpe(o.Trials, variance); ok {
		o.Luck = verdict.Number(luck*math.Sqrt(365), true)
	}
	if m, ok := stats.Describe(returns[at]); ok {
		o.Deflated = verdict.Number(stats.DeflatedSharpe(best, float64(m.N), m.Skewness, m.Kurtosis, o.Trials, variance))
	}
}

// mostSplitWork bounds splits · blocks · settings, about a second.
const mostSplitWork = 5e8

// blocksFor is the most blocks, up to 16, that leave ten days each and can be
// enumerated; 0 if there are none.
func blocksFor(days, settings int) int {
	for blocks := 16; blocks >= 4; blocks -= 2 {
		splits := 1.0
		for k := 1; k <= blocks/2; k++ {
			splits = splits * float64(blocks/2+k) / float64(k)
		}
		if days >= 10*blocks && splits*float64(blocks)*float64(settings) <= mostSplitWork {
			return blocks
		}
	}
	return 0
}
