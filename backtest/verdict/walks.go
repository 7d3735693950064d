package verdict

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// chunk is how many walks share one walker, so that memory is claimed seldom.
const chunk = 64

// each makes so many walks in parallel and calls take for each.
func each(ctx context.Context, n *backtest.Lanes, count int, take func(w *backtest.Walker, i int)) error {
	return parallel.Each(ctx, (count+chunk-1)/chunk, func(c int) {
		w := n.Walker()
		for i := c * chunk; i < min(count, (c+1)*chunk); i++ {
			take(w, i)
		}
	})
}

// ShiftSums walks a mask at every one of the shifts.
func ShiftSums(ctx context.Context, n *backtest.Lanes, m *backtest.Laid, shifts []int) ([]backtest.Sums, error) {
	out := make([]backtest.Sums, len(shifts))
	err := each(ctx, n, len(shifts), func(w *backtest.Walker, i int) { out[i] = w.Sums(m, shifts[i]) })
	return out, err
}

// Effective is the number of independent whole-day shifts and the correlation time in
// days, of the book whose mask has the fewest; nil for a constant mask.
//
//	N = D/τ,   τ the correlation time of the share of each day that is blocked, at least 1
//
// A mask that blocks the same share of every day is taken row by row: if it blocks
// the same rows of every day, all of its shifts are one.
func Effective(n *backtest.Lanes, masks []*data.Mask) (shifts, correlation *float64) {
	m := n.Lay(masks)
	for i := range n.Books() {
		s := n.Span(i)
		e := 0.0
		if tau, ok := stats.CorrelationTime(m.Marked(i)); ok {
			e = float64(s.Units) / max(tau, 1)
		} else {
			rows := make([]bool, s.End-s.First)
			for k := range rows {
				rows[k] = masks[i].Get(s.First + k)
			}
			if e, ok = stats.EffectiveShifts(rows, s.Unit); !ok {
				continue
			}
		}
		if shifts == nil || e < *shifts {
			days := float64(s.Units) * float64(n.Unit()) / float64(data.Day)
			shifts, correlation = Number(e, true), Number(ratio(days, e))
		}
	}
	return shifts, correlation
}
