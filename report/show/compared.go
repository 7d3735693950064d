package show

import (
	"math"
	"slices"
	"strconv"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/table"
)

// fewTrades is how many trades of either kind are named without --trades.
const fewTrades = 3

// few are the metrics of the table that has a row a run.
var few = []string{"total_trades", "profit_total_abs", "max_drawdown_abs"}

// overview has a row a run that both folders have: the few metrics of both, and how
// many trades are the same. It reports whether any difference may be noise, as metrics does.
func (p *Printer) overview(c *runfolder.Comparison, d Detail) (noise bool) {
	p.Say("")
	t := table.New("", table.Words("Run", "Metric").Numbers("a", "b", "Delta").Words("").Numbers("Same trades").Keep("Metric", "a", "b", "Delta", ""))
	alike := 0
	for i := range c.Pairs {
		pair := &c.Pairs[i]
		if same := pair.Trades; same.OnlyA+same.OnlyB+same.Changed == 0 {
			alike++
			continue
		}
		name := pair.B.Rows()
		name.Pairs = "" // are the same throughout
		if !slices.ContainsFunc(c.Pairs, func(o runfolder.Pair) bool { return o.B.Range != pair.B.Range }) {
			name.TimeRange = ""
		}
		label, same := p.cell(name.String()), strconv.Itoa(pair.Trades.Same)
		for _, m := range pair.Metrics {
			if !slices.Contains(few, m.Metric) {
				continue
			}
			delta, mark := deltaOf(m)
			noise = noise || m.Noise()
			t.Add(label, m.Metric, p.cell(metricText(m, m.A)), p.cell(metricText(m, m.B)), delta, mark, same)
			label, same = "", ""
		}
	}
	if len(t.Rows) > 0 {
		p.rows(t, d, mostOverview)
	}
	if alike > 0 {
		p.Say("%d of %s the same trades in both.", alike, plural.Of(len(c.Pairs), "run has", "runs have"))
	}
	return noise
}

func (p *Printer) metrics(pair *runfolder.Pair) (noise bool) {
	t := table.New("", table.Words("Metric").Numbers("a", "b", "Delta").Words("").Numbers("95 % interval").Keep("a", "b", "Delta", ""))
	for _, m := range pair.Metrics {
		interval := ""
		if m.Spread != nil && m.A != m.B {
			interval = shown(m, m.Spread.Delta.Lo, true) + " to " + shown(m, m.Spread.Delta.Hi, true)
		}
		delta, mark := deltaOf(m)
		noise = noise || m.Noise()
		t.Add(m.Metric, p.cell(metricText(m, m.A)), p.cell(metricText(m, m.B)), delta, mark, interval)
	}
	p.Table(t)
	return noise
}

// deltaOf is b less a, and a mark: = of the same, ~ of what may be noise.
func deltaOf(m runfolder.MetricPair) (delta, mark string) {
	if m.A == m.B {
		return "", "="
	}
	if m.Noise() {
		mark = "~"
	}
	if m.Delta.Kind == runfolder.Number {
		delta = shown(m, m.Delta.Number, true)
	}
	return delta, mark
}

// metricText is a metric's value in the words of the report's tables.
func metricText(m runfolder.MetricPair, v runfolder.Value) string {
	switch v.Kind {
	case runfolder.Number:
		return shown(m, v.Number, false)
	case runfolder.Undefined:
		return metrics.Undefined
	default:
		return v.String()
	}
}

// shown prints a number of a metric; sign puts a plus before what is above 0.
func shown(m runfolder.MetricPair, x float64, sign bool) string {
	if m.Known.Key == "" {
		s := strconv.FormatFloat(x, 'g', 6, 64)
		if sign && x > 0 {
			s = "+" + s
		}
		return s
	}
	if m.Known.Unit == metrics.Count && x != math.Trunc(x) {
		m.Known.Unit = metrics.Ratio
	}
	if sign {
		return m.Known.Signed(x, true)
	}
	return m.Known.Text(x, true)
}

// trades prints how many trades differ and the few that matter most, or all.
func (p *Printer) trades(pair *runfolder.Pair, all bool) {
	d := pair.Trades
	p.Say("")
	p.Say("Trades: %d the same, %d only in a (profit %s), %d only in b (profit %s), %d changed (profit %s)",
		d.Same, d.OnlyA, money(d.ProfitA, false), d.OnlyB, money(d.ProfitB, false), d.Changed, money(d.ProfitDiff, true))
	rows := d.Changes
	if !all {
		worst, best := d.Extremes(fewTrades)
		rows = append(worst, best...)
	}
	if len(rows) == 0 {
		return
	}
	t := table.New("", table.Words("Trade", "Pair", "Opened", "Closed in a", "Closed in b").Numbers("Profit a", "Profit b", "Delta").Keep("Pair", "Opened", "Delta"))
	for _, c := range rows {
		row := []any{c.What(), p.cell(c.Trade().Pair), c.Trade().Open.String(), "", "", "", "", money(c.Delta, true)}
		for i, x := range []*runfolder.Trade{c.A, c.B} {
			if x != nil {
				row[3+i], row[5+i] = x.Close.String()+" "+p.cell(x.ExitReason), money(x.ProfitAbs, false)
			}
		}
		t.Add(row...)
	}
	p.Table(t)
}

func money(x float64, sign bool) string {
	s := strconv.FormatFloat(x, 'f', 3, 64)
	if sign && x > 0 {
		return "+" + s
	}
	return s
}
