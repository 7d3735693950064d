package study_test

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/study"
)

// A strategy on the synthetic sample, without and with the default filter.
func ExampleRun() {
	s := study.Default()
	s.Pairs = []string{"BTC/USDT"}
	s.Strategies = []string{"RSIEMA"}
	s.TimeRange = "20230101-20230401"
	s.Filter = "default"

	r, err := study.Run(context.Background(), s)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range r.Cells {
		for _, a := range c.Arms() {
			fmt.Printf("%s %s: %d trades, %.2f %s\n", a.Strategy, a.Arm, len(a.Run.Trades), a.Result.Profit, s.Currency())
		}
		fmt.Println(c.Comparison.Answers.Profit.Answer)
	}
	// Output:
	// RSIEMA baseline: 63 trades, -12.08 USDT
	// RSIEMA filtered: 62 trades, -11.65 USDT
	// INCONCLUSIVE
}
