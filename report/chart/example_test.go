package chart_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/chart"
)

// A chart is a value: its bars can be read without a picture.
func ExampleWaterfall() {
	c := chart.Waterfall("waterfall", "RSIEMA on BTC/USDT", "USDT", &chart.Step{Delta: 498.7, Less: 605.3, Choosing: -106.6})
	fmt.Println(c.Title)
	p := c.Panels[0]
	labels := p.Layers[len(p.Layers)-1]
	for i, at := range labels.Points {
		fmt.Println(p.X.Names[i], at.Text)
	}
	// Output:
	// Where the difference in profit comes from
	// trading less +605.30
	// choosing −106.60
	// delta +498.70
}
