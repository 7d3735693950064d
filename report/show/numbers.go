package show

import (
	"math"
	"strconv"
)

// Fixed prints x with a number of decimals.
func Fixed(x float64, places int) string { return strconv.FormatFloat(x, 'f', places, 64) }

// Fixed2 prints x with two decimals, Fixed3 with three.
func Fixed2(x float64) string { return Fixed(x, 2) }

// Fixed3 prints x with three decimals.
func Fixed3(x float64) string { return Fixed(x, 3) }

// Percent prints x, a number of percent.
func Percent(x float64) string { return Fixed(x, 1) + " %" }

// Shortest prints x in as few digits as read back as x, never with an exponent.
func Shortest(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Digits prints x with all of its digits, for files.
func Digits(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// Optional is the text of a figure, empty where it is undefined.
func Optional(x *float64, text func(float64) string) string {
	if x == nil {
		return ""
	}
	return text(*x)
}

// YesNo prints a truth.
func YesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// tenths rounds to a tenth.
func tenths(x float64) float64 { return math.Round(10*x) / 10 }
