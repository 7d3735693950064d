package backtest

import (
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

type silent struct{}

func (silent) Update(*data.Bar) strategies.Action { return strategies.Hold }

// Stops are rounded to the decimals that any price of the month shows, its first and
// last candle included; without any, to those of the month before, or of the market.
func TestTickIsOfTheMonth(t *testing.T) {
	c := data.NewCandles("BTC/USDT", data.Hour, 3000)
	start := data.Date(2023, 12, 1)
	rows := map[data.Instant]int{}
	for i := range 3000 {
		at := start + data.Instant(i)*data.Instant(data.Hour)
		price := 2.0
		switch at {
		case data.Date(2024, 1, 1): // first of January
			price = 2.125
		case data.Date(2024, 2, 1) - data.Instant(data.Hour): // last of January
			price = 2.0625
		case data.Date(2024, 3, 1) - data.Instant(data.Hour): // last of February
			price = 2.5
		}
		rows[at] = i
		c.Append(data.Candle{Start: at, Open: price, High: price, Low: price, Close: price, Volume: 1})
	}
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	spec := strategies.Spec{Name: "Silent", Stop: -0.1, New: func() strategies.Strategy { return silent{} }}
	for _, tt := range []struct {
		at   data.Instant
		want int
	}{
		{data.Date(2024, 3, 10), 1},  // as February
		{data.Date(2023, 12, 31), 5}, // as the market: nothing is known before
		{data.Date(2024, 1, 1), 4},
		{data.Date(2024, 1, 31), 4},
		{data.Date(2024, 2, 1), 1},
	} {
		b := NewBook(tape, spec, Execution{Rules: RulesOf(spec, 0), Market: Market{AmountStep: 1e-5, PriceTick: 1e-5}, Stake: 100})
		if got := b.tick(rows[tt.at]); got != tt.want {
			t.Errorf("%s: %d decimals, want %d", tt.at, got, tt.want)
		}
	}
}
