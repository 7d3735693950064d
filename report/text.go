package report

import (
	"strconv"
	"strings"
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// decimals prints v with a fixed number of decimals, never as −0.
func decimals(v float64, n int) string {
	s := strconv.FormatFloat(v, 'f', n, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// shortest prints v with as few digits as read back as v, never with an exponent.
func shortest(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func date(i data.Instant) string { return i.Time().Format(time.DateOnly) }

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
