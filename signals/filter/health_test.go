package filter_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A row belongs to the year in which its candle opens, whatever the rows are of.
func TestYearsOfATrack(t *testing.T) {
	for _, offset := range []data.Timeframe{0, 5 * data.Minute, 20 * data.Minute, 55 * data.Minute} {
		c := data.NewCandles("BTC/USDT", 5*data.Minute, 0)
		for at := data.Date(2020, 12, 31).Add(offset); at < data.Date(2021, 1, 1).Add(data.Hour); at = at.Add(5 * data.Minute) {
			c.Append(data.Candle{Start: at, Open: 1, High: 1, Low: 1, Close: 1})
		}
		tape, err := data.NewTape(c, data.TimeRange{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		k := signals.Replay(tape, signals.Default())
		for from := range k.Len() {
			rows := map[int]int{}
			for row := from; row < k.Len(); row++ {
				rows[k.Open(row).Time().Year()]++
			}
			years := filter.Years(k, from, k.Len())
			for _, y := range years {
				if y.Rows != rows[y.Year] {
					t.Fatalf("from row %d on %d has %d rows, want %d", from, y.Year, y.Rows, rows[y.Year])
				}
			}
			if len(years) != len(rows) {
				t.Fatalf("from row %d on there are %d years, want %d", from, len(years), len(rows))
			}
		}
	}
}
