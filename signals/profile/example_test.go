package profile_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/signals/profile"
)

// A profile stands on the default; single settings stand on it.
func ExampleParse() {
	c, err := profile.Parse([]byte("name: mine\nlimits: {vix: {above: 30}}\n"))
	if err == nil {
		c, err = profile.Set(c, "max_risk=0.7")
	}
	fmt.Println(c.Name, err)
	for _, r := range c.May() {
		fmt.Println(c.Label(r))
	}
	// Output:
	// mine+max_risk=0.7 <nil>
	// flag_extreme_fear
	// flag_high_volatility
	// flag_panic
	// risk_score
	// limit_vix
}
