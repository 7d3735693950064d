package study

import (
	"errors"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// Filters are those of the strategies of a plan.
type Filters struct {
	Main *filter.Filter // of strategies without one of their own
	of   []*filter.Filter
	said []config.Override // what the study says of each
	open filter.Cache      // opens files and replays profiles once
}

// OpenFilters reads the files that the filters of the study name, as OpenFilter does.
func (p *Plan) OpenFilters() (*Filters, error) {
	s := p.Study
	fs := &Filters{of: make([]*filter.Filter, len(p.Specs)), said: make([]config.Override, len(p.Specs))}
	var err error
	if fs.Main, err = s.Open(&fs.open); err != nil {
		return nil, err
	}
	for i := range fs.of {
		fs.of[i], fs.said[i] = fs.Main, config.Override{Filter: s.Filter, FilterSet: s.FilterSet}
	}
	var errs []error
	for i, name := range s.Strategies {
		o, ok := s.Own[name]
		if !ok {
			continue
		}
		if o.Filter == "" {
			o = config.Override{Filter: s.Filter, FilterSet: slices.Concat(s.FilterSet, o.FilterSet)}
		}
		if fs.of[i], err = s.With(o).Open(&fs.open); err != nil {
			errs = append(errs, fmt.Errorf("strategies: %s: %w", name, err))
		}
		fs.said[i] = o
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if err := fs.whole(s); err != nil {
		return nil, fault.Misuse(err)
	}
	return fs, s.NeedEngine(fs.All()...)
}

// whole refuses what no comparison of all strategies can hold: some without a filter
// beside others with one, and filters of their own against a second one.
func (fs *Filters) whole(s config.Study) error {
	for i, f := range fs.of {
		if (f.Spec.Kind == filter.None) != (fs.of[0].Spec.Kind == filter.None) {
			return fmt.Errorf("strategies: of %s and %s one has a filter and one has none: run them as two studies", s.Strategies[0], s.Strategies[i])
		}
	}
	if s.Against != "" && len(s.Own) > 0 {
		return errors.New("strategies: against holds one filter against another: leave filters of their own out")
	}
	return nil
}

// All are the filters of the strategies, each once, in the order of their first
// strategies.
func (fs *Filters) All() (all []*filter.Filter) {
	for _, f := range fs.of {
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}
