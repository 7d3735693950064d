package backtest_test

import (
	"math"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
)

func TestMarketValidate(t *testing.T) {
	for _, tt := range []struct {
		name string
		step float64
		want string // "" for none
	}{
		{"smallest", 1e-18, ""},
		{"listed", 1e-5, ""},
		{"largest", backtest.MostAmountStep, ""},
		{"above", 2 * backtest.MostAmountStep, "amount step 2e+09: expected at most 1000000000"},
		{"no amount reaches it", 1e300, "amount step 1e+300: expected at most 1000000000"},
		{"infinite", math.Inf(1), "amount step +Inf: expected a positive number"},
		{"NaN", math.NaN(), "amount step NaN: expected a positive number"},
		{"zero", 0, "amount step 0: expected a positive number"},
		{"too fine", 1e-19, "at most 18 decimals"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := backtest.Market{AmountStep: tt.step}.Validate()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("Validate() of step %v = %v, want %q", tt.step, err, tt.want)
			}
		})
	}
}
