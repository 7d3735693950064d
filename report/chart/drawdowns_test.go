package chart_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// The numbers of two drawdowns that bottom beside each other stand together, not on each
// other; those far apart in time or in depth stand alone.
func TestNumbersOfDrawdowns(t *testing.T) {
	start := data.Date(2024, 1, 1)
	in := chart.Input{Currency: "USDT", Timeframe: data.Hour, From: start, To: start.Add(100 * data.Day)}
	for i := range 101 {
		in.Baseline.Equity = append(in.Baseline.Equity, chart.Day{At: start.Add(data.Timeframe(i) * data.Day), Equity: 1000})
	}
	for i, valley := range []int{10, 50, 52, 53} {
		in.Baseline.Equity[valley].Equity = []float64{500, 980, 985, 600}[i]
		in.Baseline.Worst = append(in.Baseline.Worst, metrics.Drawdown{Start: valley - 1, Valley: valley, End: valley + 1, Ratio: 0.5 / float64(i+1)})
	}
	p := find(t, in, "drawdowns").Panels[0]
	var got []string
	for _, q := range of(p, draw.Labels)[0].Points {
		got = append(got, q.Text)
	}
	if text := strings.Join(got, " | "); text != "1 | 2, 3 | 4" {
		t.Errorf("numbers %s", text)
	}
	if want := "USDT · 1: −50.0 % · 2: −25.0 % · 3: −16.7 % · 4: −12.5 %"; !strings.HasSuffix(p.Label, want) {
		t.Errorf("label %q, want it to end with %q", p.Label, want)
	}
}
