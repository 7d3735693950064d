package sweep

import (
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// An Overfit is what is left of the best setting's Sharpe ratio after so many tries,
// and how often choosing the best would have been a mistake.
type Overfit struct {
	// Basis is what is earned per day: "beyond" the average trade, as in Point.Excess,
	// or plain "profit". Where the average trade loses, plain profit rewards every
	// setting for trading less, and choosing the one that trades least looks sound.
	Basis    string   `json:"basis"`
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

// Overfitting judges the choice among settings, given as batches of the cell, after
// so many trials.
func (c *Cell) Overfitting(batches []*Batch, names []string, trials int) []Overfit {
	mean := c.base.mean()
	var plain, beyond [][]float64
	var plainNames, beyondNames []string
	i := 0
	for _, b := range batches {
		for _, d := range b.days {
			if x := d.floats(); len(plain) == 0 || !slices.Equal(x, plain[len(plain)-1]) {
				plain, plainNames = append(plain, x), append(plainNames, names[i])
			}
			if x := d.beyond(c.base, mean); len(beyond) == 0 || !slices.Equal(x, beyond[len(beyond)-1]) {
				beyond, beyondNames = append(beyond, x), append(beyondNames, names[i])
			}
			i++
		}
	}
	return []Overfit{overfit("beyond", beyond, beyondNames, trials), overfit("profit", plain, plainNames, trials)}
}

func overfit(basis string, returns [][]float64, names []string, trials int) Overfit {
	o := Overfit{Basis: basis, Settings: len(returns), Trials: max(trials, len(returns))}
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
