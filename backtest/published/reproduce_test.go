package published

import (
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/shared"
)

func btc(t testing.TB) *data.Candles {
	t.Helper()
	path := filepath.Join(shared.Dir(t), "candles", "BTC_USDT-5m.csv.gz")
	c, err := formats.Read(path, "BTC/USDT", 5*data.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// All 46 reports: every figure and every row of the day tables is equal, or
// differs for a reason on the documented list and for no other.
func TestReproduce(t *testing.T) {
	cells, err := Reproduce(t.Context(), btc(t), Reports())
	if err != nil {
		t.Fatal(err)
	}
	if len(cells) != 46 {
		t.Fatalf("%d cells, want 46", len(cells))
	}
	for _, c := range cells {
		t.Logf("%-50s %d/%d %s %v %v", c.Report.Name(), c.EqualFigures(), len(c.Report.Figures), c.Verdict, c.Reasons, c.Notes)
		if c.Verdict != Different {
			continue
		}
		for _, f := range c.Figures {
			if !f.Equal {
				t.Errorf("%s: %s = %s, published %s, on corrected candles %s", c.Report.Name(), f.Key, f.Ours, f.Published, f.Corrected)
			}
		}
		for _, d := range c.Days {
			t.Errorf("%s: day %+v, published %+v", c.Report.Name(), d.Ours, d.Published)
		}
	}
}
