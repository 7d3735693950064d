package config_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/study/config"
)

// A study's file stands on the defaults, a flag stands on both.
func ExampleStudy_Parse() {
	s := config.Default()
	err := s.Parse("study.yaml", []byte("pairs: [BTC/USDT]\nstake_amount: unlimited\nfee: 0.002\n"))
	if err == nil {
		err = s.Set("fee", "0.0005")
	}
	fmt.Println(s.Pairs, s.StakeAmount, s.Fee, s.Timeframe, err)
	// Output: [BTC/USDT] unlimited 0.0005 5m <nil>
}
