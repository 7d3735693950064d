package config

import (
	"errors"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// OpenFilter reads the files that the study's filter names. An error is of kind Usage
// for a filter or profile that cannot be, of kind Data for a file of its own.
func (s Study) OpenFilter() (*filter.Filter, error) {
	f, err := s.Open(new(filter.Cache))
	if err != nil {
		return nil, err
	}
	return f, s.NeedEngine(f)
}

func (s Study) Open(fs *filter.Cache) (*filter.Filter, error) {
	spec, err := filter.Parse(s.Filter, s.FilterSet...)
	if err != nil {
		return nil, fault.Misuse(s.Faults(err))
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
			return nil, fault.Misuse(s.Faults(fmt.Errorf("against %q: expected two filters to hold against each other, got %q and %q", s.Against, s.Filter, s.Against)))
		}
	}
	second := s
	second.Filter, second.FilterSet = s.Against, nil
	return second.OpenFilter()
}

// NeedEngine refuses keys that only some filter can use where the study has no such one.
func (s Study) NeedEngine(filters ...*filter.Filter) error {
	filtered := slices.ContainsFunc(filters, func(f *filter.Filter) bool { return f.Spec.Kind != filter.None })
	switch engine := slices.ContainsFunc(filters, (*filter.Filter).Engine); {
	case s.RiskPair != "" && !filtered:
		return fault.Misuse(errors.New("a risk pair needs a filter that judges pairs"))
	case s.Judging != "" && !engine:
		return fault.Misuse(s.Faults(fmt.Errorf("filter_timeframe %q: filter %q judges by no candles, only the engine does", s.Judging, s.Filter)))
	}
	return nil
}
