package formats_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// A file of candles, in any form that freqtrade or the Binance archive has.
func ExampleRead() {
	dir, _ := os.MkdirTemp("", "candles")
	defer os.RemoveAll(dir)
	minutes, _ := data.ParseTimeframe("5m")
	path := filepath.Join(dir, formats.FileName("BTC/USDT", minutes, "csv"))
	_ = os.WriteFile(path, []byte("date,open,high,low,close,volume\n"+
		"2024-03-01 00:00:00,100,102,99,101,5\n2024-03-01 00:05:00,101,103,100,102,7\n"), 0o600)

	c, err := formats.Read(path, "BTC/USDT", minutes)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(filepath.Base(path), "holds", c.Len(), "candles, the last closed at", c.Close[1])
	// Output:
	// BTC_USDT-5m.csv holds 2 candles, the last closed at 102
}
