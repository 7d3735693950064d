package sweep

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// Best is the place of the point with the highest objective among those that are
// comparisons, the first of equal ones; −1 if there is none.
func Best(points []Judged) int {
	best := -1
	for i := range points {
		m := points[i].Merit()
		if m == nil || len(points[i].Faults) > 0 {
			continue
		}
		if best < 0 || *m > *points[best].Merit() {
			best = i
		}
	}
	return best
}

// Answer is what a run with this mask answers, of one look, alarms included.
func (t *Testbed) Answer(ctx context.Context, mask []*data.Mask) (*verdict.Answers, error) {
	e, _, err := verdict.NewSubject(t.Books, mask, t.Wallet.Slots, t.Seed).Evidence(ctx, t.Worthwhile)
	if err != nil {
		return nil, err
	}
	a := e.Answers(t.Worthwhile, nil)
	return &a, nil
}
