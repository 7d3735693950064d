package sweep

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// Surface gives tests the walks themselves: profit and trades by threshold and shift.
func (c *Cell) Surface(ctx context.Context, dials []Dial, thresholds []float64, shifts []int) (profit [][]verdict.Money, trades [][]int32, err error) {
	s, err := c.surface(ctx, c.ladder(dials, thresholds), len(thresholds), shifts)
	for j := range thresholds {
		profit = append(profit, s.profit[j*s.shifts:(j+1)*s.shifts])
		trades = append(trades, s.trades[j*s.shifts:(j+1)*s.shifts])
	}
	return profit, trades, err
}

// Over lays the windows over a span.
func (w Windows) Over(from, to data.Instant) []Window { return w.over(from, to) }

// Shifts are those of the placebos.
func (c *Cell) Shifts() []int { return c.shifts }
