package draw

import (
	"fmt"
	"image/color"
	"strings"
)

// A Role is what a colour stands for.
type Role uint8

// The roles. Baseline and Filtered are the two arms and nothing else. Gain and Loss are
// for values above and below zero, for winning and losing trades. Blocked, Refilled and
// Both say what became of a trade, or why entries were refused.
const (
	Back Role = iota
	Text
	Muted
	Grid
	Axes
	Baseline
	Filtered
	Gain
	Loss
	Blocked
	Refilled
	Both
	Shade
	Score
	RegimeBull
	RegimeSideways
	RegimeBear
	RegimeChoppy
	RegimeHighVol
	RegimePanic
	PartVolatility
	PartRegime
	PartTrend
	PartMomentum
	PartExternal
	numRoles
)

var roleNames = [numRoles]string{
	"back", "text", "muted", "grid", "axes", "baseline", "filtered", "gain", "loss", "blocked", "refilled", "both", "shade", "score",
	"bull", "sideways", "bear", "choppy", "high-vol", "panic", "volatility", "regime", "trend", "momentum", "external",
}

// String is the role's name in classes of a page.
func (r Role) String() string { return roleNames[r] }

// A Theme is a set of colours.
type Theme struct {
	Name    string
	Width   float64 // of a chart, points; 540 if 0
	Type    float64 // size of texts in proportion to the usual one; 1 if 0
	Colours [numRoles]color.NRGBA
	lines   int // stretches of a line of which the extremes are drawn; 0 for all points
	classes bool
}

// The colours of the arms are those of Okabe and Ito (2008), Color Universal Design,
// which stay apart for every kind of colour blindness; so do green and pink for gain and
// loss (ColorBrewer's PiYG). Nothing else is blue or orange. Regimes get darker with risk
// in each of three hues: quiet, trendless or falling, wild.
var (
	Light = Theme{Name: "light", Colours: palette(
		"ffffff", "111827", "5b6472", "e5e7eb", "9ca3af", "d55e00", "0072b2", "3f8f3a", "c2377f", "7d5a2c", "1aa68f", "8d95a1", "8a94a3", "5b4696",
		"8fd0c4", "e3cfb4", "857312", "e4d265", "b79ae0", "4f1f86", "3c2a6e", "7860b4", "b9a8e2", "3f8f86", "a3cfc8")}
	Dark = Theme{Name: "dark", Colours: palette(
		"111827", "f3f4f6", "a3acb9", "2b3544", "6b7280", "f58a3c", "56b4e9", "7cc576", "f07ab5", "bfa06a", "2fc7b4", "7f8997", "8a94a3", "a894e8",
		"62b5a6", "b8a891", "9c8a2f", "e4d265", "c5aef0", "8a4fd0", "6b55b8", "9480d4", "c7b9ef", "4fa79d", "a3cfc8")}
	// Page is for charts inside a web page: colours are classes, to which CSS gives
	// those of the light and of the dark theme, and the page itself writes title, notes
	// and legend. Two stand side by side at 1280 pixels, so that a point is 1.4 of them
	// and no text is below 11.
	Page = Theme{Name: "page", Width: 400, Colours: Light.Colours, lines: 360, classes: true}
	// Phone is Page as narrow as a phone's screen, with a point of a pixel or more.
	Phone = Theme{Name: "phone", Width: 260, Type: 11.0 / labelSize, Colours: Light.Colours, lines: 120, classes: true}
)

func palette(hex ...string) (out [numRoles]color.NRGBA) {
	for i, h := range hex {
		c := color.NRGBA{A: 255}
		fmt.Sscanf(h, "%02x%02x%02x", &c.R, &c.G, &c.B)
		out[i] = c
	}
	return out
}

func (t *Theme) width() float64 {
	if t.Width > 0 {
		return t.Width
	}
	return 540
}

// size is a size of type, or a distance that goes with it, in the theme.
func (t *Theme) size(points float64) float64 {
	if t.Type > 0 {
		return t.Type * points
	}
	return points
}

// CSS is the style sheet of charts in the theme Page, each rule within the given
// selector: f-… classes fill, s-… classes stroke, b-… classes are the colour of HTML.
func (t Theme) CSS(within string) string {
	var b strings.Builder
	for r, c := range t.Colours {
		fmt.Fprintf(&b, "%[1]s .f-%[2]s{fill:%[3]s}%[1]s .s-%[2]s{stroke:%[3]s}%[1]s .b-%[2]s{color:%[3]s}\n", within, Role(r), hex(c))
	}
	return b.String()
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// An ink is a colour that remembers its role.
type ink struct {
	role  Role
	alpha float64
	color.NRGBA
}

func (t *Theme) ink(r Role, alpha float64) ink {
	k := ink{r, alpha, t.Colours[r]}
	k.A = uint8(float64(alpha*255) + 0.5)
	return k
}
