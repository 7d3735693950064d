package draw_test

import (
	"image/color"
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// apart is how different two colours look: the weighted distance of Compuphase, 0 to 765.
func apart(a, b color.NRGBA) float64 {
	red := (float64(a.R) + float64(b.R)) / 2
	r, g, bl := float64(a.R)-float64(b.R), float64(a.G)-float64(b.G), float64(a.B)-float64(b.B)
	return math.Sqrt((2+red/256)*r*r + 4*g*g + (2+(255-red)/256)*bl*bl)
}

func light(c color.NRGBA) float64 {
	return 0.2126*float64(c.R) + 0.7152*float64(c.G) + 0.0722*float64(c.B)
}

// The arms have colours that nothing else comes near, and neither do the marks that stand
// beside each other in a chart.
func TestColoursAreApart(t *testing.T) {
	for _, th := range []draw.Theme{draw.Light, draw.Dark} {
		least := func(a, b draw.Role, want float64) {
			if d := apart(th.Colours[a], th.Colours[b]); d < want {
				t.Errorf("%s: %s and %s are %.0f apart, want %.0f", th.Name, a, b, d, want)
			}
		}
		for r := range draw.Role(len(th.Colours)) {
			if r != draw.Baseline {
				least(draw.Baseline, r, 110)
			}
			if r != draw.Filtered {
				least(draw.Filtered, r, 110)
			}
		}
		for _, group := range [][]draw.Role{
			{draw.Gain, draw.Loss, draw.Back},
			{draw.Both, draw.Refilled, draw.Blocked, draw.Back},
			{draw.RegimeBull, draw.RegimeSideways, draw.RegimeBear, draw.RegimeChoppy, draw.RegimeHighVol, draw.RegimePanic},
			{draw.PartVolatility, draw.PartRegime, draw.PartTrend, draw.PartMomentum, draw.PartExternal},
		} {
			for i, a := range group {
				for _, b := range group[:i] {
					least(a, b, 70)
				}
			}
		}
		if bear, choppy := light(th.Colours[draw.RegimeBear]), light(th.Colours[draw.RegimeChoppy]); bear > choppy-40 {
			t.Errorf("%s: bear is not darker than choppy: %.0f and %.0f", th.Name, bear, choppy)
		}
	}
}
