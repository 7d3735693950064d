package sheet

import (
	"strconv"
	"strings"
)

// Decimals prints v with a fixed number of decimals, never as −0.
func Decimals(v float64, n int) string {
	s := strconv.FormatFloat(v, 'f', n, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// Shortest prints v with as few digits as read back as v, never with an exponent.
func Shortest(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Capital gives a text a capital letter.
func Capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
