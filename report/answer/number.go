package answer

import (
	"math"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// Decimals are those of money in answers: cents, and what a coin needs.
func Decimals(currency string) int {
	if n := metrics.Decimals(currency); n > 3 {
		return n
	}
	return 2
}

// Money is an amount with its sign, in the typographic minus.
func Money(v float64, currency string) string { return signed(v, Decimals(currency)) }

// Span is an interval of amounts: of large ones without cents.
func Span(lo, hi float64, currency string) string {
	n := spanDecimals(lo, hi, currency)
	return signed(lo, n) + " to " + signed(hi, n)
}

func spanDecimals(lo, hi float64, currency string) int {
	if max(math.Abs(lo), math.Abs(hi)) >= 100 {
		return 0
	}
	return Decimals(currency)
}

// amount is money of so many decimals without a sign.
func amount(decimals int) func(float64) string {
	return func(v float64) string { return grouped(strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)) }
}

// Points are percentage points, or basis points, with their sign.
func Points(v float64) string { return signed(v, 1) }

// P is a p-value as in "p = 0.012".
func P(p *float64) string {
	if p == nil {
		return "p unknown"
	}
	return verdict.PText(*p)
}

// Count is a number with its thousands set apart.
func Count(n int) string { return grouped(strconv.Itoa(n)) }

// plain is a percentage without a sign.
func plain(v float64) string { return zero(strconv.FormatFloat(v, 'f', 1, 64)) }

// A difference is a size without a sign, and a word for its sign as printed: what is no
// more than 0.0 is not below 0.
type difference struct {
	size               func(float64) string
	unit, below, above string
}

func (d difference) word(x float64) string {
	if x < 0 && strings.ContainsAny(d.size(-x), "123456789") {
		return d.below
	}
	return d.above
}

// of is as in "3.5 points milder".
func (d difference) of(x float64) string { return d.size(math.Abs(x)) + d.unit + " " + d.word(x) }

// between is an interval as in "1.3 harsher to 10.0 milder", or "2.0 to 10.0 milder".
func (d difference) between(lo, hi float64) string {
	from := d.size(math.Abs(lo))
	if d.word(lo) != d.word(hi) {
		from += " " + d.word(lo)
	}
	return from + " to " + d.size(math.Abs(hi)) + " " + d.word(hi)
}

func signed(v float64, decimals int) string {
	text := grouped(zero(strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)))
	switch {
	case !strings.ContainsAny(text, "123456789"):
		return text
	case v < 0:
		return "−" + text
	default:
		return "+" + text
	}
}

// zero takes the sign off a text of nothing but zeros.
func zero(text string) string {
	if !strings.ContainsAny(text, "123456789") {
		return strings.TrimPrefix(text, "-")
	}
	return text
}

// grouped sets thousands apart.
func grouped(text string) string {
	whole, rest, dot := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dot {
		return whole + "." + rest
	}
	return whole
}
