// Package study runs a study: strategies on pairs and timeranges, each once without
// and once with a filter, and says what the filter did and what it is worth.
//
// A config.Study holds what is asked for, as its YAML file does. A Plan is a study that
// has been checked. A History is its market data. Run goes the whole way from a study to
// its Result.
package study

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A Result is everything that a study found.
type Result struct {
	*History
	Filters  *Filters          // as they were opened
	Cells    []Cell            // strategy by strategy, range by range
	Filter   *Filter           // what the filter did in the whole study; nil without one
	Own      []*Filter         // the same of other filters, of strategies that have their own
	Joint    *verdict.Joint    // all comparisons together; nil without a filter
	Second   *filter.Filter    // which the filter is held against; nil unless that was asked
	Against  *Against          // the filter against a second one; nil unless that was asked
	Signals  []signals.Stretch // what the engine said of the candles that were tested
	Warnings []string          // doubts about the data
}

// Default is the study that says nothing: config.Default.
func Default() config.Study { return config.Default() }

// Run runs a study. Errors of kind Usage and Data are the study's and the data's; any
// other is ctx's.
func Run(ctx context.Context, s config.Study) (*Result, error) {
	p, err := NewPlan(s.WithSample())
	if err != nil {
		return nil, err
	}
	second, err := p.Study.OpenAgainst()
	if err != nil {
		return nil, err
	}
	f, err := p.OpenFilters()
	if err != nil {
		return nil, err
	}
	h, err := p.LoadFiltered(ctx, f, second)
	if err != nil {
		return nil, err
	}
	return h.Run(ctx, f, second)
}

// LoadFiltered reads what the study's strategies, its filters and a second one need; that
// one may be nil.
func (p *Plan) LoadFiltered(ctx context.Context, fs *Filters, second *filter.Filter) (*History, error) {
	return p.Load(ctx, p.Judged(append(fs.All(), second)...)...)
}

// Run runs the plan of a history with its filters, and holds the study's against a second
// one unless that is nil. The pairs that they judge must have been loaded as such.
func (h *History) Run(ctx context.Context, fs *Filters, second *filter.Filter) (*Result, error) {
	cells, err := h.Cells(ctx, fs)
	if err != nil {
		return nil, err
	}
	r := &Result{History: h, Filters: fs, Second: second, Cells: cells, Signals: stretches(cells), Warnings: append(h.Warnings(append(fs.All(), second)...), h.large(cells)...)}
	if r.Joint, err = h.Plan.compare(ctx, cells); err != nil {
		return nil, err
	}
	if r.Against, err = h.against(ctx, r, second); err != nil {
		return nil, err
	}
	if all := filtersOf(h.Plan, fs, cells); len(all) > 0 {
		r.Filter, r.Own = all[0], all[1:]
	}
	return r, parallel.Each(ctx, len(cells), func(i int) {
		if cells[i].Filtered != nil {
			cells[i].judge()
		}
	})
}
