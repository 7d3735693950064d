// Command filter runs the default filter over the candles of a folder and prints the
// figures of both arms, and what the filter is worth.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
)

func main() {
	s := study.Default()
	s.DataDir, s.Pairs, s.Strategies, s.Filter = os.Args[1], []string{"BTC/USDT"}, []string{"RSIEMA"}, "default"
	r, err := study.Run(context.Background(), s)
	if err != nil {
		log.Fatal(err)
	}
	for _, arm := range r.Cells[0].Arms() {
		for _, f := range metrics.Printed(arm.Run) {
			fmt.Printf("%s|%s|%s\n", arm.Arm, f.Label, f.Shown())
		}
	}
	fmt.Printf("%s|%s\n", r.Joint.Answers.Profit.Answer, r.Joint.Answers.Risk.Answer)
}
