package published

import (
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// All 46 reports: every figure and every row of the day tables is equal, or
// differs for a reason on the documented list and for no other.
func TestReproduce(t *testing.T) {
	t.Parallel()
	cells, err := Reproduce(t.Context(), worlds.BTC(t), Reports())
	if err != nil {
		t.Fatal(err)
	}
	count := map[Verdict]int{}
	days := 0
	for _, c := range cells {
		count[c.Verdict]++
		days += c.DayRows
		if c.Verdict == Different {
			complain(t, c)
		}
		if (c.Verdict == Explained) != (len(c.Reasons) > 0) {
			t.Errorf("%s is %s for %d reasons", c.Report.Name(), c.Verdict, len(c.Reasons))
		}
	}
	// 14.1 touches the market change of the 16 runs that end on 2025-11-23, 14.2 six
	// baseline runs and two filtered ones, four of them among the 16.
	if count[Equal] != 26 || count[Explained] != 20 || len(cells) != 46 {
		t.Errorf("%d cells, %v; want 26 equal and 20 explained", len(cells), count)
	}
	if want := 365 + 365 + 730 + 31 + 359; days != want {
		t.Errorf("%d rows of day tables compared, want %d", days, want)
	}
}

func complain(t *testing.T, c Reproduction) {
	t.Helper()
	for _, f := range c.Figures {
		if !f.Equal {
			t.Errorf("%s: %s = %s, published %s, on corrected candles %s", c.Report.Name(), f.Key, f.Ours, f.Published, f.Corrected)
		}
	}
	for _, d := range c.Days {
		t.Errorf("%s: day %+v, published %+v", c.Report.Name(), d.Ours, d.Published)
	}
}

// A difference that is not on the list has no excuse, also where a known one is.
func TestUnknownDifference(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the reports of one strategy twice")
	}
	t.Parallel()
	c := worlds.BTC(t)
	wrong := corrected(c, "unfinished-last-candle", "restored-2021-01-11", "restored-2021-04-23")
	for i, at := range wrong.Time {
		if at >= must("2022-03-01 12:00") && at < must("2022-03-01 18:00") && i/6%2 == 0 { // half hours of a higher price
			for _, col := range [][]float64{wrong.Open, wrong.High, wrong.Low, wrong.Close} {
				col[i] = math.Round(col[i]*102) / 100
			}
		}
	}
	for _, r := range Reports() {
		if r.Strategy != "MACDCross" || r.Filtered {
			continue
		}
		cells, err := Reproduce(t.Context(), wrong, []Report{r})
		if err != nil {
			t.Fatal(err)
		}
		ruinedBefore := r.TimeRange == "20200101-20251231" || r.TimeRange == "20200101-20211231"
		want := map[bool]Verdict{true: Different, false: Equal}[r.TimeRange == "20220101-20221231"]
		if ruinedBefore || r.TimeRange == "20240101-20251231" {
			want = Explained
		}
		if cells[0].Verdict != want {
			t.Errorf("%s is %s, want %s", r.Name(), cells[0].Verdict, want)
		}
	}
}

// The candles of another market make every cell different and no error: what is
// corrected stays a candle.
func TestWrongMarket(t *testing.T) {
	t.Parallel()
	all := func(data.Instant) bool { return true }
	c := filter(worlds.BTC(t), all)
	for i := range c.Time {
		for _, col := range [][]float64{c.Open, c.High, c.Low, c.Close} {
			col[i] = math.Round(col[i]*5) / 100
		}
	}
	cells, err := Reproduce(t.Context(), c, Reports()[:12])
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range cells {
		if cell.Verdict != Different || len(cell.Figures) != 50 {
			t.Errorf("%s is %s with %d figures", cell.Report.Name(), cell.Verdict, len(cell.Figures))
		}
	}
}

// Candles that end early leave the reports they do not reach over without a run,
// and the others as they are.
func TestUncovered(t *testing.T) {
	t.Parallel()
	end := must("2023-10-01 00:00")
	c := filter(worlds.BTC(t), func(at data.Instant) bool { return at <= end })
	cells, err := Reproduce(t.Context(), c, Reports())
	if err != nil {
		t.Fatal(err)
	}
	count := map[Verdict]int{}
	for _, cell := range cells {
		count[cell.Verdict]++
		span, _ := data.ParseTimeRange(cell.Report.TimeRange)
		if (cell.Verdict == Uncovered) != (span.To > end) || (cell.Run == nil) != (cell.Verdict == Uncovered) {
			t.Errorf("%s is %s", cell.Report.Name(), cell.Verdict)
		}
	}
	if count[Different] > 0 || count[Equal] == 0 || count[Uncovered] == 0 {
		t.Errorf("verdicts %v", count)
	}
	none, err := Reproduce(t.Context(), data.NewCandles("BTC/USDT", 5*data.Minute, 0), Reports()[:1])
	if err != nil || none[0].Verdict != Uncovered {
		t.Errorf("without candles: %v, %v", none, err)
	}
}

func TestEmbedded(t *testing.T) {
	if n := len(blocks()); n != 29 {
		t.Errorf("%d block windows, want 29", n)
	}
	filtered, tables := 0, 0
	for _, r := range Reports() {
		if r.Filtered {
			filtered++
		}
		if len(r.Days) > 0 {
			tables++
		}
		if len(r.Figures) != 50 {
			t.Errorf("%s has %d figures, want 50", r.Name(), len(r.Figures))
		}
	}
	if filtered != 24 || len(Reports()) != 46 || tables != 5 {
		t.Errorf("%d reports, %d of them filtered, %d day tables; want 46, 24, 5", len(Reports()), filtered, tables)
	}
}

func BenchmarkReproduce(b *testing.B) {
	c := worlds.BTC(b)
	reports := Reports()
	for b.Loop() {
		if _, err := Reproduce(b.Context(), c, reports); err != nil {
			b.Fatal(err)
		}
	}
}
