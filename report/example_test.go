package report_test

import (
	"context"
	"fmt"
	"os"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/sheet"
)

// The first screen of a run: what was tested, and both answers.
func ExampleStudy_WriteTables() {
	s := study.Default()
	s.Strategies = []string{"RSIEMA"}
	s.TimeRange = "20230101-20230401"
	s.Filter = "default"
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
	if err := r.WriteTables(os.Stdout, sheet.Options{Width: 80, Quiet: true}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// BTC/USDT 5m · 2023-01-01 to 2023-04-01 · RSIEMA at 100 USDT a trade
	// synthetic data: made up by a generator, not market history
	// filter default v2 refused 1 of 63 trades (1.6 %)
	//
	// PROFIT  +0.42 USDT. Its choice: INCONCLUSIVE
	//         +0.18 for trading less in those months
	//         +0.24 for which it refused (−0.07 to +0.48): they were 24.4 bp worse
	// RISK    worst 5 % of days 0.0 % milder. Its choice: INCONCLUSIVE
	//         a stake 1.6 % smaller gives 1.6 %; beyond that −1.6 (−4.7 to 0.0)
	//         cannot tell whether it knows bad days; the best days gained 1 %
	//         91 days cannot decide: this mask needs about 7.5 years.
	//         The mask refuses only 1 trade; 30 are needed.
	//         Only 5 days count among the worst; 20 are needed to say anything of
	//         risk, as about 12 months have.
}
