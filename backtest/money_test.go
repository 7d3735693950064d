package backtest_test

import (
	"encoding/json"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
)

func TestMoneyText(t *testing.T) {
	for m, want := range map[backtest.Money]string{
		0: "0.00000000", 1: "0.00000001", -1: "-0.00000001", 12_345_678_901: "123.45678901", -200_000_000: "-2.00000000",
	} {
		got, err := json.Marshal(m)
		if err != nil || string(got) != want {
			t.Errorf("JSON of %d units = %s %v, want %s", int64(m), got, err, want)
		}
		var back backtest.Money
		if err := json.Unmarshal(got, &back); err != nil || back != m {
			t.Errorf("%s reads back as %d units %v, want %d", got, int64(back), err, int64(m))
		}
	}
}
