package lookahead_test

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/signals/lookahead"
)

// A reader that knows the tape's highest close beforehand is found out.
func ExampleExamine() {
	c := synthetic.Default()
	c.From, c.To = data.Date(2024, 1, 1), data.Date(2024, 1, 8)
	tape, _ := data.NewTape(synthetic.Candles(c, "BTC/USDT"), data.TimeRange{}, 0)

	honest := lookahead.Streaming("highest so far", func(*data.Tape) func(*data.Bar) float64 {
		var most float64
		return func(b *data.Bar) float64 { most = max(most, b.Close); return most }
	})
	cheat := lookahead.Streaming("share of the highest", func(t *data.Tape) func(*data.Bar) float64 {
		var most float64
		for _, x := range t.Closes() {
			most = max(most, x)
		}
		return func(b *data.Bar) float64 { return b.Close / most }
	})
	cuts := lookahead.Cuts(5, 100, tape.Len(), 1)
	found, err := lookahead.Examine(context.Background(), []lookahead.Component{honest, cheat}, tape, cuts)
	fmt.Println(len(cuts), "cuts,", err)
	for _, f := range found {
		fmt.Printf("%s: %d of %d cuts change what was said before\n", f.Component, f.Biased, f.Cuts)
	}
	// Output:
	// 5 cuts, <nil>
	// highest so far: 0 of 2026 cuts change what was said before
	// share of the highest: 2023 of 2026 cuts change what was said before
}
