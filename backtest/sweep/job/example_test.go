package job_test

import (
	"context"
	"fmt"
	"io"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/sweep/job"
)

// Three thresholds of the default filter on one strategy and the synthetic sample.
func ExampleJob_Run() {
	s := study.Default()
	s.Pairs, s.Strategies, s.TimeRange, s.Filter = []string{"BTC/USDT"}, []string{"RSIEMA"}, "20230101-20230701", "default"
	j, err := job.New(s, job.Options{Grid: []string{"max_risk=0.4:0.6:0.1"}, Windows: "3mo/1mo", Objective: "selection"})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := j.Run(context.Background(), io.Discard)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range r.Cells {
		for _, p := range f.Points {
			fmt.Println(f.Strategy, p.Setting, p.Answer)
		}
	}
	// Output:
	// RSIEMA max_risk=0.4 INCONCLUSIVE
	// RSIEMA max_risk=0.5 INCONCLUSIVE
	// RSIEMA max_risk=0.6 INCONCLUSIVE
}
