package data_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
)

// flat makes n candles of five minutes at 100 from 2022-01-01 on.
func flat(n int) *data.Candles {
	c := data.NewCandles("BTC/USDT", 5*data.Minute, n)
	for i := range n {
		c.Append(data.Candle{Start: data.Date(2022, 1, 1) + data.Instant(i)*data.Instant(c.Timeframe), Open: 100, High: 101, Low: 99, Close: 100, Volume: 1})
	}
	return c
}

// remove takes rows i to j out.
func remove(c *data.Candles, i, j int) {
	rest := data.NewCandles(c.Pair, c.Timeframe, c.Len())
	for k := range c.Len() {
		if k < i || k >= j {
			rest.Append(c.At(k))
		}
	}
	*c = *rest
}

// shift moves all rows in time, and stretch makes the time between them longer.
func shift(c *data.Candles, by data.Timeframe) {
	for i := range c.Time {
		c.Time[i] = c.Time[i].Add(by)
	}
}

func stretch(c *data.Candles, by data.Instant) {
	for i := range c.Time {
		c.Time[i] = c.Time[0] + by*(c.Time[i]-c.Time[0])
	}
}

func TestCheck(t *testing.T) {
	const step = data.Instant(5 * data.Minute)
	every := func(what string) string { return what + strings.Repeat("; "+what, 9) }
	for _, tt := range []struct {
		name   string
		spoil  func(c *data.Candles)
		flaw   data.Flaw
		want   string // the rows found, as "row what; row what"
		faults int
	}{
		{"nothing", func(*data.Candles) {}, 0, "", 0},
		{"order", func(c *data.Candles) { c.Time[3], c.Time[4] = c.Time[4], c.Time[3] }, data.OutOfOrder, "5 after 2022-01-01 00:20:00", 0},
		{"misaligned", func(c *data.Candles) { c.Time[9] += 1000 }, data.Misaligned, "10 off by 1s", 1},
		{"a millisecond off", func(c *data.Candles) { c.Time[9]++ }, data.Misaligned, "10 off by 1ms", 1},
		{"all a minute off", func(c *data.Candles) { shift(c, 7*data.Minute) }, data.Misaligned, every("# off by 2m"), 10},
		{"before candles", func(c *data.Candles) { shift(c, data.Timeframe(data.Date(2009, 1, 2)-c.Time[0])) }, data.FarTime, every("# 2009-01-02 00:*"), 10},
		{"after candles", func(c *data.Candles) { c.Time[9] = data.Date(2100, 1, 1) }, data.FarTime, "10 2100-01-01 00:00:00", 2},
		{"a hole", func(c *data.Candles) { c.Time[9] = data.Date(2023, 2, 6) }, data.Hole, "10 after 2022-01-01 00:40:00", 1},
		{"no hole", func(c *data.Candles) { c.Time[9] = data.Date(2023, 2, 5) }, data.Hole, "", 0},
		{"more missing than there", func(c *data.Candles) { c.Time[9] += 11 * step }, data.Sparse, "1 10 rows, 11 missing", 0},
		{"as many missing", func(c *data.Candles) { c.Time[9] += 10 * step }, data.Sparse, "", 0},
		{"another timeframe", func(c *data.Candles) { stretch(c, 3) }, data.OtherStep, "", 0},
		{"no line end", func(c *data.Candles) { c.Unended = true }, data.Unended, "10 close 100, volume 1", 0},
		{"repeated", func(c *data.Candles) { c.Time[4] = c.Time[3] }, data.Repeated, "5 as row 4", 0},
		{"disagreeing", func(c *data.Candles) { c.Time[4] = c.Time[3]; c.Close[4] = 100.5 }, data.Disagreeing, "5 close 100.5, row 4 has close 100", 0},
		{"zero", func(c *data.Candles) { c.Low[2] = 0 }, data.NoPrice, "3 low 0", 1},
		{"negative volume", func(c *data.Candles) { c.Volume[2] = -1 }, data.NoPrice, "3 volume -1", 1},
		{"no number", func(c *data.Candles) { c.Open[2] = math.NaN(); c.High[5] = math.Inf(1) }, data.NoPrice, "3 open NaN; 6 high +Inf", 2},
		{"bracket", func(c *data.Candles) { c.High[2] = 99.5 }, data.NoBracket, "3 open 100, high 99.5, low 99, close 100", 1},
		{"volume", func(c *data.Candles) { c.Volume[2] = 0 }, data.NoVolume, "3 volume 0", 0},
		{"jump up", func(c *data.Candles) { c.Close[9], c.High[9] = 122.2, 123 }, data.Jump, "10 close 122.2 after 100, +22.2 %", 0},
		{"no jump up", func(c *data.Candles) { c.Close[9], c.High[9] = 122.1, 123 }, data.Jump, "", 0},
		{"no jump over a gap", func(c *data.Candles) { c.Close[9], c.High[9], c.Time[9] = 150, 151, c.Time[9]+step }, data.Jump, "", 0},
		{"decimals", func(c *data.Candles) { c.Close[2] = math.Nextafter(100, 101) }, data.TooFine, "3 close 100.00000000000001", 0},
		{"eight decimals", func(c *data.Candles) { c.Close[2] = 100.00000001 }, data.TooFine, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := flat(10)
			tt.spoil(c)
			r := data.Check(c)
			var got []string
			for _, f := range r.Found[tt.flaw].First {
				text := fmt.Sprint(f.Row, " ", f.What)
				if strings.Contains(tt.want, "#") { // every row
					text = "#" + strings.TrimPrefix(text, fmt.Sprint(len(got)+1))
				}
				if head, _, ok := strings.Cut(tt.want, "*"); ok {
					text = text[:len(head)] + "*"
				}
				got = append(got, text)
			}
			if strings.Join(got, "; ") != tt.want || r.Found[tt.flaw].Count != len(got) {
				t.Errorf("%s = %q (%d), want %q", tt.flaw, got, r.Found[tt.flaw].Count, tt.want)
			}
			if r.Faults() != tt.faults {
				t.Errorf("Faults = %d, want %d: %+v", r.Faults(), tt.faults, r.Found)
			}
		})
	}
}

func TestCheckGaps(t *testing.T) {
	c := flat(20)
	remove(c, 12, 15)
	remove(c, 4, 5)
	r := data.Check(c)
	day := data.Date(2022, 1, 1)
	at := func(i int) data.Instant { return day + data.Instant(i)*data.Instant(c.Timeframe) }
	want := []data.Gap{{From: at(4), To: at(4), Candles: 1}, {From: at(12), To: at(14), Candles: 3}}
	if len(r.Gaps) != 2 || r.Gaps[0] != want[0] || r.Gaps[1] != want[1] || r.Missing() != 4 {
		t.Errorf("Gaps = %v, want %v", r.Gaps, want)
	}
	if r.First != at(0) || r.Last != at(19) || r.Rows != 16 || r.Faults() != 0 {
		t.Errorf("Check = %d rows %s to %s with %d faults", r.Rows, r.First, r.Last, r.Faults())
	}
}

func TestCheckWeeksBeginOnMonday(t *testing.T) {
	c := data.NewCandles("BTC/USDT", data.Week, 1)
	for _, day := range []int{3, 10, 18} { // two Mondays and a Tuesday
		c.Append(data.Candle{Start: data.Date(2022, 1, day), Open: 1, High: 1, Low: 1, Close: 1, Volume: 1})
	}
	if r := data.Check(c); r.Found[data.Misaligned].Count != 1 || r.Found[data.Misaligned].First[0].Row != 3 {
		t.Errorf("misaligned = %+v, want row 3", r.Found[data.Misaligned])
	}
}

// Candles without faults make a tape, and candles that make none have faults.
func TestCheckAgreesWithNewTape(t *testing.T) {
	for name, spoil := range map[string]func(*data.Candles){
		"nothing":  func(*data.Candles) {},
		"NaN":      func(c *data.Candles) { c.Close[3] = math.NaN() },
		"zero":     func(c *data.Candles) { c.Low[3] = 0 },
		"volume":   func(c *data.Candles) { c.Volume[3] = math.Inf(1) },
		"bracket":  func(c *data.Candles) { c.Low[3] = 100.5 },
		"grid":     func(c *data.Candles) { c.Time[3]++ },
		"repeated": func(c *data.Candles) { c.Time[3] = c.Time[2] },
		"gap":      func(c *data.Candles) { remove(c, 3, 6) },
		"order":    func(c *data.Candles) { c.Time[3], c.Time[4] = c.Time[4], c.Time[3] },
		"disagree": func(c *data.Candles) { c.Time[4] = c.Time[3]; c.Close[4] = 100.5 },
		"1970":     func(c *data.Candles) { c.Time[0] = 0 },
		"2100":     func(c *data.Candles) { c.Time[9] = data.Latest },
		"hole":     func(c *data.Candles) { c.Time[9] = c.Time[8].Add(data.MaxHole + 5*data.Minute) },
		"no hole":  func(c *data.Candles) { c.Time[9] = c.Time[8].Add(data.MaxHole) },
		"one off":  func(c *data.Candles) { shift(c, data.Minute) },
		"15m":      func(c *data.Candles) { *c = *flat(12); stretch(c, 3) },
		"1m":       func(c *data.Candles) { *c = *flat(12); c.Timeframe = data.Hour },
		"unended":  func(c *data.Candles) { c.Unended = true },
	} {
		c := flat(10)
		spoil(c)
		r := data.Check(c)
		if _, err := data.NewTape(c, data.TimeRange{}, 0); (err != nil) != (r.Faults() > 0) {
			t.Errorf("%s: Check found %d faults, NewTape says %v", name, r.Faults(), err)
		}
	}
	if r := data.Check(flat(0)); r.Faults() != 1 {
		t.Errorf("no rows: %d faults, want 1", r.Faults())
	}
}

// What step rows usually have is told from three quarters of ten or more.
func TestCheckOtherStep(t *testing.T) {
	for _, tt := range []struct {
		name  string
		c     func() *data.Candles
		count int
		want  string
	}{
		{"15m", func() *data.Candles { c := flat(12); stretch(c, 3); return c }, 1, "15m in 11 of 12 rows"},
		{"too few to tell", func() *data.Candles { c := flat(10); stretch(c, 3); return c }, 0, ""},
		{"a quarter is right", func() *data.Candles {
			c := flat(13)
			stretch(c, 3)
			for i, n := 1, data.Instant(0); i < 13; i++ {
				if n++; i%4 != 0 {
					n += 2
				}
				c.Time[i] = c.Time[0] + n*data.Instant(c.Timeframe)
			}
			return c
		}, 1, "15m in 9 of 13 rows"},
		{"outages", func() *data.Candles { c := flat(40); remove(c, 5, 20); remove(c, 7, 22); return c }, 0, ""},
	} {
		r := data.Check(tt.c())
		got := r.Found[data.OtherStep]
		if got.Count != tt.count || tt.count > 0 && got.First[0].What != tt.want {
			t.Errorf("%s: other step = %+v, want %d: %s", tt.name, got, tt.count, tt.want)
		}
	}
}
