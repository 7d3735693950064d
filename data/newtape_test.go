package data_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
)

const five = 5 * data.Minute

// candles makes candles of five minutes from closes, which are their open, high
// and low as well. A gap is a close of 0.
func candles(closes ...float64) *data.Candles {
	c := data.NewCandles("BTC/USDT", five, len(closes))
	for i, p := range closes {
		if p != 0 {
			c.Append(data.Candle{Start: data.Date(2022, 1, 1) + data.Instant(i)*data.Instant(five), Open: p, High: p, Low: p, Close: p, Volume: 1})
		}
	}
	return c
}

func TestNewTapeFills(t *testing.T) {
	tape, err := data.NewTape(candles(1, 2, 0, 0, 5, 6), data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if tape.Filled != 2 || tape.Len() != 6 {
		t.Errorf("%d rows of which %d filled, want 6 and 2", tape.Len(), tape.Filled)
	}
	for i := 2; i < 4; i++ {
		if k := tape.At(i); k.Open != 2 || k.High != 2 || k.Low != 2 || k.Close != 2 || k.Volume != 0 {
			t.Errorf("row %d = %+v, want the close before, without volume", i, k)
		}
	}
}

func TestNewTapeMerges(t *testing.T) {
	c := candles(1, 2, 3)
	c.Append(data.Candle{Start: c.Time[1], Open: 9, High: 11, Low: 1.5, Close: 10, Volume: 0.5})
	c.Append(c.At(3))
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := data.Candle{Start: c.Time[1], Open: 2, High: 11, Low: 1.5, Close: 10, Volume: 1}
	if got := tape.At(1); got != want || tape.Merged != 2 || tape.Disagreed != 1 || tape.Reordered != 1 || tape.Len() != 3 {
		t.Errorf("row 1 = %+v of %d rows, %d merged, %d of them disagreed, %d reordered; want %+v of 3, 2, 1, 1", got, tape.Len(), tape.Merged, tape.Disagreed, tape.Reordered, want)
	}
}

func TestNewTapeCuts(t *testing.T) {
	all := candles(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
	at := func(i int) data.Instant { return all.Time[i] }
	tests := []struct {
		name              string
		r                 data.TimeRange
		startup           int
		first, warm, last int // rows of all; warm is the first that may trade
	}{
		{"everything", data.TimeRange{}, 0, 0, 0, 9},
		{"warm-up is counted", data.TimeRange{}, 3, 0, 3, 9},
		{"warm-up before the start", data.TimeRange{From: at(5), HasFrom: true}, 3, 2, 5, 9},
		{"the stop is included", data.TimeRange{From: at(5), To: at(7), HasFrom: true, HasTo: true}, 3, 2, 5, 7},
		{"a stop between two candles", data.TimeRange{To: at(7) + 1, HasTo: true}, 3, 0, 3, 7},
		{"part of the warm-up is there", data.TimeRange{From: at(1), HasFrom: true}, 3, 0, 3, 9},
		{"none of it is there", data.TimeRange{From: at(0), HasFrom: true}, 3, 0, 3, 9},
		{"no warm-up goes by date", data.TimeRange{From: at(4) - 1, HasFrom: true}, 0, 4, 4, 9},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tape, err := data.NewTape(all, tt.r, tt.startup)
			if err != nil {
				t.Fatal(err)
			}
			if first, warm, last := tape.First, tape.Time(tape.Warm), tape.Time(tape.Len()-1); first != at(tt.first) || warm != at(tt.warm) || last != at(tt.last) {
				t.Errorf("from %v, trading from %v to %v, want %v, %v, %v", first, warm, last, at(tt.first), at(tt.warm), at(tt.last))
			}
		})
	}
}

// spaced makes n candles that are some steps apart.
func spaced(n int, steps data.Instant) *data.Candles {
	closes := make([]float64, n)
	for i := range closes {
		closes[i] = 1
	}
	c := candles(closes...)
	for i := range c.Time {
		c.Time[i] = c.Time[0] + steps*(c.Time[i]-c.Time[0])
	}
	return c
}

// A range of which an outage of weeks takes nearly everything is filled.
func TestNewTapeFillsOutages(t *testing.T) {
	c := spaced(144, 1)
	c.Append(data.Candle{Start: c.Time[143].Add(50 * data.Day), Open: 1, High: 1, Low: 1, Close: 1})
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil || tape.Filled != 50*288-1 {
		t.Errorf("NewTape fills %v, %v, want %d", tape, err, 50*288-1)
	}
}

// What was filled of the warm-up is told apart, of whatever candles the range leaves out and
// however often one is there.
func TestNewTapeFillsWarmUp(t *testing.T) {
	c := candles(1, 0, 3, 0, 0, 6, 0, 8, 9, 10)
	c.Append(c.At(0))
	for _, tt := range []struct {
		from, startup, filled, early int
	}{{0, 0, 4, 0}, {0, 2, 4, 1}, {0, 5, 4, 3}, {5, 3, 3, 2}, {6, 3, 1, 1}} {
		r := data.TimeRange{From: data.Date(2022, 1, 1).Add(data.Timeframe(tt.from) * five), HasFrom: true}
		tape, err := data.NewTape(c, r, tt.startup)
		if err != nil {
			t.Fatal(err)
		}
		if tape.Filled != tt.filled || tape.Early != tt.early {
			t.Errorf("from %d after %d: %d filled, %d of them in the warm-up, want %d and %d", tt.from, tt.startup, tape.Filled, tape.Early, tt.filled, tt.early)
		}
	}
}

func TestTapeShort(t *testing.T) {
	c := candles(1, 2, 3, 4)
	first, last := c.Time[0], c.Time[3]
	for _, tt := range []struct {
		name          string
		r             data.TimeRange
		before, after data.Timeframe
	}{
		{"open", data.TimeRange{}, 0, 0},
		{"inside", data.TimeRange{From: c.Time[1], To: c.Time[2], HasFrom: true, HasTo: true}, 0, 0},
		{"outside", data.TimeRange{From: first.Add(-data.Day), To: last.Add(data.Hour), HasFrom: true, HasTo: true}, data.Day, data.Hour},
	} {
		tape, err := data.NewTape(c, tt.r, 0)
		if err != nil {
			t.Fatal(err)
		}
		if before, after := tape.Short(); before != tt.before || after != tt.after || tape.Asked != tt.r {
			t.Errorf("%s: Short = %s, %s of %v, want %s, %s of %v", tt.name, before, after, tape.Asked, tt.before, tt.after, tt.r)
		}
	}
}

func TestNewTapeRefuses(t *testing.T) {
	with := func(change func(c *data.Candles)) *data.Candles {
		c := candles(1, 2, 3, 4)
		change(c)
		return c
	}
	tests := []struct {
		name    string
		c       *data.Candles
		r       data.TimeRange
		startup int
		want    string
	}{
		{"no candles", candles(), data.TimeRange{}, 0, "there are no candles"},
		{"range before", candles(1, 2), data.TimeRange{To: data.Date(2021, 1, 1), HasTo: true}, 0, "no candle lies in it"},
		{"nothing after warm-up", candles(1, 2, 3), data.TimeRange{}, 3, "0 candles remain"},
		{"NaN", with(func(c *data.Candles) { c.High[2] = math.NaN() }), data.TimeRange{}, 0, "row 3 (2022-01-01 00:10:00): price NaN"},
		{"infinite", with(func(c *data.Candles) { c.High[2] = math.Inf(1) }), data.TimeRange{}, 0, "price +Inf"},
		{"zero", with(func(c *data.Candles) { c.Low[0] = 0 }), data.TimeRange{}, 0, "price 0 is not a positive number"},
		{"negative volume", with(func(c *data.Candles) { c.Volume[0] = -1 }), data.TimeRange{}, 0, "volume -1"},
		{"no bracket", with(func(c *data.Candles) { c.High[1] = 1.5 }), data.TimeRange{}, 0, "high 1.5 and low 2 do not bracket"},
		{"off the grid", with(func(c *data.Candles) { c.Time[1]++ }), data.TimeRange{}, 0, "row 2: open time 2022-01-01 00:05:00.001 is off the grid of 5m candles by 1ms"},
		{"1970", with(func(c *data.Candles) { c.Time[0] = 0 }), data.TimeRange{}, 0, "row 1: open time 1970-01-01 00:00:00 lies outside"},
		{"a hole", with(func(c *data.Candles) { c.Time[3] = data.Date(2024, 1, 1) }), data.TimeRange{}, 0, "rows 3 and 4: no candle opens between 2022-01-01 00:10:00 and 2024-01-01 00:00:00, for more than 400 days"},
		{"15m", spaced(20, 3), data.TimeRange{}, 0, "19 of 20 rows are 15m apart from the next: these are not candles of 5m"},
		{"rows count in the file", with(func(c *data.Candles) { c.High[3] = math.NaN() }), data.TimeRange{From: data.Date(2022, 1, 1) + 600_000, HasFrom: true}, 1, "row 4 (2022-01-01 00:15:00): price NaN"},
		{"and in its order", with(func(c *data.Candles) { c.Time[0], c.Time[3] = c.Time[3], c.Time[0]; c.High[0] = math.NaN() }), data.TimeRange{From: data.Date(2022, 1, 1) + 600_000, HasFrom: true}, 0, "row 1 (2022-01-01 00:15:00): price NaN"},
		{"a stray year", with(func(c *data.Candles) { c.Time[3] = data.Date(9999, 1, 1) }), data.TimeRange{}, 0, "row 4: open time 9999-01-01 00:00:00 lies outside 2009-01-03 to 2100-01-01"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := data.NewTape(tt.c, tt.r, tt.startup)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q in it", err, tt.want)
			}
		})
	}
	if _, err := data.NewTape(candles(1, 2), data.TimeRange{From: data.Date(2030, 1, 1), HasFrom: true}, 0); !errors.Is(err, data.ErrOutside) {
		t.Errorf("error %v is not ErrOutside", err)
	}
}
