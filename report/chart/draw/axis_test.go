package draw_test

import (
	"bytes"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

var texts = regexp.MustCompile(`<text[^>]*>([^<]*)</text>`)

// labels are the texts of a chart with one panel.
func labels(t *testing.T, p draw.Panel) string {
	t.Helper()
	p.Height = 120
	var b bytes.Buffer
	if err := (draw.Chart{Panels: []draw.Panel{p}}).SVG(draw.Light, &b); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range texts.FindAllStringSubmatch(b.String(), -1) {
		if m[1] != " " {
			out = append(out, m[1])
		}
	}
	return strings.Join(out, " ")
}

func TestCalendar(t *testing.T) {
	tests := []struct {
		name     string
		from, to data.Instant
		want     string
	}{
		{"six years", data.Date(2020, 1, 1), data.Date(2026, 1, 1), "2020 2021 2022 2023 2024 2025 2026"},
		{"two years", data.Date(2023, 1, 1), data.Date(2025, 1, 1), "Jan 2023 Apr Jul Oct Jan 2024 Apr Jul Oct Jan 2025"},
		{"a year from March", data.Date(2022, 3, 15), data.Date(2023, 3, 15), "May 2022 Jul Sep Nov Jan 2023 Mar"},
		{"two months", data.Date(2022, 12, 1), data.Date(2023, 2, 1), "5 Dec 2022 12 Dec 19 Dec 26 Dec 2 Jan 2023 9 Jan 16 Jan 23 Jan 30 Jan"},
		{"three weeks", data.Date(2024, 2, 20), data.Date(2024, 3, 12), "26 Feb 2024 4 Mar 11 Mar"},
		{"ten days over a leap day", data.Date(2024, 2, 26), data.Date(2024, 3, 6), "26 Feb 2024 27 Feb 28 Feb 29 Feb 1 Mar 2 Mar 3 Mar 4 Mar 5 Mar 6 Mar"},
		{"a day", data.Date(2024, 1, 1), data.Date(2024, 1, 2), "00:00 1 Jan 03:00 06:00 09:00 12:00 15:00 18:00 21:00 00:00 2 Jan"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := draw.Axis{Scale: draw.Time, Min: float64(tt.from), Max: float64(tt.to)}
			if got := labels(t, draw.Panel{X: x, Y: draw.Axis{Scale: draw.Blank}}); got != tt.want {
				t.Errorf("labels = %q,\nwant %q", got, tt.want)
			}
		})
	}
}

func TestSteps(t *testing.T) {
	tests := []struct {
		name string
		y    draw.Axis
		want string
	}{
		{"unit", draw.Axis{Min: 0, Max: 1}, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{"signs", draw.Axis{Min: -1200, Max: 800}, "−1,000 −500 0 500"},
		{"small", draw.Axis{Min: 0.00101, Max: 0.00149}, "0.0011 0.0012 0.0013 0.0014"},
		{"counts", draw.Axis{Min: 0, Max: 2, Whole: true}, "0 1 2"},
		{"decades", draw.Axis{Scale: draw.Log, Min: 3, Max: 70_000}, "10 100 1,000 10,000"},
		{"one decade", draw.Axis{Scale: draw.Log, Min: 9_000, Max: 61_000}, "10,000 20,000 50,000"},
		{"no range", draw.Axis{}, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{"names", draw.Axis{Scale: draw.Names, Names: []string{"b", "a"}}, "b a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := labels(t, draw.Panel{X: draw.Axis{Scale: draw.Blank}, Y: tt.y}); got != tt.want {
				t.Errorf("labels = %q,\nwant %q", got, tt.want)
			}
		})
	}
}

// A low panel has more than one label: one alone does not tell the scale. Whole numbers stay
// whole.
func TestLowPanelTellsItsScale(t *testing.T) {
	for want, y := range map[string]draw.Axis{
		"−0.4 −0.2 0.0 0.2 0.4": {Min: -0.45, Max: 0.45},
		"0":                     {Min: -0.45, Max: 0.45, Whole: true},
	} {
		if got := labels(t, draw.Panel{Height: 50, X: draw.Axis{Scale: draw.Blank}, Y: y}); got != want {
			t.Errorf("labels = %q, want %q", got, want)
		}
	}
}

// Points that are none, far apart or alike leave an axis that can be drawn.
func TestStrangeRanges(t *testing.T) {
	for _, values := range [][]float64{
		nil, {0}, {5}, {-1e300, 1e300}, {1e-300, 2e-300}, {math.NaN(), math.Inf(1), math.Inf(-1)}, {7, 7, 7}, {1e15, 1e15 + 1},
	} {
		for _, scale := range []draw.Scale{draw.Linear, draw.Log, draw.Time, draw.Names, draw.Blank} {
			for kind := draw.Line; kind <= draw.Labels; kind++ {
				l := draw.Layer{Kind: kind, Name: "x"}
				for _, v := range values {
					l.Points = append(l.Points, draw.Point{X: v, Y: v, X2: v, Y2: v, Text: "t"})
				}
				p := draw.Panel{X: draw.Axis{Scale: scale}, Y: draw.Axis{Scale: scale}, Layers: []draw.Layer{l}}
				if got := labels(t, p); strings.Contains(got, "NaN") || strings.Contains(got, "Inf") {
					t.Errorf("values %v, scale %d, kind %d: labels %q", values, scale, kind, got)
				}
			}
		}
	}
}
