package verdict

import (
	"fmt"
	"strings"
)

// signed is a number with its sign, in the typographic minus.
func signed(x float64, decimals int) string {
	return strings.Replace(fmt.Sprintf("%+.*f", decimals, x), "-", "−", 1)
}

// PText is a p-value as in "p = 0.012", the smallest as "p < 0.001".
func PText(p float64) string {
	if p < 0.001 {
		return "p < 0.001"
	}
	return fmt.Sprintf("p = %.3f", p)
}
