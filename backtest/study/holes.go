package study

import (
	"slices"

	"github.com/remora-bt/remora-bt/signals/filter"
)

// Holes say of every pair whose tested candles lack so much that answers may rest on it
// how much that is.
func (h *History) Holes() (out []string) {
	p := h.Plan
	for i, pair := range p.Study.Pairs {
		for _, span := range p.Spans {
			where := pair
			if len(p.Spans) > 1 {
				where += " " + span.String()
			}
			for _, hole := range h.Tapes(span, p.Specs[0].Startup)[i].Holes() {
				out = append(out, where+" "+hole+".")
			}
		}
	}
	return out
}

// Blind reports whether the engine judged without context and a cell's inputs are mostly
// missing.
func (r *Result) Blind() bool {
	return r.Found == nil && slices.ContainsFunc(r.Filters.All(), (*filter.Filter).Engine) && slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Comparison != nil && c.Comparison.Health.Coverage.Missing() })
}
