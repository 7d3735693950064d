package selftest_test

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/verdict/selftest"
)

// A test of one world a row says little, but shows what is asked.
func ExampleRun() {
	r, err := selftest.Run(context.Background(), selftest.Options{Seed: 1, Worlds: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	row := r.Rows[0]
	fmt.Printf("%s, %s: %d of %d HELPS\n", row.World, row.Mask, row.Helps.Count, row.Helps.Of)
	// Output:
	// equal variance, single days: 0 of 1 HELPS
}
