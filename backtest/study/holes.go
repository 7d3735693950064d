package study

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A test with holes as large as this says so beside its answers.
const (
	largeHoles = 7 * data.Day
	largeShare = 0.01 // of the tested candles
)

// Holes say of every pair whose tested candles lack so much that answers may rest on it
// how much that is; what warm-up lacks is not counted.
func (h *History) Holes() (out []string) {
	p := h.Plan
	for i, pair := range p.Study.Pairs {
		for _, span := range p.Spans {
			t := h.Tapes(span, p.Specs[0].Startup)[i]
			where := pair
			if len(p.Spans) > 1 {
				where += " " + span.String()
			}
			filled := t.Filled - t.Early
			missing := data.Timeframe(filled) * p.Timeframe
			if share := float64(filled) / float64(t.Len()-t.Warm); missing >= largeHoles || share >= largeShare {
				what := plural.Of(filled, "candle", "candles")
				if missing >= data.Day {
					what = fmt.Sprintf("candles of %.1f days", float64(missing)/float64(data.Day))
				}
				out = append(out, fmt.Sprintf("%s lacks %s (%.1f %%), taken as flat.", where, what, 100*share))
			}
			for _, none := range t.Outside(largeHoles) {
				out = append(out, where+" "+none+".")
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
