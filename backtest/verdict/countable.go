package verdict

import (
	"cmp"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// family is what a cell shares with those that may not be counted beside it.
func (c *Comparison) family() string {
	return c.Strategy + "\x00" + c.Filter + "\x00" + strings.Join(c.Pairs, "\x00")
}

// countable are the valid cells that do not overlap.
func countable(cells []*Comparison, valid func(*Comparison) bool) (out []int) {
	families := map[string][]int{}
	var order []string
	for i, c := range cells {
		if !valid(c) {
			continue
		}
		f := c.family()
		if families[f] == nil {
			order = append(order, f)
		}
		families[f] = append(families[f], i)
	}
	for _, f := range order {
		out = append(out, longest(families[f], cells)...)
	}
	slices.Sort(out)
	return out
}

// longest solves weighted interval scheduling over the cells by end of period.
func longest(ids []int, cells []*Comparison) []int {
	slices.SortStableFunc(ids, func(a, b int) int { return cmp.Compare(cells[a].To, cells[b].To) })
	type choice struct {
		time  data.Instant
		cells []int
	}
	best := make([]choice, len(ids)+1)
	for n, i := range ids {
		before := n // cells that end before this one begins
		for before > 0 && cells[ids[before-1]].To >= cells[i].From {
			before--
		}
		with := choice{best[before].time + cells[i].To - cells[i].From, append(slices.Clone(best[before].cells), i)}
		best[n+1] = best[n]
		if with.time > best[n].time || with.time == best[n].time && len(with.cells) > len(best[n].cells) {
			best[n+1] = with
		}
	}
	return best[len(ids)].cells
}
