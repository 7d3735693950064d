package formats_test

import (
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/shared"
)

const (
	pair      = "BTC/USDT"
	timeframe = 5 * data.Minute
)

// btc is six years of real five-minute candles: 630,834 rows.
func btc(tb testing.TB) string {
	return filepath.Join(shared.Dir(tb), "candles", "BTC_USDT-5m.csv.gz")
}

func read(tb testing.TB, path string) *data.Candles {
	tb.Helper()
	c, err := formats.Read(path, pair, timeframe)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func BenchmarkReadCSVGz(b *testing.B) {
	path := btc(b)
	for b.Loop() {
		read(b, path)
	}
}

func BenchmarkReadParquet(b *testing.B) {
	path := filepath.Join(b.TempDir(), "BTC_USDT-5m.parquet")
	if err := formats.WriteParquet(path, read(b, btc(b))); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		read(b, path)
	}
}

func BenchmarkWriteParquet(b *testing.B) {
	path := filepath.Join(b.TempDir(), "BTC_USDT-5m.parquet")
	c := read(b, btc(b))
	for b.Loop() {
		if err := formats.WriteParquet(path, c); err != nil {
			b.Fatal(err)
		}
	}
}
