package sweep

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// chunk is how many shifts one climber walks before another goroutine may take over.
const chunk = 32

// A surface holds the trades and profits of a mask at every threshold and shift,
// of all pairs together. Row i of a column belongs to shift i.
type surface struct {
	shifts int
	trades []int32         // of threshold j and shift i at j·shifts + i
	profit []verdict.Money // the same
}

// surface walks every threshold at every shift exactly.
func (c *Cell) surface(ctx context.Context, ladder *backtest.Ladder, thresholds int, shifts []int) (*surface, error) {
	n := len(shifts)
	s := &surface{n, make([]int32, thresholds*n), make([]verdict.Money, thresholds*n)}
	err := parallel.Each(ctx, (n+chunk-1)/chunk, func(part int) {
		var w backtest.Climber
		for i := part * chunk; i < min(n, (part+1)*chunk); i++ {
			for b := range c.Books {
				w.Climb(ladder, b, shifts[i], false, func(j int) {
					s.trades[j*n+i] += int32(w.Trades)
					s.profit[j*n+i] += w.Profit
				})
			}
		}
	})
	return s, err
}

func (c *Cell) ladder(dials []Dial, thresholds []float64) *backtest.Ladder {
	return c.lanes.Ladder(len(thresholds), func(book, row int) uint16 {
		if row >= len(dials[book].Risk) {
			return 0
		}
		return dials[book].level(row, thresholds)
	})
}
