package synthetic_test

import (
	"math"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
)

// year is a year of 5-minute candles, half of the default.
func year() synthetic.Config {
	c := synthetic.Default()
	c.To = data.Date(2024, 1, 1)
	return c
}

// names are pairs with and without a listing, from dear to cheap.
var names = []string{"BTC/USDT", "ETH/USDT", "SOL/USDT", "XRP/USDT", "DOGE/USDT", "ETH/BTC", "ANY1/USDT", "B/C"}

func TestCandlesAreValid(t *testing.T) {
	t.Parallel()
	c := year()
	for _, pair := range names {
		t.Run(pair, func(t *testing.T) {
			k := synthetic.Candles(c, pair)
			if k.Pair != pair || k.Timeframe != c.Timeframe {
				t.Fatalf("candles of %s %s, want %s %s", k.Pair, k.Timeframe, pair, c.Timeframe)
			}
			report := data.Check(k)
			if n := report.Faults(); n > 0 {
				t.Fatalf("Check finds %d faults: %+v", n, report)
			}
			for i := range k.Time {
				row := k.At(i)
				if row.Start < c.From || row.Start >= c.To || row.Start%data.Instant(c.Timeframe) != 0 {
					t.Fatalf("row %d opens at %s", i, row.Start)
				}
				if !(row.Low > 0 && row.Low <= min(row.Open, row.Close) && row.High >= max(row.Open, row.Close)) {
					t.Fatalf("row %d is not bracketed: %+v", i, row)
				}
				if !(row.Volume > 0) || math.IsInf(row.Volume, 0) {
					t.Fatalf("row %d: volume %v", i, row.Volume)
				}
			}
		})
	}
}

func TestPricesAreOnTicks(t *testing.T) {
	t.Parallel()
	c := year()
	k := synthetic.Candles(c, "BTC/USDT")
	same := 0
	for i := range k.Time {
		for _, p := range [...]float64{k.Open[i], k.High[i], k.Low[i], k.Close[i]} {
			if p != math.Round(p*100)/100 {
				t.Fatalf("row %d: price %v has more than 2 decimals", i, p)
			}
		}
		if i == 0 || k.Time[i] != k.Time[i-1].Add(c.Timeframe) {
			continue
		}
		by := math.Abs(k.Open[i] - k.Close[i-1])
		if by > 0.0201 {
			t.Fatalf("row %d: open %v, close before %v: more than 2 ticks apart", i, k.Open[i], k.Close[i-1])
		}
		if by == 0 {
			same++
		}
	}
	if got := float64(same) / float64(k.Len()); math.Abs(got-0.7) > 0.02 {
		t.Errorf("share of opens at the close before = %v, want 0.7", got)
	}
}

// A shorter range is the head of a longer one: nothing looks ahead.
func TestPrefix(t *testing.T) {
	t.Parallel()
	long := year()
	var whole [3]*data.Candles
	for i := range whole {
		whole[i] = synthetic.Candles(long, names[i])
	}
	told := synthetic.Context(long)
	for _, to := range []data.Instant{data.Date(2023, 1, 2), data.Date(2023, 3, 17) + data.Instant(7*data.Hour+35*data.Minute), data.Date(2023, 12, 4)} {
		short := long
		short.To = to
		for i, want := range whole {
			pair := names[i]
			n, _ := slices.BinarySearch(want.Time, to)
			got := synthetic.Candles(short, pair)
			if !equal(got, head(want, n)) {
				t.Errorf("%s up to %s is not the head of the longer sample", pair, to)
			}
		}
		want, got := told.Until(to), synthetic.Context(short)
		for s := range got {
			if !slices.Equal(got[s], want[s]) {
				t.Errorf("%s up to %s is not what had been public of the longer sample", data.Series(s), to)
			}
		}
	}
}

func TestPairsAreIndependent(t *testing.T) {
	t.Parallel()
	c := year()
	want := synthetic.Candles(c, "ETH/USDT")
	c.Pairs = []string{"ETH/USDT"}
	if !equal(synthetic.Candles(c, "ETH/USDT"), want) {
		t.Error("ETH/USDT depends on which other pairs are asked for")
	}
	c.Seed++
	if equal(synthetic.Candles(c, "ETH/USDT"), want) {
		t.Error("ETH/USDT does not depend on the seed")
	}
}

// Candles of 1 hour are those of 5 minutes put together.
func TestTimeframesAgree(t *testing.T) {
	t.Parallel()
	c := year()
	c.To = data.Date(2023, 8, 1)
	fine := synthetic.Candles(c, "SOL/USDT")
	for _, tf := range []data.Timeframe{15 * data.Minute, data.Hour, data.Day} {
		c.Timeframe = tf
		got := synthetic.Candles(c, "SOL/USDT")
		want := data.NewCandles("SOL/USDT", tf, 0)
		for i := range fine.Time {
			k := fine.At(i)
			k.Start -= k.Start % data.Instant(tf)
			if j := want.Len() - 1; j >= 0 && want.Time[j] == k.Start {
				want.High[j], want.Low[j] = max(want.High[j], k.High), min(want.Low[j], k.Low)
				want.Close[j] = k.Close
				want.Volume[j] = math.Round((want.Volume[j]+k.Volume)*1000) / 1000
				continue
			}
			want.Append(k)
		}
		if !equal(got, want) {
			t.Errorf("%s candles are not the 5m candles put together", tf)
		}
	}
}

func TestOutagesAreOfTheExchange(t *testing.T) {
	t.Parallel()
	c := synthetic.Default()
	btc, other := synthetic.Candles(c, "BTC/USDT"), synthetic.Candles(c, "ANY1/USDT")
	if !slices.Equal(btc.Time, other.Time) {
		t.Error("two pairs of one exchange have different outages")
	}
	holes := 0
	for i := 1; i < btc.Len(); i++ {
		if btc.Time[i] != btc.Time[i-1].Add(c.Timeframe) {
			holes++
		}
	}
	if holes < 4 || holes > 15 {
		t.Errorf("%d outages in two years, want 4 to 15", holes)
	}
	if btc.Time[0] != c.From {
		t.Errorf("the first candle opens at %s, want %s", btc.Time[0], c.From)
	}
}

// A minute's path is another one, but of the same market.
func TestMinutes(t *testing.T) {
	t.Parallel()
	c := year()
	c.To = data.Date(2023, 4, 1)
	hour := func(tf data.Timeframe) float64 {
		c.Timeframe = tf
		return deviation(returns(synthetic.Candles(c, "BTC/USDT"), int(data.Hour/tf)))
	}
	if a, b := hour(data.Minute), hour(5*data.Minute); a/b < 0.6 || a/b > 1.7 {
		t.Errorf("standard deviation of an hour = %v from 1m and %v from 5m candles", a, b)
	}
}

func TestPricesStayInRange(t *testing.T) {
	t.Parallel()
	seeds := uint64(6)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		c := synthetic.Default()
		c.Seed, c.From, c.To, c.Timeframe = seed, data.Date(2019, 1, 1), data.Date(2025, 1, 1), data.Hour
		for _, pair := range []string{"BTC/USDT", "SOL/USDT"} {
			k := synthetic.Candles(c, pair)
			lo, hi := slices.Min(k.Low), slices.Max(k.High)
			if hi/lo > 80 {
				t.Errorf("seed %d: %s runs from %v to %v in six years", seed, pair, lo, hi)
			}
		}
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*synthetic.Config)
		want   string
	}{
		{"no pairs", func(c *synthetic.Config) { c.Pairs = nil }, "synthetic sample: there are no pairs"},
		{"a pair without quote", func(c *synthetic.Config) { c.Pairs = []string{"BTC"} }, `synthetic sample: pair "BTC": expected BASE/QUOTE, as in BTC/USDT`},
		{"a pair that leaves the folder", func(c *synthetic.Config) { c.Pairs = []string{"../X/USDT"} }, `synthetic sample: pair "../X/USDT": expected BASE/QUOTE, as in BTC/USDT`},
		{"a pair twice", func(c *synthetic.Config) { c.Pairs = []string{"A/B", "A/B"} }, `synthetic sample: pair "A/B" is named twice`},
		{"seconds", func(c *synthetic.Config) { c.Timeframe = 15 * data.Second }, "synthetic sample: timeframe 15s: expected 1m to 1d and a whole number of candles a day"},
		{"weeks", func(c *synthetic.Config) { c.Timeframe = data.Week }, "synthetic sample: timeframe 1w: expected 1m to 1d and a whole number of candles a day"},
		{"off the grid", func(c *synthetic.Config) { c.From += 1000 }, "synthetic sample: 2023-01-01 00:00:01 and 2025-01-01 00:00:00 are not both the open time of a 5m candle"},
		{"empty", func(c *synthetic.Config) { c.To = c.From }, "synthetic sample: start 2023-01-01 00:00:00 is not before stop 2023-01-01 00:00:00"},
		{"too early", func(c *synthetic.Config) { c.From = data.Date(1999, 1, 1) }, "synthetic sample: 1999-01-01 00:00:00 to 2025-01-01 00:00:00 does not lie within 2009-01-03 00:00:00 to 2100-01-01 00:00:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := synthetic.Default()
			tt.change(&c)
			if err := c.Validate(); err == nil || err.Error() != tt.want {
				t.Errorf("Validate() = %v, want %s", err, tt.want)
			}
		})
	}
	if err := synthetic.Default().Validate(); err != nil {
		t.Errorf("Default().Validate() = %v, want nil", err)
	}
}

func head(c *data.Candles, n int) *data.Candles {
	return &data.Candles{
		Pair: c.Pair, Timeframe: c.Timeframe, Time: c.Time[:n],
		Open: c.Open[:n], High: c.High[:n], Low: c.Low[:n], Close: c.Close[:n], Volume: c.Volume[:n],
	}
}

func equal(a, b *data.Candles) bool {
	return a.Pair == b.Pair && a.Timeframe == b.Timeframe && slices.Equal(a.Time, b.Time) &&
		slices.Equal(a.Open, b.Open) && slices.Equal(a.High, b.High) && slices.Equal(a.Low, b.Low) &&
		slices.Equal(a.Close, b.Close) && slices.Equal(a.Volume, b.Volume)
}
