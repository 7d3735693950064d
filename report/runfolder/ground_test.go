package runfolder

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// A written deal is a row of deals.parquet.
type writtenDeal struct {
	Strategy  string  `parquet:"strategy,dict"`
	TimeRange string  `parquet:"timerange,dict"`
	Book      int32   `parquet:"book,dict"`
	Open      int64   `parquet:"open_date,timestamp(millisecond),delta"`
	Close     int64   `parquet:"close_date,timestamp(millisecond),delta"`
	Profit    float64 `parquet:"profit_abs"`
	Short     bool    `parquet:"is_short"`
	Forced    bool    `parquet:"force_exit"`
}

func dealFile(t *testing.T, rows ...writtenDeal) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[writtenDeal](&b, parquet.Compression(&parquet.Zstd))
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func clock(warm, rows int) data.Clock {
	return data.Clock{Pair: "A/B", Step: data.Hour, First: data.Date(2024, 1, 1), Warm: warm, Rows: rows}
}

// ground lays rows over one book of 100 hours.
func ground(t *testing.T, slots int, c data.Clock, rows ...writtenDeal) (*Ground, error) {
	t.Helper()
	k := of{"S", ""}
	deals := map[of][][]dated{k: make([][]dated, 1)}
	if err := readDeals(dealFile(t, rows...), deals); err != nil {
		return nil, err
	}
	g := &Ground{Refusal: Refusal{Key: Key{Strategy: "S"}}}
	return g, g.lay(&Statement{Key: g.Key, Stake: 100, Slots: slots, Books: []data.Clock{c}}, deals[k], map[data.Clock]*data.Tape{})
}

func at(hour int) int64 { return int64(data.Date(2024, 1, 1)) + int64(hour)*int64(data.Hour) }

// Whatever a walk sees tells two grounds apart, and nothing else does.
func TestDealsAreToldApart(t *testing.T) {
	rows := []writtenDeal{{Strategy: "S", Open: at(10), Close: at(12), Profit: 1}, {Strategy: "S", Open: at(20), Close: at(99), Profit: -1}}
	g, err := ground(t, 1, clock(5, 100), rows...)
	if err != nil {
		t.Fatal(err)
	}
	deals, ok := g.books[0].Deals()
	want := []backtest.Deal{{Signal: 9, Close: data.Instant(at(12)), Profit: 1}, {Signal: 19, Close: data.Instant(at(99)), Profit: -1}}
	if !ok || len(deals) != 2 || deals[0] != want[0] || deals[1] != want[1] {
		t.Fatalf("deals %+v, want %+v", deals, want)
	}
	if again, err := ground(t, 1, clock(5, 100), rows...); err != nil || again.Deals != g.Deals {
		t.Errorf("the same deals: %s, %v, want %s", again.Deals, err, g.Deals)
	}
	for name, change := range map[string]func(r *writtenDeal, slots *int, c *data.Clock){
		"the entry":   func(r *writtenDeal, _ *int, _ *data.Clock) { r.Open = at(11) },
		"the exit":    func(r *writtenDeal, _ *int, _ *data.Clock) { r.Close = at(13) },
		"the profit":  func(r *writtenDeal, _ *int, _ *data.Clock) { r.Profit = math.Nextafter(1, 2) },
		"the side":    func(r *writtenDeal, _ *int, _ *data.Clock) { r.Short = true },
		"forced":      func(r *writtenDeal, _ *int, _ *data.Clock) { r.Forced = true },
		"the slots":   func(_ *writtenDeal, slots *int, _ *data.Clock) { *slots = 2 },
		"the candles": func(_ *writtenDeal, _ *int, c *data.Clock) { c.Rows++ },
		"the warm-up": func(_ *writtenDeal, _ *int, c *data.Clock) { c.Warm-- },
		"the pair":    func(_ *writtenDeal, _ *int, c *data.Clock) { c.Pair = "C/D" },
	} {
		other, slots, c := append([]writtenDeal{}, rows...), 1, clock(5, 100)
		change(&other[0], &slots, &c)
		if x, err := ground(t, slots, c, other...); err != nil || x.Deals == g.Deals {
			t.Errorf("%s changes nothing: %v", name, err)
		}
	}
}

// What a folder claims is looked at before anything is worked out.
func TestDealsRefuse(t *testing.T) {
	good := writtenDeal{Strategy: "S", Open: at(10), Close: at(12), Profit: 1}
	for _, tt := range []struct {
		name   string
		change func(*writtenDeal)
		want   string
	}{
		{"another strategy", func(r *writtenDeal) { r.Strategy = "T" }, "no such book"},
		{"another book", func(r *writtenDeal) { r.Book = 1 }, "no such book"},
		{"a negative book", func(r *writtenDeal) { r.Book = -1 }, "no such book"},
		{"no number", func(r *writtenDeal) { r.Profit = math.NaN() }, "profit_abs"},
		{"a profit without end", func(r *writtenDeal) { r.Profit = math.Inf(1) }, "profit_abs"},
		{"between candles", func(r *writtenDeal) { r.Open++ }, "not on the candles"},
		{"closed before", func(r *writtenDeal) { r.Close = at(9) }, "not on the candles"},
		{"before the candles", func(r *writtenDeal) { r.Open = at(-10) }, "outside"},
		{"at the end of time", func(r *writtenDeal) { r.Open, r.Close = at(10), math.MaxInt64 }, "outside"},
	} {
		r := good
		tt.change(&r)
		if _, err := ground(t, 1, clock(5, 100), r); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	whole := dealFile(t, good)
	for n := range whole {
		_ = readDeals(whole[:n], map[of][][]dated{{"S", ""}: make([][]dated, 1)})
		spoilt := bytes.Clone(whole)
		spoilt[n] ^= 0x55
		_ = readDeals(spoilt, map[of][][]dated{{"S", ""}: make([][]dated, 1)})
	}
}

func TestRefusedStretches(t *testing.T) {
	g, err := ground(t, 1, clock(0, 100))
	if err != nil {
		t.Fatal(err)
	}
	read := func(rows string) ([]*data.Mask, error) {
		cells := map[of]Refused{}
		if err := readRefused([]byte("strategy,timerange,pair,from,to\n"+rows), cells); err != nil {
			return nil, err
		}
		return g.masks(cells[of{"S", ""}])
	}
	masks, err := read("S,,A/B,2024-01-01T02:00:00Z,2024-01-01T05:00:00Z\nS,,A/B,2024-01-01T07:00:00Z,2024-01-05T04:00:00Z\n")
	if err != nil || masks[0].Count() != 3+93 || !masks[0].Get(2) || masks[0].Get(5) || !masks[0].Get(99) {
		t.Errorf("%v rows are refused, %v, want 2 to 4 and 7 to 99", masks, err)
	}
	for name, rows := range map[string]string{
		"off the candles":  "S,,A/B,2024-01-01T02:30:00Z,2024-01-01T05:00:00Z\n",
		"behind them":      "S,,A/B,2024-01-01T02:00:00Z,2024-01-05T05:00:00Z\n",
		"before them":      "S,,A/B,2023-12-31T02:00:00Z,2024-01-01T05:00:00Z\n",
		"empty":            "S,,A/B,2024-01-01T02:00:00Z,2024-01-01T02:00:00Z\n",
		"out of order":     "S,,A/B,2024-01-01T05:00:00Z,2024-01-01T06:00:00Z\nS,,A/B,2024-01-01T02:00:00Z,2024-01-01T03:00:00Z\n",
		"overlapping":      "S,,A/B,2024-01-01T02:00:00Z,2024-01-01T06:00:00Z\nS,,A/B,2024-01-01T05:00:00Z,2024-01-01T07:00:00Z\n",
		"of another pair":  "S,,C/D,2024-01-01T02:00:00Z,2024-01-01T05:00:00Z\n",
		"without a time":   "S,,A/B,,2024-01-01T05:00:00Z\n",
		"no such instants": "S,,A/B,soon,later\n",
	} {
		if _, err := read(rows); err == nil {
			t.Errorf("%s: it is read", name)
		}
	}
}
