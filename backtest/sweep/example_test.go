package sweep_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/sweep"
)

// Two axes make a grid of settings.
func ExampleProduct() {
	risk, err := sweep.ParseAxis("max_risk=0.5:0.7:0.1")
	if err != nil {
		fmt.Println(err)
		return
	}
	steps, _ := sweep.ParseAxis("weights.trend=1,2")
	settings, err := sweep.Product([]sweep.Axis{risk, steps})
	fmt.Println(len(settings), "settings, the first", settings[0], err)
	// Output:
	// 6 settings, the first [max_risk=0.5 weights.trend=1] <nil>
}
