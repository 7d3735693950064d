package fault_test

import (
	"errors"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
)

// The kind that an error was given first stays.
func ExampleMisuse() {
	err := fault.Misuse(fault.Invalid(errors.New("btc.csv: row 2: no price")))
	var known *fault.Error
	fmt.Println(errors.As(err, &known) && known.Kind == fault.Data, err)
	// Output: true btc.csv: row 2: no price
}
