package worlds

import (
	"path/filepath"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/shared"
)

var (
	btcOnce sync.Once
	btc     *data.Candles
	errBTC  error
)

// BTC are the real candles of BTC/USDT, five minutes, from 2020 on. They are read once
// and are not to be changed. Where they are absent, shared.Dir says what happens.
func BTC(t testing.TB) *data.Candles {
	t.Helper()
	path := filepath.Join(shared.Dir(t), "candles", "BTC_USDT-5m.csv.gz")
	btcOnce.Do(func() { btc, errBTC = formats.Read(path, "BTC/USDT", 5*data.Minute) })
	if errBTC != nil {
		t.Fatal(errBTC)
	}
	return btc
}
