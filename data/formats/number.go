package formats

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// pow10 are the powers of ten that a float64 holds exactly.
var pow10 = [23]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// decimal reads the plain decimal number that starts at b[i], such as 7195.24,
// up to the first byte that cannot belong to one:
//
//	x = ± digits / 10^k,   digits < 2^53,   k ≤ 22
//
// Both operands are exact, so the one rounding of the division gives what
// strconv.ParseFloat gives. ok is false for any other form. b must hold a byte
// that ends the number.
func decimal(b []byte, i int) (x float64, next int, ok bool) {
	start := i
	if b[i] == '-' {
		i++
	}
	var digits uint64
	first := i
	for i < len(b) && b[i]-'0' < 10 {
		digits = digits*10 + uint64(b[i]-'0')
		i++
	}
	n, k := i-first, 0
	if i < len(b) && b[i] == '.' {
		i++
		dot := i
		for i < len(b) && b[i]-'0' < 10 {
			digits = digits*10 + uint64(b[i]-'0')
			i++
		}
		k = i - dot
		n += k
	}
	// 19 digits cannot overflow, and 22 are more than that.
	if n == 0 || n > 19 || digits > 1<<53 {
		return 0, start, false
	}
	x = float64(digits)
	if k > 0 {
		x /= pow10[k]
	}
	if b[start] == '-' {
		x = -x
	}
	return x, i, true
}

// parseFloat reads a field that is a number as a whole: digits, a point, an
// exponent. strconv.ParseFloat also takes 1_000, 0x1p4, inf and nan.
func parseFloat(b []byte) (float64, bool) {
	if len(b) > 0 {
		if x, n, ok := decimal(b, 0); ok && n == len(b) {
			return x, true
		}
	}
	if len(b) > 400 || bytes.ContainsFunc(b, notDecimal) {
		return 0, false
	}
	x, err := strconv.ParseFloat(string(b), 64)
	return x, err == nil
}

func notDecimal(r rune) bool { return !strings.ContainsRune("+-.0123456789eE", r) }

// digits reads up to 19 decimal digits from b[i].
func digits(b []byte, i int) (n int64, next int, ok bool) {
	start := i
	var u uint64
	for i < len(b) && b[i]-'0' < 10 {
		u = u*10 + uint64(b[i]-'0')
		i++
	}
	return int64(u), i, i > start && i-start <= 19 && u <= math.MaxInt64
}
