package main

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// fewTrades is how many trades of either kind are named without --trades.
const fewTrades = 3

// writeCompare prints the tables, for a terminal or as Markdown.
func writeCompare(w io.Writer, c *runfolder.Comparison, o compareOptions) error {
	p := &printer{w: w, format: o.format}
	p.line("a: %s", runfolder.Quoted(c.A.Dir))
	p.line("b: %s", runfolder.Quoted(c.B.Dir))
	p.line("")
	if len(c.Config) == 0 {
		p.line("The studies are the same: version, configuration and inputs.")
	} else {
		t := table.NewWriter()
		t.AppendHeader(table.Row{"Study", "a", "b"})
		for _, ch := range c.Config {
			t.AppendRow(table.Row{p.cell(ch.Key), p.cell(short(ch.A)), p.cell(short(ch.B))})
		}
		p.table(t)
	}
	for i := range c.Pairs {
		pair := &c.Pairs[i]
		p.heading(pair.B.Key.String())
		p.metrics(pair)
		p.trades(pair, o.trades)
	}
	p.line("")
	p.line("~ the difference cannot be told from noise: 0 is in its %g %% interval (paired stationary bootstrap over days)", runfolder.Level*100)
	for _, text := range c.Warnings {
		p.line("Warning: %s", p.cell(text))
	}
	return p.err
}

// A printer writes lines and tables and keeps the first error.
type printer struct {
	w      io.Writer
	format string
	err    error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) table(t table.Writer) {
	if p.err == nil {
		p.err = render(p.w, t, p.format)
	}
}

func (p *printer) heading(text string) {
	p.line("")
	if p.format == "md" {
		p.line("## %s", p.cell(text))
	} else {
		p.line("%s", runfolder.Quoted(text))
	}
	p.line("")
}

// cell is a text from a folder as the format may hold it.
func (p *printer) cell(s string) string {
	if s = runfolder.Quoted(s); p.format == "md" {
		return runfolder.Markdown(s)
	}
	return s
}

// short cuts a digest or a long list for a table.
func short(s string) string {
	if _, err := strconv.ParseUint(s[:min(16, len(s))], 16, 64); err == nil && len(s) == 64 {
		return s[:12] + "…"
	}
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

func (p *printer) metrics(pair *runfolder.Pair) {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Metric", "a", "b", "Delta", "", "95 % interval"})
	for _, m := range pair.Metrics {
		mark, interval := "", ""
		switch {
		case m.A == m.B:
			mark = "="
		case m.Noise():
			mark = "~"
		}
		if m.Spread != nil && m.A != m.B {
			interval = shown(m, m.Spread.Delta.Lo, true) + " .. " + shown(m, m.Spread.Delta.Hi, true)
		}
		delta := ""
		if m.Delta.Kind == runfolder.Number && m.A != m.B {
			delta = shown(m, m.Delta.Number, true)
		}
		t.AppendRow(table.Row{m.Metric, p.cell(metricText(m, m.A)), p.cell(metricText(m, m.B)), delta, mark, interval})
	}
	p.table(t)
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
func (p *printer) trades(pair *runfolder.Pair, all bool) {
	d := pair.Trades
	p.line("")
	p.line("Trades: %d the same, %d only in a (profit %s), %d only in b (profit %s), %d changed (profit %s)",
		d.Same, d.OnlyA, money(d.ProfitA, false), d.OnlyB, money(d.ProfitB, false), d.Changed, money(d.ProfitDiff, true))
	rows := d.Changes
	if !all {
		worst, best := d.Extremes(fewTrades)
		rows = append(worst, best...)
	}
	if len(rows) == 0 {
		return
	}
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Trade", "Pair", "Opened", "Closed in a", "Closed in b", "Profit a", "Profit b", "Delta"})
	for _, c := range rows {
		row := table.Row{c.What(), p.cell(c.Trade().Pair), c.Trade().Open.String(), "", "", "", "", money(c.Delta, true)}
		for i, x := range []*runfolder.Trade{c.A, c.B} {
			if x != nil {
				row[3+i], row[5+i] = x.Close.String()+" "+p.cell(x.ExitReason), money(x.ProfitAbs, false)
			}
		}
		t.AppendRow(row)
	}
	p.table(t)
}

func money(x float64, sign bool) string {
	s := strconv.FormatFloat(x, 'f', 3, 64)
	if sign && x > 0 {
		return "+" + s
	}
	return s
}
