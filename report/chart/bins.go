package chart

import (
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// bins count values in bins of equal, round width of which one begins at 0.
type bins struct{ low, width float64 }

// binsFor are about n bins over all of the values.
func binsFor(n int, values ...[]float64) bins {
	low, high := math.Inf(1), math.Inf(-1)
	for _, vs := range values {
		for _, v := range vs {
			if draw.IsFinite(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low > high {
		return bins{0, 1}
	}
	if low == high {
		low, high = min(low, 0), max(high, 0)
	}
	w := draw.Nice((high - low) / float64(n))
	return bins{math.Floor(low/w) * w, w}
}

// count are the values in each bin as bars from 0, the lower edge of a bin belonging
// to it. Those from, but without, lower to upper only.
func (b bins) count(values []float64, lower, upper float64) []draw.Point {
	counts := map[int]float64{}
	for _, v := range values {
		if draw.IsFinite(v) && v >= lower && v < upper {
			counts[int(math.Floor((v-b.low)/b.width+1e-9))]++
		}
	}
	out := make([]draw.Point, 0, len(counts))
	for i, n := range counts {
		x := b.low + float64(float64(i)*b.width)
		out = append(out, draw.Point{X: x, X2: x + b.width, Y2: n})
	}
	slices.SortFunc(out, func(a, b draw.Point) int {
		if a.X < b.X {
			return -1
		}
		return 1
	})
	return out
}

// edges is the range of the bins.
func (b bins) edges(values ...[]float64) (low, high float64) {
	low, high = b.low, b.low+b.width
	for _, vs := range values {
		for _, v := range vs {
			for draw.IsFinite(v) && v >= high {
				high = b.low + float64(math.Floor((v-b.low)/b.width+1+1e-9)*b.width)
			}
		}
	}
	return low, high
}
