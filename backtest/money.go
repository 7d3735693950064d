package backtest

import (
	"math"
	"strconv"
)

// Money is an amount of the quote asset in units of 10^-8, the grid on which
// profits lie. Sums of it are exact, whatever their order.
type Money int64

const moneyUnit = 1e8

// mostMoney bounds a single amount to 9·10^7, up to which a float64 holds every
// unit; no trade at a stake of at most 10^7 comes near it.
const mostMoney = 1 << 53

// MoneyOf reads x as the nearest multiple of 10^-8.
func MoneyOf(x float64) Money {
	return Money(math.Round(min(max(x*moneyUnit, -mostMoney), mostMoney)))
}

// Float is the amount as a number of the quote asset.
func (m Money) Float() float64 { return float64(m) / moneyUnit }

// MarshalJSON writes the exact decimal number, as in -12.34500000.
func (m Money) MarshalJSON() ([]byte, error) {
	u := uint64(m)
	var b []byte
	if m < 0 {
		u = -u
		b = append(b, '-')
	}
	b = strconv.AppendUint(b, u/moneyUnit, 10)
	b = append(b, '.')
	frac := strconv.AppendUint(nil, moneyUnit+u%moneyUnit, 10)
	return append(b, frac[1:]...), nil
}

// UnmarshalJSON reads any JSON number to the nearest unit.
func (m *Money) UnmarshalJSON(b []byte) error {
	x, err := strconv.ParseFloat(string(b), 64)
	if err == nil {
		*m = MoneyOf(x)
	}
	return err
}
