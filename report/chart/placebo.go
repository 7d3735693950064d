package chart

import "fmt"

// placebo draws the differences in profit that the mask makes at every other place
// in time, and where the observed one lies among them.
func placebo(in *Input) Chart {
	c := in.begin("Does the filter beat its own shifted masks?", "fixed stake")
	p := Panel{
		Label: "Number of shifts of the mask by whole days", Height: 150,
		X: Axis{Label: "Difference in profit to the baseline, " + in.money()}, Y: Axis{Zero: true, Whole: true},
	}
	c.Panels = []Panel{p}
	b := in.Placebo
	switch {
	case in.Filtered == nil:
		c.Missing = "There is no filter."
		return c
	case b == nil:
		c.Missing = "The filter was not compared with placebos."
		return c
	case len(b.Draws) == 0:
		c.Note = in.note("fixed stake", "the single placebos were not kept")
	}
	draws := binsFor(45, b.Draws, []float64{b.Observed})
	better := 1 - b.AsGood
	verdict := fmt.Sprintf("observed %s\u00a0%s: better than %s\u00a0%% of %s, p\u00a0=\u00a0%s",
		precise(b.Observed), in.Currency, number(100*better, 1), count(len(b.Draws), "placebo", "placebos"), number(b.P, 3))
	p.X.Min, p.X.Max = Axis{}.limits([]Layer{{Kind: Dots, Points: []Point{{X: b.Observed}, {X: draws.low}, {X: 0}, {X: b.BandLo}, {X: b.BandHi}}}, {Kind: Rects, Points: draws.count(b.Draws, minusInf, plusInf)}}, false)
	p.Layers = []Layer{
		{Kind: Rects, Name: "95 % of the placebos", Role: Shade, Alpha: 0.18, Points: []Point{full(b.BandLo, b.BandHi, 0)}},
		{Kind: Rects, Name: "placebos", Role: Shade, Alpha: 0.8, Points: gaps(draws.count(b.Draws, minusInf, plusInf))},
		{Kind: Rules, Name: "baseline", Role: Baseline, Width: 1, Dashed: true, Points: []Point{upright(0, "")}},
		{Kind: Rules, Name: "mean of the placebos", Role: Text, Width: 0.8, Dashed: true, Points: []Point{upright(b.Mean, "")}},
		{Kind: Rules, Name: "observed", Role: Filtered, Width: 1.8, Points: []Point{upright(b.Observed, "")}},
	}
	c.Finding = capital(verdict)
	c.Alt = c.Finding + fmt.Sprintf(". The placebos' mean is %s, 95 %% of them lie between %s and %s.", precise(b.Mean), precise(b.BandLo), precise(b.BandHi))
	c.Panels[0] = p
	return c
}

// gaps leaves a little air between bars.
func gaps(bars []Point) []Point {
	for i := range bars {
		w := bars[i].X2 - bars[i].X
		bars[i].X += 0.06 * w
		bars[i].X2 -= 0.06 * w
	}
	return bars
}
