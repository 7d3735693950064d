package backtest

import (
	"math"
	"strconv"
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// tick is the number of decimals to which a stop set at row is rounded up: the
// most that any price of that calendar month shows, or of the last month before
// it that shows any, or those of the market's own tick.
//
// freqtrade counts on "{:.15f}" of the price, where the binary error of most
// prices above 8 shows: they count as 15 decimals, so that their stops are not
// rounded at all.
func (b *Book) tick(row int) int {
	t0 := b.Tape.Time(0).Time()
	t := b.Tape.Time(row).Time()
	m := (t.Year()-t0.Year())*12 + int(t.Month()) - int(t0.Month())
	for len(b.ticks) <= m {
		b.ticks = append(b.ticks, notCounted)
	}
	for ; m >= 0; m-- {
		if b.ticks[m] == notCounted {
			b.ticks[m] = b.countDecimals(data.Date(t0.Year(), t0.Month()+time.Month(m), 1), data.Date(t0.Year(), t0.Month()+time.Month(m+1), 1))
		}
		if b.ticks[m] > 0 {
			return b.ticks[m]
		}
	}
	return newDecimal(b.Market.PriceTick).scale
}

const notCounted = -1

// countDecimals is the most decimals of any price in [from, to).
func (b *Book) countDecimals(from, to data.Instant) int {
	lo := max(0, b.Tape.Row(from-1)+1)
	hi := min(b.Tape.Len(), b.Tape.Row(to-1)+1)
	n := 0
	for _, col := range [][]float64{b.Tape.Opens(), b.Tape.Highs(), b.Tape.Lows(), b.Tape.Closes()} {
		for _, x := range col[lo:hi] {
			if n = max(n, shownDecimals(x, n)); n == mostDecimals {
				return n
			}
		}
	}
	return n
}

const mostDecimals = 15

// shownDecimals counts the decimals of x rounded to 14 places and printed with
// 15, trailing zeros dropped. It may return atLeast for any number that has no more.
func shownDecimals(x float64, atLeast int) int {
	// Below 4 the binary error is under half of the last place, so that a number
	// of few decimals prints as one.
	if p := pow10Float(atLeast); x < 4 && math.Round(x*p)/p == x {
		return atLeast
	}
	var buf [40]byte
	text := strconv.AppendFloat(buf[:0], math.RoundToEven(x*1e14)/1e14, 'f', mostDecimals, 64)
	n := mostDecimals
	for n > 0 && text[len(text)-1-(mostDecimals-n)] == '0' {
		n--
	}
	return n
}

// ceilTo lifts x ≥ 0 to the next number of the given decimals; one that has no
// more stays.
func ceilTo(x float64, decimals int) float64 {
	d := newDecimal(x)
	by := d.scale - decimals
	if by <= 0 {
		return x
	}
	var q, r uint64 = 0, d.coef
	if by < len(pow10) {
		q, r = d.coef/pow10[by], d.coef%pow10[by]
	}
	if r > 0 {
		q++
	}
	return roundText(decimal{coef: q, scale: decimals}.float(), 14)
}
