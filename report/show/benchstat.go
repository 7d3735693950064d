package show

import (
	"fmt"
	"math"
	"strconv"

	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/table"
)

// Benchstat prints a row for every metric that can be resampled, in the form of
// benchstat: name, both runs with ± half of their own intervals, and the change with
// its p-value, or ~ where the change cannot be told from noise.
func (p *Printer) Benchstat(c *runfolder.Comparison) {
	t := table.New("", table.Words("name").Numbers("old", "new", "delta").Keep("old", "new", "delta"))
	for i := range c.Pairs {
		pair := &c.Pairs[i]
		for _, m := range pair.Metrics {
			if m.Spread == nil {
				continue
			}
			s := m.Spread
			name := fmt.Sprintf("%s/%s/%s", pair.B.Strategy, pair.B.Arm, m.Metric)
			t.Add(
				p.cell(name),
				shown(m, m.A.Number, false)+" ± "+shown(m, half(s.A), false),
				shown(m, m.B.Number, false)+" ± "+shown(m, half(s.B), false),
				change(m, pair.Days),
			)
		}
	}
	p.Table(t)
	if p.opt.Format != "csv" {
		for _, text := range c.Warnings {
			p.Say("Warning: %s", p.cell(text))
		}
	}
}

// change is the last column of benchstat: the relative change, or the difference
// where the old value is 0 or of another sign.
func change(m runfolder.MetricPair, days int) string {
	p := fmt.Sprintf("(p=%.3f n=%d)", m.Spread.P, days)
	switch {
	case m.A == m.B || m.Spread.Noise():
		return "~ " + p
	case m.A.Number == 0 || math.Signbit(m.A.Number) != math.Signbit(m.B.Number):
		return shown(m, m.Delta.Number, true) + " " + p
	}
	percent := m.Delta.Number / math.Abs(m.A.Number) * 100
	sign := ""
	if percent > 0 {
		sign = "+"
	}
	return sign + strconv.FormatFloat(percent, 'f', 2, 64) + "% " + p
}
