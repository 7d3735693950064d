package verdict_test

import (
	"encoding/json"
	"path/filepath"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/strategies"
)

var readBTC = sync.OnceValues(func() (*data.Candles, error) {
	return formats.Read(btcPath, "BTC/USDT", 5*data.Minute)
})

var btcPath string

// btcBook is a strategy on the real candles under the published study's rules.
func btcBook(t testing.TB, strategy, timerange string) *backtest.Book {
	t.Helper()
	btcPath = filepath.Join(shared.Dir(t), "candles", "BTC_USDT-5m.csv.gz")
	c, err := readBTC()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := strategies.Find(strategy)
	if err != nil {
		t.Fatal(err)
	}
	span, err := data.ParseTimeRange(timerange)
	if err != nil {
		t.Fatal(err)
	}
	tape, err := data.NewTape(c, span, spec.Startup)
	if err != nil {
		t.Fatal(err)
	}
	b := backtest.NewBook(tape, spec, backtest.Execution{
		Rules:  backtest.Rules{Fee: 0.001, Stop: -0.10, ROI: strategies.ROI{{Minutes: 0, Ratio: 0.10}}},
		Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
	})
	b.Settle()
	return b
}

// publishedMask blocks the windows of the published study.
func publishedMask(t testing.TB, b *backtest.Book) *data.Mask {
	t.Helper()
	var file struct{ Windows []struct{ From, To string } }
	if err := json.Unmarshal(published.BlocksJSON(), &file); err != nil {
		t.Fatal(err)
	}
	mask := data.NewMask(b.Tape.Len())
	for _, w := range file.Windows {
		from, err1 := data.ParseInstant(w.From)
		to, err2 := data.ParseInstant(w.To)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		for r := range mask.Len() {
			if at := b.Tape.Time(r); at >= from && at < to {
				mask.Set(r)
			}
		}
	}
	return mask
}
