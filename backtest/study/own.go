package study

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// Own are the strategies of a study that have a filter of their own, by the names that
// strategy_list gives them.
type Own map[string]Override

// An Override is a strategy's own filter, or settings of its own on top of the study's
// filter and settings. A filter of its own begins without the study's settings.
type Override struct {
	Filter    string   `yaml:"filter,omitempty" json:"filter,omitempty"`
	FilterSet []string `yaml:"filter_set,omitempty" json:"filter_set,omitempty"`
}

// checkOwn refuses overrides of strategies that the study does not run, and those that
// say nothing.
func (s Study) checkOwn() error {
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(s.Own)) {
		o := s.Own[name]
		switch near := nearest.Of(name, s.Strategies); {
		case slices.Contains(s.Strategies, name) && o.Filter == "" && len(o.FilterSet) == 0:
			faults = append(faults, fmt.Errorf("strategies: %s has neither a filter nor a filter_set of its own", name))
		case slices.Contains(s.Strategies, name):
		case near != "":
			faults = append(faults, fmt.Errorf("strategies: %q is not in strategy_list; did you mean %s?", name, near))
		default:
			faults = append(faults, fmt.Errorf("strategies: %q is not in strategy_list", name))
		}
	}
	return errors.Join(faults...)
}

// Filters are those of the strategies of a plan.
type Filters struct {
	Main *filter.Filter // of strategies without one of their own
	of   []*filter.Filter
	said []Override   // what the study says of each
	open filter.Cache // opens files and replays profiles once
}

// OpenFilters reads the files that the filters of the study name, as OpenFilter does.
func (p *Plan) OpenFilters() (*Filters, error) {
	s := p.Study
	fs := &Filters{of: make([]*filter.Filter, len(p.Specs)), said: make([]Override, len(p.Specs))}
	var err error
	if fs.Main, err = s.open(&fs.open); err != nil {
		return nil, err
	}
	for i := range fs.of {
		fs.of[i], fs.said[i] = fs.Main, Override{s.Filter, s.FilterSet}
	}
	var errs []error
	for i, name := range s.Strategies {
		o, ok := s.Own[name]
		if !ok {
			continue
		}
		if o.Filter == "" {
			o = Override{s.Filter, slices.Concat(s.FilterSet, o.FilterSet)}
		}
		own := s
		own.Filter, own.FilterSet, own.files = o.Filter, o.FilterSet, nil
		if fs.of[i], err = own.open(&fs.open); err != nil {
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
	return fs, s.needEngine(fs.All()...)
}

// whole refuses what no comparison of all strategies can hold: some without a filter
// beside others with one, and filters of their own against a second one.
func (fs *Filters) whole(s Study) error {
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
