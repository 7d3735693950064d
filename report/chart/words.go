package chart

import (
	"math"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/portable"
)

// number prints v with a fixed number of decimals, thousands apart, never as −0.
func number(v float64, decimals int) string {
	if !isFinite(v) {
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

// signed is number with a plus sign above zero.
func signed(v float64, decimals int) string {
	s := number(v, decimals)
	if v > 0 && strings.Trim(s, "0.,") != "" {
		return "+" + s
	}
	return s
}

// precise is signed with as many decimals as a number of its size needs.
func precise(v float64) string {
	switch a := math.Abs(v); {
	case a >= 1000:
		return signed(v, 0)
	case a >= 0.1 || a == 0:
		return signed(v, 2)
	default:
		return signed(v, 4)
	}
}

// rough is signed with three digits or all that stand before the point.
func rough(v float64) string {
	switch a := math.Abs(v); {
	case a >= 100:
		return signed(v, 0)
	case a >= 10:
		return signed(v, 1)
	default:
		return signed(v, 2)
	}
}

func whole(n int) string { return number(float64(n), 0) }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return whole(n) + " " + many
}

func date(i data.Instant) string { return i.Time().Format("2006-01-02") }

func ms(i data.Instant) float64 { return float64(i) }

// word turns a name of code into one for people: high_vol becomes high vol.
func word(s string) string { return strings.ReplaceAll(s, "_", " ") }

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// significant prints a price with as many digits as tell.
func significant(v float64) string {
	if !isFinite(v) || v == 0 {
		return "0"
	}
	return number(v, max(0, 3-portable.Decade(math.Abs(v))))
}
