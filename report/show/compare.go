package show

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/table"
)

// fewTrades is how many trades of either kind are named without --trades.
const fewTrades = 3

// few are the metrics of the table that has a row a run.
var few = []string{"total_trades", "profit_total_abs", "max_drawdown_abs"}

// Comparison prints two runs side by side: their answers, how their filters stand to each
// other, and a row a strategy and arm; verbose every metric, with all every trade that
// differs.
func (p *Printer) Comparison(c *runfolder.Comparison, all bool, d Detail) {
	switch p.opt.Format {
	case "json":
		p.JSON(comparisonJSON(c, all))
		return
	case "csv":
		if all {
			p.Table(tradeChanges(c))
		} else {
			p.Table(metricChanges(c))
		}
		return
	}
	p.screens(d, func(p *Printer) {
		p.answers("a", c.A)
		p.answers("b", c.B)
		p.differ(c)
		p.filters(c)
		p.last(d, 0)
	}, func(p *Printer) { p.compared(c, all, d) })
}

// compared prints what follows the first screen.
func (p *Printer) compared(c *runfolder.Comparison, all bool, d Detail) {
	if len(c.Config) == 0 {
		p.Say("The studies are the same: version, configuration and inputs.")
	} else {
		t := table.New("", table.Words("Study", "a", "b").Keep("a", "b"))
		for _, ch := range c.Config {
			t.Add(p.cell(ch.Key), p.cell(short(ch.A)), p.cell(short(ch.B)))
		}
		p.rows(t, d, mostConfig)
	}
	if !d.Verbose {
		p.overview(c, d)
	}
	for i := range c.Pairs {
		pair := &c.Pairs[i]
		if all || d.Verbose {
			p.heading(pair.B.Rows().String())
		}
		if d.Verbose {
			p.metrics(pair)
		}
		if all || d.Verbose {
			p.trades(pair, all)
		}
	}
	p.Say("")
	p.Say("~ the difference cannot be told from noise: 0 is in its %g %% interval (paired stationary bootstrap over days)", runfolder.Level*100)
	for i, text := range c.Warnings {
		if i == mostWarnings && !d.Verbose {
			p.Say("%s: -v", plural.Of(len(c.Warnings)-i, "more warning", "more warnings"))
			break
		}
		p.hang("Warning: ", p.cell(text))
	}
}

// What a page that is not verbose has room for.
const (
	mostConfig   = 6
	mostOverview = 18 // rows
	mostWarnings = 3
)

// overview has a row a run that both folders have: the few metrics of both, and how
// many trades are the same.
func (p *Printer) overview(c *runfolder.Comparison, d Detail) {
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
		label, same := p.cell(name.String()), strconv.Itoa(pair.Trades.Same)
		for _, m := range pair.Metrics {
			if !slices.Contains(few, m.Metric) {
				continue
			}
			delta, mark := deltaOf(m)
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
}

// answers names a folder and says both of its answers.
func (p *Printer) answers(name string, f *runfolder.Folder) {
	p.Say("%s: %s", name, runfolder.Quoted(f.Dir))
	if f.Answers == nil {
		p.block(answer.Block{Lines: []string{answer.NoFilter}})
		return
	}
	p.parts(f.Answers, f.Currency())
}

// differ names in what the studies differ, with what either has.
func (p *Printer) differ(c *runfolder.Comparison) {
	value := func(s string) string {
		const longest = 24
		if s = strings.Trim(s, `"`); s == "" {
			return "none"
		}
		if r := []rune(s); len(r) > longest {
			return string(r[:longest-1]) + "…"
		}
		return s
	}
	var out []string
	for i, ch := range c.Config {
		const most = 3
		if i == most {
			out = append(out, fmt.Sprintf("%d more", len(c.Config)-most))
			break
		}
		out = append(out, runfolder.Quoted(fmt.Sprintf("%s (%s, %s)", ch.Key, value(short(ch.A)), value(short(ch.B)))))
	}
	if len(out) > 0 {
		p.block(answer.Block{Name: "DIFFER", Lines: []string{"in " + strings.Join(out, ", ")}})
	}
}

// filters says how the filter of b stands to that of a.
func (p *Printer) filters(c *runfolder.Comparison) {
	b := answer.Block{Name: "AGAINST"}
	if c.Unpaired != "" {
		b.Lines = []string{"not tested, " + c.Unpaired}
	}
	if c.Filters != nil {
		b.Lines = answer.Duel(c.Filters.All, c.B.Answers.Worthwhile, c.B.Currency())
		for _, left := range c.Filters.Left {
			b.Lines = append(b.Lines, "left out: "+runfolder.Quoted(left))
		}
	}
	if len(b.Lines) > 0 {
		b.Lines[0] = "a: " + b.Lines[0]
		p.block(b)
	}
}

func (p *Printer) heading(text string) {
	p.Say("")
	if p.opt.Format == "md" {
		p.Say("## %s", p.cell(text))
	} else {
		p.Say("%s", runfolder.Quoted(text))
	}
	p.Say("")
}

// cell is a text from a folder as the format may hold it.
func (p *Printer) cell(s string) string {
	if s = runfolder.Quoted(s); p.opt.Format == "md" {
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

func (p *Printer) metrics(pair *runfolder.Pair) {
	t := table.New("", table.Words("Metric").Numbers("a", "b", "Delta").Words("").Numbers("95 % interval").Keep("a", "b", "Delta", ""))
	for _, m := range pair.Metrics {
		interval := ""
		if m.Spread != nil && m.A != m.B {
			interval = shown(m, m.Spread.Delta.Lo, true) + " to " + shown(m, m.Spread.Delta.Hi, true)
		}
		delta, mark := deltaOf(m)
		t.Add(m.Metric, p.cell(metricText(m, m.A)), p.cell(metricText(m, m.B)), delta, mark, interval)
	}
	p.Table(t)
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
