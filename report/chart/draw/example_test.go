package draw_test

import (
	"bytes"
	"fmt"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// A chart in data coordinates becomes a picture in a theme.
func ExampleChart_SVG() {
	c := draw.Chart{
		Name: "equity", Title: "Equity", Alt: "equity falls from 1,000 to 990 USDT",
		Panels: []draw.Panel{{
			Label: "USDT", Height: 120,
			Layers: []draw.Layer{{Kind: draw.Line, Name: "baseline", Role: draw.Baseline, Points: []draw.Point{{X: 1, Y: 1000}, {X: 2, Y: 1004}, {X: 3, Y: 990}}}},
		}},
	}
	var b bytes.Buffer
	if err := c.SVG(draw.Light, &b); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4s\n", b.String())
	fmt.Println(bytes.Contains(b.Bytes(), []byte(c.Alt)))
	fmt.Println(draw.Signed(-10, 2), draw.Whole(32896))
	// Output:
	// <svg
	// true
	// −10.00 32,896
}
