package indicator_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/signals/indicator"
)

func ExampleEMA() {
	e := indicator.NewEMA(3)
	for _, x := range []float64{1, 2, 3, 4} {
		v, ok := e.Update(x)
		fmt.Println(v, ok)
	}
	// Output:
	// 0 false
	// 0 false
	// 2 true
	// 3 true
}
