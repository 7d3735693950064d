package sheet_test

import (
	"context"
	"fmt"
	"os"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/table"
)

// One table of a study, in a form of one's own.
func ExampleStudy_Strategies() {
	s := study.Default()
	s.Strategies = []string{"RSIEMA"}
	s.TimeRange = "20230101-20230401"
	found, err := study.Run(context.Background(), s)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := report.New(found, "1.0.0")
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := r.Strategies().Write(os.Stdout, table.Options{Format: "csv"}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Strategy,Arm,Trades,Avg Profit %,Tot Profit USDT,Tot Profit %,Avg Duration,Win,Draw,Loss,Win%,Drawdown USDT,Drawdown %
	// RSIEMA,baseline,63,-0.19,-12.076,-1.21,0:32:00,9,0,54,14.3,12.874,1.29
	// RSIEMA,filtered,62,-0.19,-11.655,-1.17,0:32:00,9,0,53,14.5,12.874,1.29
}
