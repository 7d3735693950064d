package sweep

import (
	"context"

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
func (c *Cell) surface(ctx context.Context, levels [][]uint16, thresholds int, shifts []int) (*surface, error) {
	n := len(shifts)
	s := &surface{n, make([]int32, thresholds*n), make([]verdict.Money, thresholds*n)}
	err := parallel.Each(ctx, (n+chunk-1)/chunk, func(part int) {
		var w climber
		for i := part * chunk; i < min(n, (part+1)*chunk); i++ {
			for b, l := range c.lanes {
				w.climb(l, levels[b], l.offset(shifts[i]), thresholds, func(j, _, _ int) {
					s.trades[j*n+i] += int32(w.trades)
					s.profit[j*n+i] += w.profit
				})
			}
		}
	})
	return s, err
}

// offset is where a lane's first row reads a mask that is moved some units into the
// future, round the end.
func (l *lane) offset(units int) int {
	r := (units%l.units + l.units) % l.units
	return (l.ring() - r*l.size) % l.ring()
}

func (c *Cell) levels(dials []Dial, thresholds []float64) [][]uint16 {
	out := make([][]uint16, len(c.lanes))
	for i, l := range c.lanes {
		out[i] = l.levels(dials[i], thresholds)
	}
	return out
}
