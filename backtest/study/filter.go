package study

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// OpenFilter reads the files that the study's filter names. An error is of kind Usage
// for a filter or profile that cannot be, of kind Data for a file of its own.
func (s Study) OpenFilter() (*filter.Filter, error) {
	f, err := s.open(new(filter.Cache))
	if err != nil {
		return nil, err
	}
	return f, s.needEngine(f)
}

func (s Study) open(fs *filter.Cache) (*filter.Filter, error) {
	spec, err := filter.Parse(s.Filter, s.FilterSet...)
	if err != nil {
		return nil, fault.Misuse(s.faults(err))
	}
	f, err := fs.Open(s.Filter, s.FilterSet...)
	if err != nil {
		if spec.Kind == filter.ProfileFile || spec.Kind == filter.BuiltIn {
			return nil, fault.Misuse(err)
		}
		return nil, fault.Invalid(err)
	}
	return f, nil
}

// OpenAgainst reads the files that the study's second filter names; nil without one.
// Errors are as those of OpenFilter.
func (s Study) OpenAgainst() (*filter.Filter, error) {
	if s.Against == "" {
		return nil, nil
	}
	for _, name := range []string{s.Filter, s.Against} {
		if name == "none" || name == "" {
			return nil, fault.Misuse(s.faults(fmt.Errorf("against %q: expected two filters to hold against each other, got %q and %q", s.Against, s.Filter, s.Against)))
		}
	}
	second := s
	second.Filter, second.FilterSet = s.Against, nil
	return second.OpenFilter()
}

// needEngine refuses keys that only some filter can use where the study has no such one.
func (s Study) needEngine(filters ...*filter.Filter) error {
	filtered := slices.ContainsFunc(filters, func(f *filter.Filter) bool { return f.Spec.Kind != filter.None })
	switch engine := slices.ContainsFunc(filters, (*filter.Filter).Engine); {
	case s.RiskPair != "" && !filtered:
		return fault.Misuse(errors.New("a risk pair needs a filter that judges pairs"))
	case s.Judging != "" && !engine:
		return fault.Misuse(s.faults(fmt.Errorf("filter_timeframe %q: filter %q judges by no candles, only the engine does", s.Judging, s.Filter)))
	}
	return nil
}

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
