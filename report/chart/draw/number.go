package draw

import (
	"math"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// Number prints v with a fixed number of decimals, thousands apart, never as −0.
func Number(v float64, decimals int) string {
	if !IsFinite(v) {
		return "–"
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if v < 0 && strings.Trim(s, "0.") != "" {
		return "−" + whole
	}
	return whole
}

// Signed is number with a plus sign above zero.
func Signed(v float64, decimals int) string {
	s := Number(v, decimals)
	if v > 0 && strings.Trim(s, "0.,") != "" {
		return "+" + s
	}
	return s
}

// Precise is signed with as many decimals as a number of its size needs.
func Precise(v float64) string {
	switch a := math.Abs(v); {
	case a >= 1000:
		return Signed(v, 0)
	case a >= 0.1 || a == 0:
		return Signed(v, 2)
	default:
		return Signed(v, 4)
	}
}

// Rough is signed with three digits or all that stand before the point.
func Rough(v float64) string {
	switch a := math.Abs(v); {
	case a >= 100:
		return Signed(v, 0)
	case a >= 10:
		return Signed(v, 1)
	default:
		return Signed(v, 2)
	}
}

// Whole prints a count, thousands apart.
func Whole(n int) string { return Number(float64(n), 0) }

// Significant prints a price with as many digits as tell.
func Significant(v float64) string {
	if !IsFinite(v) || v == 0 {
		return "0"
	}
	return Number(v, max(0, 3-portable.Decade(math.Abs(v))))
}
