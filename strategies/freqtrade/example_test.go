package freqtrade_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// A configuration with a comment, of which one key has nothing to do with a backtest.
func ExampleReadConfig() {
	text := `{"stake_currency": "USDT", "stake_amount": 100, "max_open_trades": 2, // two slots
	          "telegram": {"enabled": true}}`
	c, err := freqtrade.ReadConfig([]string{"config.json"}, func(string) ([]byte, error) { return []byte(text), nil })
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c["max_open_trades"])
	fmt.Println(c.Bearings().Ignored())
	// Output:
	// 2
	// ignored keys, without bearing on a backtest: telegram
}
