package signals_test

import (
	"bytes"
	"testing"

	"github.com/remora-bt/remora-bt/internal/worlds"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
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
			years := k.Years(from, k.Len())
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

// Before the first row of a history is known, its dial knows nothing.
func TestDialBeforeItsHistory(t *testing.T) {
	tape := worlds.Flat(t, 12) // from 2022-01-01 on
	flt := open(t, "history:"+write(t, "h.csv", "timestamp,safe_to_trade,risk_score\n2022-01-01 00:20:00,False,0.9\n"))
	d, err := flt.Dial(tape, nil)
	if err != nil {
		t.Fatal(err)
	}
	for row := range tape.Len() {
		if known := row >= 4; d.Shut[row] != known || (d.Risk[row] == 0.9) != known {
			t.Errorf("row %d: risk %v, shut %t, want known %t", row, d.Risk[row], d.Shut[row], known)
		}
	}
}

// Funding rates have six decimals, scores two and the breakdown three.
func TestDecimalsOfAnAnswer(t *testing.T) {
	a := signals.Assessment{Answer: signals.Answer{Risk: 0.123456, Heard: 1 << signals.Volatility}}
	a.Volatility = 0.123456
	a.Readings[data.FundingRate] = data.Reading{Value: 0.00012345678, Event: 1, Known: 1}
	a.Fresh = 1 << data.FundingRate
	text := signals.Default().Answer(&a)
	for _, want := range []string{`"funding_rate": 0.000123,`, `"risk_score": 0.12,`, `"volatility": 0.123,`} {
		if !bytes.Contains(append(text, ','), []byte(want)) {
			t.Errorf("no %s in %s", want, text)
		}
	}
}
