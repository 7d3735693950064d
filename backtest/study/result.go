package study

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
)

// A Result is everything that a study found.
type Result struct {
	*History
	Tested   *signals.Filter // as it was opened
	Cells    []Cell          // strategy by strategy, range by range
	Filter   *Filter         // what the filter did in the whole study; nil without one
	Joint    *verdict.Joint  // all comparisons together; nil without a filter
	Against  *Against        // the filter against a second one; nil unless that was asked
	Signals  []Stretch       // what the engine said of the candles that were tested
	Warnings []string        // doubts about the data
}

// Run runs a study. Errors of kind Usage and Data are the study's and the data's; any
// other is ctx's.
func Run(ctx context.Context, s Study) (*Result, error) {
	p, err := NewPlan(s.WithSample())
	if err != nil {
		return nil, err
	}
	f, err := p.Study.OpenFilter()
	if err != nil {
		return nil, err
	}
	second, err := p.Study.OpenAgainst()
	if err != nil {
		return nil, err
	}
	h, err := p.Load(ctx, p.Judged(f, second)...)
	if err != nil {
		return nil, err
	}
	return h.Run(ctx, f, second)
}

// Run runs the plan of a history with a filter, and holds it against a second one
// unless that is nil. The pairs that they judge must have been loaded as such.
func (h *History) Run(ctx context.Context, f, second *signals.Filter) (*Result, error) {
	cells, err := h.Cells(ctx, f)
	if err != nil {
		return nil, err
	}
	r := &Result{History: h, Tested: f, Cells: cells, Signals: stretches(cells), Warnings: h.Warnings()}
	if r.Joint, err = h.Plan.compare(ctx, f, cells); err != nil {
		return nil, err
	}
	if r.Against, err = h.against(ctx, r, second); err != nil {
		return nil, err
	}
	r.Filter = filterOf(h.Plan, f, cells)
	return r, parallel.Each(ctx, len(cells), func(i int) {
		if cells[i].Filtered != nil {
			cells[i].judge(f)
		}
	})
}
