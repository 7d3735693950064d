package shift_test

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// A mask that refuses the one trade of every tenth day, which loses more than others,
// against the same mask moved by one day, by two and so on.
func ExamplePanel() {
	const days = 400
	line := shift.Line{Profit: make([]shift.Money, days), Trades: make([]int32, days)}
	for d := range days {
		line.Trades[d], line.Profit[d] = 1, 100_000_000 // one trade that gains 1 USDT …
		if d%10 == 0 {
			line.Profit[d] = -300_000_000 // … or loses 3
		}
	}
	walk := func(by int) [][]shift.Change {
		var changes []shift.Change
		for d := by % 10; d < days; d += 10 {
			changes = append(changes, shift.Change{Day: int32(d), Trades: -1, Refused: 1, Profit: -line.Profit[d]})
		}
		return [][]shift.Change{changes}
	}
	p := shift.Panel{
		Parts:    []shift.Part{{Lines: []shift.Line{line}, Walk: func() shift.Walk { return walk }}},
		Placebos: 39, Window: shift.Around, Bare: true,
	}
	o, err := p.Run(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	t := o.Test[shift.Profit]
	fmt.Printf("Delta %+.2f = %+.2f + selection %+.2f, p %.3f\n", o.Delta, o.Less, t.Selection, t.P)
	// Output:
	// Delta +120.00 = -26.29 + selection +146.29, p 0.100
}
