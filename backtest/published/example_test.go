package published_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/published"
)

// What was published of one backtest.
func ExampleReports() {
	r := published.Reports()
	fmt.Println(len(r), "reports, the first of", r[0].Strategy, r[0].TimeRange)
	// Output:
	// 46 reports, the first of BollingerBreakout 20200101-20211231
}
