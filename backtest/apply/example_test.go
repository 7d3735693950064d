package apply_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/apply"
	"github.com/remora-bt/remora-bt/backtest/study/config"
)

// A filter on what freqtrade worked out.
func ExampleOpen() {
	in, err := apply.Open(config.Apply{Opportunities: []string{"testdata/stacked.zip"}, Result: "testdata/ordinary.zip"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(in.Cases), "strategies, the first", in.Cases[0].Name)
	// Output:
	// 4 strategies, the first BollingerBreakout
}
