package chart

import (
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return draw.Whole(n) + " " + many
}

func ms(i data.Instant) float64 { return float64(i) }

// word turns a name of code into one for people: high_vol becomes high vol.
func word(s string) string { return strings.ReplaceAll(s, "_", " ") }

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
