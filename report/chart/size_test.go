package chart_test

import (
	"bytes"
	"regexp"
	"strconv"
	"testing"

	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

var fontSize = regexp.MustCompile(`font-size="([0-9.]+)"`)

// No text of a page's chart is below 11 pixels where two charts stand side by side on a
// screen of 1280: 577 pixels each.
func TestTextIsLargeEnough(t *testing.T) {
	const scale = 577.0 / 400
	in := demo(t, "MACDCross")
	for _, c := range append(chart.All(in), chart.ByRegime([]chart.Input{in, demo(t, "RSIEMA")})) {
		var b bytes.Buffer
		if err := c.SVG(draw.Page, &b); err != nil {
			t.Fatal(err)
		}
		for _, m := range fontSize.FindAllStringSubmatch(b.String(), -1) {
			if size, err := strconv.ParseFloat(m[1], 64); err != nil || size*scale < 11 {
				t.Errorf("%s: a text of %.1f pixels", c.Name, size*scale)
			}
		}
	}
}
