package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/remora-bt/remora-bt/internal/nearest"
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

// CheckOwn refuses overrides of strategies that the study does not run, and those that
// say nothing.
func (s Study) CheckOwn() error {
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

// With is the study with the filter of an override, whose faults have no place in the
// study's file.
func (s Study) With(o Override) Study {
	s.Filter, s.FilterSet, s.files = o.Filter, o.FilterSet, nil
	return s
}
