package formats_test

import (
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/shared"
)

// The real files hold the rows that their README counts, and the known holes.
func TestRealCandles(t *testing.T) {
	d := open(t, filepath.Join(shared.Dir(t), "candles"))
	for _, tt := range []struct {
		pair                string
		rows, gaps, missing int
		from                data.Instant
	}{
		// 2,192 days of 288 candles, less the outages of the exchange.
		{"BTC/USDT", 630_834, 15, 2192*288 - 630_834, data.Date(2020, 1, 1)},
		{"ETH/USDT", 630_834, 15, 2192*288 - 630_834, data.Date(2020, 1, 1)},
		// 1,857 days, three holes of weeks and nine outages.
		{"SOL/USDT", 511_058, 12, 1857*288 - 511_058, data.Date(2020, 12, 1)},
	} {
		c, _, err := d.Load(tt.pair, timeframe)
		if err != nil {
			t.Fatal(err)
		}
		r := data.Check(c)
		if r.Rows != tt.rows || len(r.Gaps) != tt.gaps || r.Missing() != tt.missing || r.First != tt.from || r.Faults() != 0 {
			t.Errorf("%s: %d rows from %s, %d gaps of %d candles, %d faults; want %d from %s, %d gaps of %d, 0",
				tt.pair, r.Rows, r.First, len(r.Gaps), r.Missing(), r.Faults(), tt.rows, tt.from, tt.gaps, tt.missing)
		}
		path := filepath.Join(t.TempDir(), "again.parquet")
		if err := formats.WriteParquet(path, c); err != nil {
			t.Fatal(err)
		}
		sameCandles(t, read(t, path), c)
	}
}
