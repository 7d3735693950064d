package gate

import (
	"fmt"
	"maps"
	"slices"

	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A cell is a strategy on some pairs and a range, with the arms that it has.
type cell struct {
	key  runfolder.Key // without arm
	arms map[string]*runfolder.Run
}

func (c *cell) any() *runfolder.Run {
	if r := c.arms["filtered"]; r != nil {
		return r
	}
	if r := c.arms["baseline"]; r != nil {
		return r
	}
	if names := slices.Sorted(maps.Keys(c.arms)); len(names) > 0 {
		return c.arms[names[0]]
	}
	return nil
}

// cells are those that a selector means. A name that no run has is a fault.
func (r *resolver) cells(w Selector) ([]cell, *RuleFault) {
	var strategies, pairs, ranges []string
	var out []cell
	for _, run := range r.run.Runs {
		strategies, pairs, ranges = append(strategies, run.Strategy), append(pairs, run.PairList...), append(ranges, run.TimeRange)
		i := slices.IndexFunc(out, func(c cell) bool { return c.key == run.Cell() })
		if i < 0 {
			out = append(out, cell{run.Cell(), map[string]*runfolder.Run{}})
			i = len(out) - 1
		}
		out[i].arms[run.Arm] = run
	}
	for _, s := range []struct {
		key          string
		wanted, have []string
	}{{"strategy", w.Strategies, strategies}, {"pair", w.Pairs, pairs}, {"timerange", w.TimeRanges, ranges}} {
		for _, name := range s.wanted {
			if !slices.Contains(s.have, name) {
				return nil, &RuleFault{Key: s.key, What: fmt.Sprintf("%s %q is not in the run", s.key, name), Near: nearest.Of(name, s.have)}
			}
		}
	}
	out = slices.DeleteFunc(out, func(c cell) bool {
		return len(w.Strategies) > 0 && !slices.Contains(w.Strategies, c.key.Strategy) ||
			len(w.TimeRanges) > 0 && !slices.Contains(w.TimeRanges, c.key.TimeRange) ||
			len(w.Pairs) > 0 && !slices.ContainsFunc(w.Pairs, func(p string) bool { return slices.Contains(c.any().PairList, p) })
	})
	if len(out) == 0 {
		return nil, &RuleFault{Key: "check", What: "the rule applies to no run: no strategy has these pairs and this timerange"}
	}
	return out, nil
}

// arms are those of a cell that a rule is about; a figure of the cell as a whole has
// none.
func (r *resolver) arms(c *cell, src *source, wanted []string) []string {
	switch {
	case src.ofCell:
		return []string{""}
	case len(wanted) > 0:
		return wanted
	default:
		return []string{c.any().Arm}
	}
}

// pairsOf are the pairs of a cell that are judged by themselves: those that are
// named, if the cell has others too.
func pairsOf(c *cell, src *source, wanted []string) []string {
	list := c.any().PairList
	if len(wanted) == 0 || src.ofCell || len(list) == 1 {
		return []string{""}
	}
	var out []string
	for _, p := range list {
		if slices.Contains(wanted, p) {
			out = append(out, p)
		}
	}
	return out
}
