package chart

import (
	"fmt"
	"image/color"
	"strings"
)

// A Role is what a colour stands for.
type Role uint8

// The roles. Gain and Loss are for values above and below zero.
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
	Shade
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
	"back", "text", "muted", "grid", "axes", "baseline", "filtered", "gain", "loss", "blocked", "refilled", "shade",
	"bull", "sideways", "bear", "choppy", "high-vol", "panic", "volatility", "regime", "trend", "momentum", "external",
}

// String is the role's name in classes of a page.
func (r Role) String() string { return roleNames[r] }

// A Theme is a set of colours.
type Theme struct {
	Name    string
	Width   float64 // of a chart, points; 540 if 0
	Colours [numRoles]color.NRGBA
	classes bool
}

// The colours of the arms, of gain and loss and of the parts are those of Okabe and
// Ito (2008), Color Universal Design, which stay apart for every kind of colour
// blindness; the dark theme has lighter ones. Regimes run from blue to red by risk.
var (
	Light = Theme{Name: "light", Colours: palette(
		"ffffff", "111827", "5b6472", "e5e7eb", "9ca3af", "d55e00", "0072b2", "0072b2", "d55e00", "b0559a", "009e73", "8a94a3",
		"4575b4", "91bfdb", "e8dc8c", "fdb863", "e8743b", "a50f15", "0072b2", "56b4e9", "009e73", "e69f00", "cc79a7")}
	Dark = Theme{Name: "dark", Colours: palette(
		"111827", "f3f4f6", "a3acb9", "2b3544", "6b7280", "f58a3c", "56b4e9", "56b4e9", "f58a3c", "e296cc", "2fc79a", "8a94a3",
		"4d8fd6", "8fc1e0", "cfc47a", "e0a04e", "e0713a", "c81e2c", "3b97d8", "8fd0f5", "2fc79a", "f0b942", "dd9cc2")}
	// Page is for charts inside a web page: colours are classes, to which CSS gives
	// those of the light and of the dark theme. Two stand side by side at 1280 pixels,
	// so that a point is 1.4 of them and no text is below 11.
	Page = Theme{Name: "page", Width: 400, Colours: Light.Colours, classes: true}
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

// CSS is the style sheet of charts in the theme Page, each rule within the given
// selector: f-… classes fill, s-… classes stroke.
func (t Theme) CSS(within string) string {
	var b strings.Builder
	for r, c := range t.Colours {
		fmt.Fprintf(&b, "%s .f-%s{fill:%s}%s .s-%s{stroke:%s}\n", within, Role(r), hex(c), within, Role(r), hex(c))
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
