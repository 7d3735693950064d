package explain_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/explain"
)

// An index of extreme fear refuses entries, and the answer says so.
func ExampleReasoning() {
	var in signals.Inputs
	now := data.Date(2022, 6, 18)
	in.Readings[data.FearGreed] = data.Reading{Value: 9, Event: now, Known: now}
	c := signals.Default()
	a := c.Assess(in, now)
	for _, sentence := range explain.Reasoning(&c, &a) {
		fmt.Println(sentence)
	}
	// Output:
	// Extreme Fear (F&G=9) - blocking trades
	// Trading disabled due to global risk conditions
}
