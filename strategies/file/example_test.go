package file_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/remora-bt/remora-bt/strategies/file"
)

// Signals from any tool, one candle a row.
func ExampleRead() {
	dir, _ := os.MkdirTemp("", "signals")
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "signals.csv")
	_ = os.WriteFile(path, []byte("date,pair,enter_long,exit_long\n2024-03-01 00:00:00,BTC/USDT,1,0\n2024-03-01 00:05:00,BTC/USDT,0,1\n"), 0o600)
	s, err := file.Read(path)
	fmt.Println(s != nil, err)
	// Output:
	// true <nil>
}
