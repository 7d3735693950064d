package verdict

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Counted is a counted cell as the headline needs it.
type Counted struct {
	*Subject
	*Evidence
	Span string // cells of one span share it
}

// Headline tests all counted cells together: z added at the shifts that all have in
// common, tail days of the joined book. Masks of another period than the first
// cell's are left out of it and named. It is nil if there is no cell.
func Headline(ctx context.Context, cells []Counted) (*Evidence, []string, error) {
	if len(cells) == 0 {
		return nil, nil, nil
	}
	first := cells[0].Subject
	var subjects []*Subject
	var notes []string
	var independent *float64
	longest, shortest := 0, math.MaxInt
	spans := map[string]bool{}
	for _, c := range cells {
		if c.Subject.Period != first.Period {
			notes = append(notes, c.Subject.Books[0].Spec.Name+": its mask has another period and is left out.")
			continue
		}
		subjects = append(subjects, c.Subject)
		// The longest span has the most room; of its cells the one with the fewest tells.
		n, days := c.Subject.Independent, c.Subject.Lanes.Days()
		spans[c.Span], shortest = true, min(shortest, days)
		if independent == nil || days > longest || days == longest && at(n, 0) < at(independent, 0) {
			independent, longest = n, days
		}
	}
	o, err := Panel(subjects...).Run(ctx)
	if err != nil {
		return nil, nil, err
	}
	e := &Evidence{Outcome: o, Cut: o.Beyond(first.Seed), Stake: first.Books[0].Stake, Period: first.Period, Independent: independent, Days: longest}
	switch {
	case len(spans) > 1 && longest-shortest <= 2: // a leap day, and trades that end on the day after
		e.Whose = "Each period's"
	case len(spans) > 1:
		e.Whose = "The longest period's"
	}
	for _, c := range cells {
		e.Doubts = append(e.Doubts, c.Evidence.Doubts...)
	}
	for _, s := range subjects {
		e.Partly = e.Partly || s.Partly
	}
	return e, notes, nil
}

// Adjust corrects the p-values of counted cells for their number: step-down maxT
// among the cells of one span, whose placebos are common, and Holm between spans.
// In ascending order of the former a p is multiplied by the number of spans that
// still have a cell to come, which is Holm's method if every span has one.
func Adjust(cells []Counted) []Adjusted {
	out := make([]Adjusted, len(cells))
	for _, k := range []int{shift.Profit, shift.Worst} {
		for _, side := range []float64{+1, -1} {
			for i, p := range adjust(cells, k, side) {
				if side > 0 {
					out[i].P[k] = p
				} else {
					out[i].PWorse[k] = p
				}
			}
		}
	}
	return out
}

func adjust(cells []Counted, k int, side float64) []float64 {
	spans := map[string][]int{}
	var order []string
	for i, c := range cells {
		if spans[c.Span] == nil {
			order = append(order, c.Span)
		}
		spans[c.Span] = append(spans[c.Span], i)
	}
	within := make([]float64, len(cells))
	left := map[string]int{}
	for _, name := range order {
		ids := spans[name]
		left[name] = len(ids)
		observed, placebos := make([]float64, len(ids)), make([][]float64, len(ids))
		for j, i := range ids {
			t := &cells[i].Outcome.Test[k]
			observed[j] = side * t.T
			placebos[j] = make([]float64, len(t.Shifted))
			for s, x := range t.Shifted {
				placebos[j][s] = side * x
			}
		}
		adjusted, ok := stats.StepDownMaxT(observed, placebos)
		for j, i := range ids {
			within[i] = 1
			if ok {
				within[i] = adjusted[j]
			}
		}
	}
	byP := make([]int, len(cells))
	for i := range byP {
		byP[i] = i
	}
	slices.SortStableFunc(byP, func(a, b int) int { return cmp.Compare(within[a], within[b]) })
	out := make([]float64, len(cells))
	worst := 0.0
	for _, i := range byP {
		worst = max(worst, math.Min(1, float64(len(left))*within[i]))
		out[i] = worst
		if left[cells[i].Span]--; left[cells[i].Span] == 0 {
			delete(left, cells[i].Span)
		}
	}
	return out
}

// Undecidable reports whether so many cells are looked at that no single one could
// be significant at so many placebos.
func Undecidable(cells, placebos int) bool { return float64(cells) > Alpha*float64(1+placebos) }
