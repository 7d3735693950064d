package study

import (
	"context"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// Judged are the pairs that filters judge by their whole history: none unless one of
// them is the engine. A filter may be nil.
func (p *Plan) Judged(filters ...*filter.Filter) []string {
	switch {
	case !slices.ContainsFunc(filters, func(f *filter.Filter) bool { return f != nil && f.Engine() }):
		return nil
	case p.Study.RiskPair != "":
		return []string{p.Study.RiskPair}
	default:
		return p.Study.Pairs
	}
}

// Tracks are what the engine says of each pair of the study, over all history up to
// the end of the range; nil unless the filter is the engine. The pairs that it judges
// must have been loaded as such.
func (h *History) Tracks(ctx context.Context, f *filter.Filter) ([]*signals.Track, error) {
	return h.tracks(ctx, f, new(filter.Cache))
}

func (h *History) tracks(ctx context.Context, f *filter.Filter, shared *filter.Cache) ([]*signals.Track, error) {
	judged := h.Plan.Judged(f)
	if judged == nil {
		return nil, nil
	}
	tracks := make([]*signals.Track, len(judged))
	if err := parallel.Each(parallel.Named(ctx, "judging risk"), len(judged), func(i int) { tracks[i] = shared.Replay(f, h.whole[judged[i]]) }); err != nil {
		return nil, err
	}
	out := make([]*signals.Track, len(h.Plan.Study.Pairs))
	for i := range out {
		out[i] = tracks[min(i, len(tracks)-1)]
	}
	return out, nil
}

// screens judge every row of some tapes, one a pair; nil without a filter.
func screens(f *filter.Filter, tracks []*signals.Track, tapes []*data.Tape) ([]*filter.Screen, error) {
	if f.Spec.Kind == filter.None {
		return nil, nil
	}
	out := make([]*filter.Screen, len(tapes))
	for i, t := range tapes {
		var track *signals.Track
		if tracks != nil {
			track = tracks[i]
		}
		var err error
		if out[i], err = f.Screen(t, track); err != nil {
			return nil, fault.Invalid(err)
		}
	}
	return out, nil
}
