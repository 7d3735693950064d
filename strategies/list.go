package strategies

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/internal/nearest"
)

// All returns every strategy. A caller may change what it gets.
func All() []Spec {
	specs := []Spec{nfiQuickstart, macdCross, rsiEMA, bollingerBreakout}
	for i := range specs {
		specs[i].ROI = slices.Clone(specs[i].ROI)
	}
	return specs
}

// Find returns the strategy of a name, with or without the suffix "Strategy" that
// freqtrade's classes carry. Letter case counts only between names that differ in
// nothing else. The error says which names are near.
func Find(name string) (Spec, error) {
	specs := All()
	for _, equal := range []func(a, b string) bool{
		func(a, b string) bool { return a == b },
		strings.EqualFold,
	} {
		for _, s := range specs {
			if equal(s.Name, name) || equal(s.Name+"Strategy", name) {
				return s, nil
			}
		}
	}
	if near := namesNear(name, specs); len(near) > 0 {
		return Spec{}, fmt.Errorf("unknown strategy %q; did you mean %s?", name, strings.Join(near, " or "))
	}
	return Spec{}, fmt.Errorf("unknown strategy %q; known are %s", name, strings.Join(names(specs), ", "))
}

func names(specs []Spec) []string {
	var all []string
	for _, s := range specs {
		all = append(all, s.Name)
	}
	return all
}

// namesNear returns the names with the fewest edits from name, at most a third of
// its letters, or else those that contain it.
func namesNear(name string, specs []Spec) []string {
	name = strings.ToLower(name)
	best := len(name) / 3
	var near, around []string
	for _, s := range specs {
		known := strings.ToLower(s.Name)
		switch d := min(nearest.Edits(name, known), nearest.Edits(name, known+"strategy")); {
		case d < best:
			best, near = d, []string{s.Name}
		case d == best && d > 0:
			near = append(near, s.Name)
		}
		if name != "" && strings.Contains(known, name) {
			around = append(around, s.Name)
		}
	}
	if len(near) == 0 {
		return around
	}
	return near
}
