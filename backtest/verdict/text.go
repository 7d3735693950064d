package verdict

import (
	"fmt"
	"math"
	"strings"
)

// signed is a number with its sign, in the typographic minus.
func signed(x float64, decimals int) string {
	return strings.Replace(fmt.Sprintf("%+.*f", decimals, x), "-", "−", 1)
}

// Compared says how refused trades stand to kept ones, by the basis points of choosing, and
// the word that leads to these: "4.7 bp better" and " than", "as good" and " as".
func Compared(bp float64) (how, than string) {
	how = fmt.Sprintf("%.1f bp ", math.Abs(bp))
	switch {
	case how == "0.0 bp ":
		return "as good", " as"
	case bp < 0:
		return how + "better", " than"
	}
	return how + "worse", " than"
}

// PText is a p-value as in "p = 0.012", the smallest as "p < 0.001".
func PText(p float64) string {
	if p < 0.001 {
		return "p < 0.001"
	}
	return fmt.Sprintf("p = %.3f", p)
}
