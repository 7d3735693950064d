package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// BenchmarkSweep is the whole command: 1,000 thresholds on four strategies over 1, 2,
// 4 and 6 years of five-minute candles, every whole-day shift of each, walk forward,
// overfitting and skill included.
func BenchmarkSweep(b *testing.B) {
	dir := shared.Dir(b)
	for _, years := range []int{1, 2, 4, 6} {
		b.Run(fmt.Sprintf("%dy", years), func(b *testing.B) {
			args := []string{
				"sweep", "-d", filepath.Join(dir, "candles"), "--context", filepath.Join(dir, "context"), "--pairs", "BTC/USDT",
				"--strategy-list", "NFIQuickstart,MACDCross,RSIEMA,BollingerBreakout", "--filter", "default",
				"--set", "max_risk=0.3:0.8994:0.0006", "--timerange", fmt.Sprintf("20200101-%d0101", 2020+years),
			}
			for b.Loop() {
				var out, err bytes.Buffer
				if code := run(b.Context(), args, &out, &err); code != exitOK {
					b.Fatal(err.String())
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N*years), "s/year")
		})
	}
}
