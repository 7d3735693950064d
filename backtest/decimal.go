package backtest

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// A decimal is the number coef · 10^-scale: a float64 read as the decimal number
// of its shortest round-trip text, which is how freqtrade does its money sums.
type decimal struct {
	coef  uint64
	scale int // below 0 only for numbers of more than 15 digits before the point
	neg   bool
}

var pow10 = [...]uint64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
}

// exact is the largest integer below which every integer is a float64.
const exact = 1 << 53

// newDecimal reads x, which is finite, as its shortest decimal text.
func newDecimal(x float64) decimal {
	d := decimal{neg: x < 0}
	x = math.Abs(x)
	// Up to 15 digits the integer that divides back to x is the shortest text.
	for scale := 0; scale <= 8; scale++ {
		p := float64(pow10[scale])
		if m := math.Round(x * p); m < 1e15 && m/p == x {
			d.coef, d.scale = uint64(m), scale
			return d
		}
	}
	return d.parse(x)
}

// parse is newDecimal by way of text, for the values that need all 17 digits.
func (d decimal) parse(x float64) decimal {
	var buf [32]byte
	text := strconv.AppendFloat(buf[:0], x, 'e', -1, 64) // d.ddde±xx
	exp := 0
	for i, c := range text {
		switch {
		case c >= '0' && c <= '9':
			d.coef = d.coef*10 + uint64(c-'0')
		case c == 'e':
			exp, _ = strconv.Atoi(string(text[i+1:]))
			digits := i
			if i > 1 {
				digits--
			}
			d.scale = digits - 1 - exp
			return d
		}
	}
	return d
}

// A product is an exact non-negative product of decimals, as hi·2^64 + lo, or
// as wide if that overflows.
type product struct {
	hi, lo uint64
	wide   *big.Int
	scale  int
}

// times returns a·b.
func (d decimal) times(b decimal) product {
	hi, lo := bits.Mul64(d.coef, b.coef)
	return product{hi: hi, lo: lo, scale: d.scale + b.scale}
}

// times returns p·d exactly.
func (p product) times(d decimal) product {
	q := product{scale: p.scale + d.scale}
	if p.wide == nil {
		c1, lo := bits.Mul64(p.lo, d.coef)
		over, mid := bits.Mul64(p.hi, d.coef)
		hi, carry := bits.Add64(mid, c1, 0)
		if over == 0 && carry == 0 {
			q.hi, q.lo = hi, lo
			return q
		}
	}
	q.wide = new(big.Int).Mul(p.int(), new(big.Int).SetUint64(d.coef))
	return q
}

func (p product) int() *big.Int {
	if p.wide != nil {
		return p.wide
	}
	n := new(big.Int).SetUint64(p.hi)
	return n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(p.lo))
}

// float rounds p once to the nearest float64.
func (p product) float() float64 {
	if p.wide == nil && p.hi == 0 && p.lo < exact && p.scale >= 0 && p.scale <= 22 {
		return float64(p.lo) / pow10Float(p.scale)
	}
	var buf [80]byte
	text := p.appendInt(buf[:0])
	text = append(text, 'e')
	text = strconv.AppendInt(text, int64(-p.scale), 10)
	x, _ := strconv.ParseFloat(string(text), 64)
	return x
}

func (p product) appendInt(buf []byte) []byte {
	if p.wide == nil && p.hi < pow10[19] {
		q, r := bits.Div64(p.hi, p.lo, pow10[19])
		if q == 0 {
			return strconv.AppendUint(buf, r, 10)
		}
		buf = strconv.AppendUint(buf, q, 10)
		for n := pow10[18]; n > r && n > 1; n /= 10 {
			buf = append(buf, '0')
		}
		return strconv.AppendUint(buf, r, 10)
	}
	return p.int().Append(buf, 10)
}

// pow10Float is 10^n, exact for n ≤ 22.
func pow10Float(n int) float64 {
	if n < len(pow10) {
		return float64(pow10[n])
	}
	return float64(pow10[19]) * float64(pow10[n-19])
}

// factor returns 1+fee or 1−fee as an exact decimal.
func factor(fee float64, sign int) decimal {
	d := newDecimal(fee)
	one := uint64(1)
	if d.scale < len(pow10) {
		one = pow10[d.scale]
	}
	if sign < 0 {
		return decimal{coef: one - d.coef, scale: d.scale}
	}
	return decimal{coef: one + d.coef, scale: d.scale}
}

// round8 is Python's float(f"{x:.8f}"): the nearest number of 8 decimals to the
// exact binary value, ties to even.
func round8(x float64) float64 { return roundText(x, 8) }

func roundText(x float64, places int) float64 {
	var buf [64]byte
	v, _ := strconv.ParseFloat(string(strconv.AppendFloat(buf[:0], x, 'f', places, 64)), 64)
	return v
}

// float rounds d to the nearest float64.
func (d decimal) float() float64 { return product{lo: d.coef, scale: d.scale}.float() }

// truncate cuts x ≥ 0 to a multiple of step, digit by digit of its decimal text.
func truncate(x float64, step decimal) decimal {
	d := newDecimal(x)
	n := d.coef
	switch by := d.scale - step.scale; {
	case by >= len(pow10):
		n = 0
	case by >= 0:
		n /= pow10[by]
	default:
		hi, lo := uint64(1), uint64(0)
		if -by < len(pow10) {
			hi, lo = bits.Mul64(n, pow10[-by])
		}
		if hi != 0 {
			return d // so large that its neighbours are further apart than the step
		}
		n = lo
	}
	return decimal{coef: n - n%step.coef, scale: step.scale}
}
