package draw

import (
	"math"
	"strings"

	"gonum.org/v1/plot"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// Limits is the range of an axis: as given, else that of the layers with a little
// air, never empty.
func (a Axis) Limits(layers []Layer, vertical bool) (low, high float64) {
	if a.Min < a.Max && (a.Scale != Log || a.Min > 0) {
		return a.Min, a.Max
	}
	if a.Scale == Names {
		return -0.5, float64(max(1, len(a.Names))) - 0.5
	}
	low, high = math.Inf(1), math.Inf(-1)
	for _, l := range layers {
		for _, p := range l.Points {
			for _, v := range p.along(l.Kind, vertical) {
				if math.Abs(v) < 1e300 && (a.Scale != Log || v > 0) {
					low, high = min(low, v), max(high, v)
				}
			}
		}
	}
	if a.Zero && low > high {
		return 0, 1
	}
	if a.Zero {
		low, high = min(low, 0), max(high, 0)
	}
	switch {
	case low > high && a.Scale == Log:
		return 1, 10
	case low > high:
		return 0, 1
	case a.Scale == Log:
		return low / 1.05, high * 1.05
	case low == high:
		air := max(math.Abs(low)*0.05, 1)
		return low - air, high + air
	}
	air := float64(0.04 * (high - low))
	if low != 0 || !a.Zero {
		low -= air
	}
	if high != 0 || !a.Zero {
		high += air
	}
	return low, high
}

// along are a point's coordinates in one direction.
func (p Point) along(k Kind, vertical bool) []float64 {
	switch {
	case k == Line || k == Dots || k == Labels || k == Rules:
		if vertical {
			return []float64{p.Y}
		}
		return []float64{p.X}
	case vertical:
		return []float64{p.Y, p.Y2}
	case k == Area || k == Whiskers && p.Y2 != p.Y:
		return []float64{p.X}
	default:
		return []float64{p.X, p.X2}
	}
}

// ticks are the labelled places of an axis, about n of them where they may be chosen.
// Names are broken to a width.
func (a Axis) ticks(low, high, n, width float64, t *Theme) []plot.Tick {
	switch {
	case a.Scale == Blank || a.raised > 0:
		return nil
	case a.Scale == Names:
		out := make([]plot.Tick, len(a.Names))
		lines := 1
		if width < t.width()/4 {
			lines = 2
			if t.narrow() {
				lines = 3
			}
		}
		for i, n := range a.Names {
			out[i] = plot.Tick{Value: float64(i), Label: strings.Join(wrap(t.plain(labelSize), n, width, lines), "\n")}
		}
		return out
	case a.Scale == Time:
		return calendar(low, high, max(2, int(n)))
	case a.Scale == Log:
		return powers(low, high, max(2, int(n)))
	default:
		if a.Until != 0 {
			n *= max(0.1, (a.Until-low)/(high-low))
			high = a.Until
		}
		least := 0.0
		if a.Whole {
			least = 1
		}
		return steps(low, high, max(3, int(n)), least)
	}
}

// steps are about n multiples of 1, 2 or 5 times a power of ten, at least so far apart. A
// single one would not tell the scale: then they are closer.
func steps(low, high float64, n int, least float64) []plot.Tick {
	step := Nice(max(least, (high-low)/float64(n)))
	for more := n + 1; step > least && more <= 4*n && math.Floor(high/step+1e-9) <= math.Ceil(low/step-1e-9); more++ {
		step = Nice(max(least, (high-low)/float64(more)))
	}
	decimals := max(0, -portable.Decade(step*(1+1e-9)))
	var out []plot.Tick
	for i := math.Ceil(low/step - 1e-9); i <= high/step+1e-9 && len(out) < 50; i++ {
		v := i * step
		out = append(out, plot.Tick{Value: v, Label: Number(v, decimals)})
	}
	return out
}

// Nice is the least of 1, 2, 5, 10, … times a power of ten that is at least v.
func Nice(v float64) float64 {
	if !(v > 0) || math.IsInf(v, 0) {
		return 1
	}
	unit := math.Pow10(portable.Decade(v))
	for _, m := range []float64{1, 2, 5} {
		if v <= m*unit*(1+1e-9) {
			return m * unit
		}
	}
	return 10 * unit
}

// powers are round numbers on a logarithmic scale: 1, 2, 5 of each power of ten if
// that gives no more than n, else 1, else the multiples of a step where the range is
// narrow.
func powers(low, high float64, n int) []plot.Tick {
	for _, of := range [][]float64{{1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 5}, {1, 3}, {1}} {
		var out []plot.Tick
		for e := portable.Decade(low); e <= portable.Decade(high); e++ {
			for _, m := range of {
				if v := m * math.Pow10(e); v >= low && v <= high {
					out = append(out, plot.Tick{Value: v, Label: Number(v, max(0, -e))})
				}
			}
		}
		if len(out) <= n && len(out) >= 2 {
			return out
		}
		if len(out) < 2 {
			break
		}
	}
	return steps(low, high, min(n, 5), 0)
}

// logarithm is plot.LogScale that takes what is not above 0 for the lower end.
type logarithm struct{}

// Normalize maps x from low to high to 0 to 1.
func (logarithm) Normalize(low, high, x float64) float64 {
	return (portable.Log(max(x, low)) - portable.Log(low)) / (portable.Log(high) - portable.Log(low))
}
