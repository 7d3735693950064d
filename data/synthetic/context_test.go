package synthetic_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/data/synthetic"
)

func TestContextIsPointInTime(t *testing.T) {
	t.Parallel()
	c := synthetic.Default()
	x := synthetic.Context(c)
	for s, obs := range x {
		if len(obs) == 0 {
			t.Fatalf("%s is absent", data.Series(s))
		}
		if first := obs[0].Known; first > c.From {
			t.Errorf("%s: first known at %s: nothing to read at the start", data.Series(s), first)
		}
		for i, o := range obs {
			if o.Known < o.Event || o.Known > c.To {
				t.Fatalf("%s: row %d: event %s known at %s", data.Series(s), i, o.Event, o.Known)
			}
			if i > 0 && (o.Known < obs[i-1].Known || o.Event <= obs[i-1].Event) {
				t.Fatalf("%s: row %d is out of order", data.Series(s), i)
			}
		}
	}
}

func TestPublication(t *testing.T) {
	t.Parallel()
	x := synthetic.Context(synthetic.Default())
	utc := func(month time.Month, day, hour, minute int) data.Instant {
		return data.At(time.Date(2023, month, day, hour, minute, 0, 0, time.UTC))
	}
	for _, tt := range []struct {
		name   string
		series data.Series
		event  data.Instant
		known  data.Instant // 0: there is no such event
	}{
		{"Fear & Greed", data.FearGreed, utc(5, 12, 0, 0), utc(5, 12, 0, 10)},
		{"VIX in winter", data.VIX, utc(3, 10, 0, 0), utc(3, 10, 21, 15)},
		{"VIX in summer", data.VIX, utc(3, 13, 0, 0), utc(3, 13, 20, 15)},
		{"VIX in winter again", data.VIX, utc(11, 6, 0, 0), utc(11, 6, 21, 15)},
		{"VIX on a Saturday", data.VIX, utc(3, 11, 0, 0), 0},
		{"VIX on Good Friday", data.VIX, utc(4, 7, 0, 0), 0},
		{"dollar of a Friday", data.DXY, utc(2, 10, 0, 0), utc(2, 13, 21, 15)},
		{"dollar before Presidents' Day", data.DXY, utc(2, 13, 0, 0), utc(2, 21, 21, 15)},
		{"dollar in summer", data.DXY, utc(6, 5, 0, 0), utc(6, 12, 20, 15)},
		{"dollar on Presidents' Day", data.DXY, utc(2, 20, 0, 0), 0},
		{"funding", data.FundingRate, utc(7, 8, 16, 0), utc(7, 8, 16, 0)},
		{"news", data.NewsSentiment, utc(1, 5, 0, 0), utc(1, 6, 0, 0)},
		{"open interest", data.OpenInterest, utc(1, 5, 0, 0), utc(1, 6, 0, 10)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i := slices.IndexFunc(x[tt.series], func(o data.Observation) bool { return o.Event == tt.event })
			if i < 0 && tt.known != 0 {
				t.Fatalf("no value of %s", tt.event)
			}
			if i >= 0 && x[tt.series][i].Known != tt.known {
				t.Errorf("known at %s, want %s", x[tt.series][i].Known, tt.known)
			}
		})
	}
}

// The default sample has the holes that real sources have.
func TestContextHasHoles(t *testing.T) {
	t.Parallel()
	c := synthetic.Default()
	x := synthetic.Context(c)
	holes := func(s data.Series) (n int) {
		for i := 1; i < len(x[s]); i++ {
			if x[s][i].Event-x[s][i-1].Event > data.Instant(data.Day) {
				n++
			}
		}
		return n
	}
	if got := holes(data.FearGreed); got < 1 || got > 4 {
		t.Errorf("Fear & Greed has %d holes in two years, want 1 to 4", got)
	}
	if got := holes(data.NewsSentiment); got < 5 || got > 30 {
		t.Errorf("news has %d holes in two years, want 5 to 30", got)
	}
	sessions := 0
	for d := c.From; d < c.To; d = d.Add(data.Day) {
		if w := d.Time().Weekday(); w != 0 && w != 6 {
			sessions++
		}
	}
	values := 0
	for _, o := range x[data.VIX] {
		if o.Event >= c.From {
			values++
		}
	}
	if got := sessions - values; got < 20+3 || got > 20+12 { // 10 holidays a year, of which none at a weekend here
		t.Errorf("VIX lacks %d of %d weekdays, want 23 to 32", got, sessions)
	}
}

func TestFearComesInStretches(t *testing.T) {
	t.Parallel()
	fear := synthetic.Context(synthetic.Default())[data.FearGreed]
	days, stretches := 0, 0
	for i, o := range fear {
		if o.Value != math.Trunc(o.Value) || o.Value < 0 || o.Value > 100 {
			t.Fatalf("Fear & Greed of %s = %v, want a whole number from 0 to 100", o.Event, o.Value)
		}
		if o.Value <= 15 {
			days++
			if i == 0 || fear[i-1].Value > 15 {
				stretches++
			}
		}
	}
	if share := float64(days) / float64(len(fear)); share < 0.02 || share > 0.12 { // real, 2019 to 2025: 5.6 %
		t.Errorf("share of days with Fear & Greed of at most 15 = %.3f, want 0.02 to 0.12", share)
	}
	if stretches*2 > days {
		t.Errorf("%d such days in %d stretches: they do not cluster", days, stretches)
	}
}

// Each series moves with what it is said to follow, at the time at which it is known.
func TestContextMovesWithTheMarket(t *testing.T) {
	t.Parallel()
	c := synthetic.Default()
	k := synthetic.Candles(c, "BTC/USDT")
	x := synthetic.Context(c)
	r := returns(k, 1)
	for _, tt := range []struct {
		name   string
		series data.Series
		days   int
		follow func(rows []float64) float64
		want   float64 // at least, or at most if below 0
	}{
		{"Fear & Greed with the month's return", data.FearGreed, 30, sum, 0.6},
		{"VIX with the week's volatility", data.VIX, 7, square, 0.5},
		{"dollar's change against the week's return", data.DXY, 7, sum, -0.03},
		{"funding with the return of 3 days", data.FundingRate, 3, sum, 0.6},
		{"news with the day's return", data.NewsSentiment, 1, sum, 0.2},
		{"liquidations with the day's volatility", data.Liquidations, 1, square, 0.3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var a, b []float64
			for i, o := range x[tt.series] {
				row, _ := slices.BinarySearch(k.Time, o.Known)
				if n := 288 * tt.days; row > n && row < len(r) && i >= 5 {
					v := o.Value
					if tt.series == data.DXY {
						v -= x[tt.series][i-5].Value
					}
					a, b = append(a, v), append(b, tt.follow(r[row-n:row-1]))
				}
			}
			got := correlation(a, b)
			if tt.want > 0 && got < tt.want || tt.want < 0 && got > tt.want {
				t.Errorf("correlation = %.3f, want %v", got, tt.want)
			}
		})
	}
}

func sum(x []float64) (s float64) {
	for _, v := range x {
		s += v
	}
	return s
}

func square(x []float64) (s float64) {
	for _, v := range x {
		s += v * v
	}
	return math.Sqrt(s)
}

// What Files writes, sources.Load reads: value, event and publication.
func TestFilesRoundTrip(t *testing.T) {
	t.Parallel()
	want := synthetic.Context(synthetic.Default())
	dir := t.TempDir()
	for _, f := range synthetic.Files(want) {
		if err := os.WriteFile(filepath.Join(dir, f.Name), []byte(f.Text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, _, err := sources.LoadAt(dir, data.Date(2025, 1, 2))
	if err != nil {
		t.Fatal(err)
	}
	for s := range want {
		if slices.Equal(got[s], want[s]) {
			continue
		}
		if len(got[s]) != len(want[s]) {
			t.Errorf("%s: read %d rows, want %d", data.Series(s), len(got[s]), len(want[s]))
			continue
		}
		for i := range want[s] {
			if got[s][i] != want[s][i] {
				t.Errorf("%s: row %d: read %+v, want %+v", data.Series(s), i, got[s][i], want[s][i])
				break
			}
		}
	}
}
