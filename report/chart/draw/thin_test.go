package draw_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// wander is a random walk with uneven steps in X, some of none.
func wander(rng *rand.Rand, n int) []draw.Point {
	out := make([]draw.Point, n)
	for i := 1; i < n; i++ {
		out[i].X = out[i-1].X + max(0, rng.Float64()-0.2)
		out[i].Y = out[i-1].Y + rng.NormFloat64()
	}
	return out
}

// extremes are the least and the greatest of the points of each stretch that has
// any, by the definition.
func extremes(points []draw.Point, n int) (low, high map[int]float64) {
	low, high = map[int]float64{}, map[int]float64{}
	first, last := points[0].X, points[len(points)-1].X
	for _, p := range points {
		k := min(int((p.X-first)/(last-first)*float64(n)), n-1)
		if v, ok := low[k]; !ok || p.Y < v {
			low[k] = p.Y
		}
		if v, ok := high[k]; !ok || p.Y > v {
			high[k] = p.Y
		}
	}
	return low, high
}

// Thinning keeps the least and the greatest of every stretch, the first and the last
// of all, makes nothing up, keeps the order and is short.
func TestThinKeepsExtremes(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{2, 3, 50, 1441, 5000, 30_001} {
		for _, n := range []int{1, 2, 7, 720} {
			points := wander(rng, size)
			points[rng.IntN(size)].Y = -1e6
			points[rng.IntN(size)].Y = 1e6
			got := draw.Thin(points, n)
			if len(got) > max(2*n+2, 0) && len(got) > 2*n+2 {
				t.Errorf("Thin(%d points, %d) has %d points", size, n, len(got))
			}
			if got[0] != points[0] || got[len(got)-1] != points[size-1] {
				t.Errorf("Thin(%d points, %d) loses the first or the last", size, n)
			}
			low, high := extremes(points, n)
			gotLow, gotHigh := extremes(got, n)
			for k := range low {
				if gotLow[k] != low[k] || gotHigh[k] != high[k] {
					t.Fatalf("Thin(%d points, %d): stretch %d spans %v to %v, want %v to %v", size, n, k, gotLow[k], gotHigh[k], low[k], high[k])
				}
			}
			from := 0
			for _, p := range got {
				k := slices.Index(points[from:], p)
				if k < 0 {
					t.Fatalf("Thin(%d points, %d): point %v is not of the series, or out of order", size, n, p)
				}
				from += k
			}
		}
	}
}

func TestThinLeavesShortSeries(t *testing.T) {
	for _, points := range [][]draw.Point{nil, {}, {{X: 1, Y: 2}}, wander(rand.New(rand.NewPCG(3, 4)), 100)} {
		if got := draw.Thin(points, 50); !slices.Equal(got, points) {
			t.Errorf("Thin of %d points has %d", len(points), len(got))
		}
	}
	same := slices.Repeat([]draw.Point{{X: 5, Y: math.Pi}}, 100)
	if got := draw.Thin(same, 2); len(got) != 100 {
		t.Errorf("Thin of points on one place has %d points, want all 100", len(got))
	}
}
