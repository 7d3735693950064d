package signalfile_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report/signalfile"
)

// What the engine said of every candle, as a history that 'run --filter history:FILE'
// takes.
func ExampleCSV() {
	s := study.Default()
	s.Strategies = []string{"RSIEMA"}
	s.TimeRange = "20230101-20230102"
	s.Filter = "default"
	found, err := study.Run(context.Background(), s)
	if err != nil {
		fmt.Println(err)
		return
	}
	var b bytes.Buffer
	if err := signalfile.CSV(&b, found.Signals); err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range bytes.SplitN(b.Bytes(), []byte("\n"), 3)[:2] {
		fmt.Printf("%.60s\n", line)
	}
	fmt.Println(bytes.Count(b.Bytes(), []byte("\n")), "lines")
	// Output:
	// timestamp,pair,risk_score,safe_to_trade,regime,volatility,vo
	// 2023-01-01 16:40:00,BTC/USDT,0.0027444657231523446,True,,,,0
	// 90 lines
}
