package study

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A test with holes as large as this says so beside its answers.
const (
	largeHoles = 7 * data.Day
	largeShare = 0.01 // of the candles
)

// Holes say of every pair whose candles lack so much that answers may rest on it how
// much that is.
func (h *History) Holes() (out []string) {
	p := h.Plan
	for i, pair := range p.Study.Pairs {
		for _, span := range p.Spans {
			t := h.Tapes(span, p.Specs[0].Startup)[i]
			where := pair
			if len(p.Spans) > 1 {
				where += " " + span.String()
			}
			missing := data.Instant(t.Filled) * data.Instant(p.Timeframe)
			if share := float64(t.Filled) / float64(t.Len()); missing >= data.Instant(largeHoles) || share >= largeShare {
				out = append(out, fmt.Sprintf("%s lacks candles of %.1f days (%.1f %%), taken as flat.", where, float64(missing)/float64(data.Day), 100*share))
			}
			if before, after := t.Short(); before >= largeHoles || after >= largeHoles {
				out = append(out, fmt.Sprintf("%s has candles from %s to %s alone.", where, max(t.First, t.Asked.From).Date(), t.Time(t.Len()-1).Date()))
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
