package fetch_test

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/data/fetch"
)

// What to fetch is checked before anything touches the network.
func ExampleRun() {
	_, err := fetch.Run(context.Background(), fetch.Options{Dir: "candles", Pairs: []string{"BTCUSDT"}})
	fmt.Println(err)
	// Output:
	// candles need a timerange with a start, as in 20200101-
}
